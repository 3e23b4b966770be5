using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class LossSurfaceTests
{
    // The weights that are tried are 0.01 apart.
    private const double Grid = 0.01;

    private static readonly double[] s_x = [0.5, 1, 3];
    private static readonly double[] s_t = [1, 0, 1];
    private static readonly Ran s_ran = Example.Run("loss-surface");

    [Theory]
    [InlineData("identity + MSE", true)]
    [InlineData("sigmoid + MSE", false)]
    [InlineData("sigmoid + cross-entropy", true)]
    [InlineData("ReLU + MSE", false)]
    public void Convexity_is_that_of_second_differences(string cost, bool convex)
    {
        // Where a cost is flat, its second differences are rounding alone.
        var weights = Enumerable.Range(1, 799).Select(i => -6 + Grid * i);
        var smallest = weights.Min(w => Cost(cost, w - Grid) - 2 * Cost(cost, w) + Cost(cost, w + Grid));
        Assert.Equal(convex, smallest >= -1e-12);
        Assert.Contains($"{cost}: {(convex ? "convex" : "not convex")}\n", s_ran.Output);
    }

    [Theory]
    [InlineData("sigmoid + MSE", -3.08, -0.21)]
    [InlineData("ReLU + MSE", -2.00, -0.54)]
    public void Two_costs_have_two_minima(string cost, double one, double other)
    {
        // The same float64 formula, summed in another order.
        Assert.Equal([one, other], s_ran.Numbers($"{cost}: minima at w, to 0.01"), Table.Within(1e-9));
        Assert.Equal([Cost(cost, one), Cost(cost, other)], s_ran.Numbers($"{cost}: cost there, on the grid"), Table.Within(1e-9));
    }

    [Theory]
    [InlineData("identity + MSE")]
    [InlineData("sigmoid + cross-entropy")]
    public void Two_costs_have_one_minimum(string cost)
    {
        var place = s_ran.Number($"{cost}: minima at w, to 0.01");
        Assert.True(Cost(cost, place) < Math.Min(Cost(cost, place - Grid), Cost(cost, place + Grid)));
        Assert.Equal(Cost(cost, place), s_ran.Number($"{cost}: cost there, on the grid"), 1e-9);
    }

    [Theory]
    [InlineData("identity + MSE")]
    [InlineData("sigmoid + MSE")]
    [InlineData("sigmoid + cross-entropy")]
    [InlineData("ReLU + MSE")]
    public void Gradients_are_the_costs_differences(string cost)
    {
        // A central difference is exact to about 1e-16 · cost / h + h².
        Assert.Equal((Cost(cost, -5 + 1e-5) - Cost(cost, -5 - 1e-5)) / 2e-5, s_ran.Number($"{cost}: gradient at w = −5"), 1e-6);
    }

    [Fact]
    public void Plateau_passes_no_gradient_at_all()
    {
        Assert.Equal(0, s_ran.Number("ReLU + MSE: gradient at w = −5"));

        // A sum of steps of 0.01 in float64.
        Assert.Equal(-4, s_ran.Number("ReLU + MSE: flat up to w"), 1e-9);
    }

    [Fact]
    public void The_slope_of_the_sigmoid_is_the_slides() =>
        Assert.Equal(
            [0.007400, 0.135530, 0.75, 0.135530, 0.007400],
            s_ran.Numbers("slope of σ(3x) at x = −2 to 2"),
            Table.Within(0.51e-6));

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    /// <summary>The mean cost of the three samples.</summary>
    private static double Cost(string cost, double w) => s_x.Zip(s_t, (x, t) =>
    {
        var z = w * x + 2;
        return cost switch
        {
            "identity + MSE" => Math.Pow(z - t, 2),
            "sigmoid + MSE" => Math.Pow(Sigmoid(z) - t, 2),
            "ReLU + MSE" => Math.Pow(Math.Max(z, 0) - t, 2),
            _ => -(t * Math.Log(Sigmoid(z))) - ((1 - t) * Math.Log(1 - Sigmoid(z))),
        };
    }).Average();
}
