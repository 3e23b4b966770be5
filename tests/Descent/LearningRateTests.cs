using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class LearningRateTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-7;

    private static readonly Ran s_ran = Example.Run("learning-rate");

    [Theory]
    [InlineData("learning rate 0.01", "η = 0.01", 0.1815604, 0.0020595, 0.3353992)]
    [InlineData("learning rate 0.30", "η = 0.3", 0.8802727, 0.7205203, 0.0086448)]
    [InlineData("learning rate 0.60", "η = 0.6", 0.2371463, 0.7395158, 0.5244069)]
    public void Ends_where_twenty_steps_lead(string table, string curve, double x1, double x2, double f)
    {
        Assert.Equal([20, x1, x2, f], s_ran.Rows(table)[^1], Table.Within(Printed));
        Assert.Equal([x1, x2], s_ran.Numbers($"{curve}: x after 20 steps"), Table.Within(Printed));
        var losses = s_ran.LossesOf(curve);
        Assert.Equal(21, losses.Count);
        Assert.Equal(f, losses[^1], Printed);
    }

    [Fact]
    public void Falls_steadily_with_the_first_two_and_oscillates_with_the_third()
    {
        Assert.Equal(0, Rises("learning rate 0.01"));
        Assert.Equal(0, Rises("learning rate 0.30"));

        // Up and down in turn, but for the first steps.
        Assert.InRange(Rises("learning rate 0.60"), 8, 12);
    }

    private static int Rises(string table)
    {
        var steps = s_ran.Rows(table);
        return steps.Zip(steps.Skip(1)).Count(pair => pair.Second[3] > pair.First[3]);
    }
}
