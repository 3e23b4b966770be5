using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class BowlTests
{
    private readonly List<double[][]> _tables = Steps.Tables(Example.Run("bowl"));

    [Fact]
    public void Takes_the_slides_steps_with_the_good_learning_rate()
    {
        var steps = _tables[1];
        Assert.Equal([0, -3, 4, 25, -6, 8], steps[0]);
        Assert.Equal([1, -2.4, 3.2, 16, -4.8, 6.4], steps[1]);
        Assert.Equal([2, -1.92, 2.56], steps[2][..3]);
        Assert.Equal([3, -1.536, 2.048], steps[3][..3]);
    }

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(1, 0.1)]
    [InlineData(2, 1.05)]
    public void Each_step_multiplies_the_distance_by_the_same_factor(int table, double learningRate)
    {
        Assert.Equal(21, _tables[table].Length);
        Assert.All(_tables[table], row => Assert.Equal(-3 * Math.Pow(1 - (2 * learningRate), row[0]), row[1], 5.1e-7));
        Assert.All(_tables[table], row => Assert.Equal(4 * Math.Pow(1 - (2 * learningRate), row[0]), row[2], 5.1e-7));
    }
}
