using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class OptimizersTests
{
    private static readonly Ran s_ran = Example.Run("optimizers");

    [Theory]
    [InlineData("SGD 0.1 from 1", -0.54, 1.016)]
    [InlineData("momentum 0.01 from 1", -2.00, 0.333)]
    [InlineData("Adam 0.1 from 1", -2.00, 0.333)]
    [InlineData("SGD 0.1 from 2", -0.54, 1.016)]
    [InlineData("momentum 0.01 from 2", -5.07, 0.667)]
    [InlineData("Adam 0.1 from 2", -2.00, 0.333)]
    public void Ends_in_a_minimum_or_on_the_plateau(string training, double w, double cost)
    {
        // Half of the last digit that is given.
        Assert.Equal(w, s_ran.Number(training), 0.005);
        Assert.Equal(cost, s_ran.LossesOf(training)[^1], 0.0005);
    }

    [Theory]
    [InlineData("SGD 0.1 from -5")]
    [InlineData("momentum 0.01 from -5")]
    [InlineData("Adam 0.1 from -5")]
    public void None_leaves_the_plateau(string training)
    {
        Assert.Equal(-5, s_ran.Number(training));
        Assert.All(s_ran.LossesOf(training), cost => Assert.Equal(2 / 3.0, cost, 1e-15));
    }

    [Fact]
    public void None_moves_any_more_at_the_end()
    {
        Assert.Equal(9, s_ran.Curves.Count);
        foreach (var training in s_ran.Curves.Select(curve => curve.Name))
        {
            // The derivative of (1/3)·Σ(max(0, wx + 2) − t)², so small that further steps do not show in two digits.
            var w = s_ran.Number(training);
            var samples = new[] { (X: 0.5, T: 1), (X: 1.0, T: 0), (X: 3.0, T: 1) };
            var slope = samples.Where(s => w * s.X + 2 > 0).Sum(s => 2.0 / 3 * (w * s.X + 2 - s.T) * s.X);
            Assert.InRange(Math.Abs(slope), 0, 1e-3);
        }
    }

    [Fact]
    public void Momentum_from_2_passes_the_best_minimum_on_its_way_to_the_plateau() =>
        Assert.InRange(s_ran.LossesOf("momentum 0.01 from 2").Min(), 1 / 3.0, 0.35);
}
