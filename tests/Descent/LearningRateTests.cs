using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class LearningRateTests
{
    private readonly List<double[][]> _tables = Steps.Tables(Example.Run("learning-rate"));

    [Fact]
    public void Ends_where_twenty_steps_lead()
    {
        Assert.Equal(3, _tables.Count);
        Assert.Equal([20, 0.1815604, 0.0020595, 0.3353992], _tables[0][^1]);
        Assert.Equal([20, 0.8802727, 0.7205203, 0.0086448], _tables[1][^1]);
        Assert.Equal([20, 0.2371463, 0.7395158, 0.5244069], _tables[2][^1]);
    }

    [Fact]
    public void Falls_steadily_with_the_first_two_and_oscillates_with_the_third()
    {
        Assert.True(Falls(_tables[0]));
        Assert.True(Falls(_tables[1]));
        var directions = _tables[2].Select(row => row[3]).ToArray();
        var turns = Enumerable.Range(2, 19).Count(i => (directions[i] - directions[i - 1]) * (directions[i - 1] - directions[i - 2]) < 0);
        Assert.True(turns >= 8, $"f turns {turns} times.");
    }

    private static bool Falls(double[][] table) => table.Zip(table.Skip(1)).All(pair => pair.Second[3] < pair.First[3]);
}
