using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class BowlTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-6;

    private static readonly Ran s_ran = Example.Run("bowl");

    [Fact]
    public void Takes_the_slides_steps_with_the_good_learning_rate() =>
        Assert.Equal([-2.4, 3.2, -1.92, 2.56, -1.536, 2.048], s_ran.Rows("learning rate 0.10")[1..4].SelectMany(row => row[1..3]));

    [Theory]
    [InlineData("learning rate 0.01", "η = 0.01", 0.98)]
    [InlineData("learning rate 0.10", "η = 0.1", 0.8)]
    [InlineData("learning rate 1.05", "η = 1.05", -1.1)]
    public void Each_step_multiplies_the_distance_by_the_same_factor(string table, string curve, double factor)
    {
        var steps = s_ran.Rows(table);
        Assert.Equal(21, steps.Length);
        Assert.All(steps, row =>
        {
            var (x0, x1) = (-3 * Math.Pow(factor, row[0]), 4 * Math.Pow(factor, row[0]));
            Assert.Equal([x0, x1, (x0 * x0) + (x1 * x1), 2 * x0, 2 * x1], row[1..], Table.Within(Printed));
        });

        // The roundings of twenty steps in float64.
        var distance = 5 * Math.Pow(Math.Abs(factor), 20);
        Assert.Equal(distance, s_ran.Number($"{curve}: distance to the minimum after 20 steps"), 1e-13 * distance);
        var losses = s_ran.LossesOf(curve);
        Assert.Equal(21, losses.Count);
        Assert.Equal(distance * distance, losses[^1], 1e-13 * distance * distance);
    }
}
