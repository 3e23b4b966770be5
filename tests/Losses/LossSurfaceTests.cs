using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class LossSurfaceTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-6;

    private static readonly double[] s_x = [1, 2, 4];
    private static readonly double[] s_t = [1, 0, 1];
    private static readonly Ran s_ran = Example.Run("loss-surface");

    [Theory]
    [InlineData("identity + MSE", true)]
    [InlineData("sigmoid + MSE", false)]
    [InlineData("sigmoid + cross-entropy", true)]
    [InlineData("ReLU + MSE", false)]
    public void Convexity_is_measured(string cost, bool convex)
    {
        Assert.Equal(convex, s_ran.Number($"{cost}: smallest curvature") >= 0);
        Assert.Matches($@"(?m)^{cost.Replace("+", @"\+", StringComparison.Ordinal)} .* {(convex ? "yes" : "no")} ", s_ran.Output);
    }

    [Fact]
    public void Curvature_is_that_of_the_costs()
    {
        // Of the parabola, 2·mean(x²); of cross-entropy on the range drawn, mean(x²σ′(z)) at its right end; of ReLU's
        // steepest kink, the slope −(8/3) that the sample at x = 4 adds from w = −3/4 on, less what its parabolas bend,
        // over a step of 0.01.
        Assert.Equal(14, s_ran.Number("identity + MSE: smallest curvature"), 1e-6);
        Assert.Equal(s_x.Average(x => x * x * Slope((2 * x) + 3)), s_ran.Number("sigmoid + cross-entropy: smallest curvature"), 1e-4);
        Assert.InRange(s_ran.Number("sigmoid + MSE: smallest curvature"), -1, -0.1);
        Assert.InRange(s_ran.Number("ReLU + MSE: smallest curvature"), -8 / 3.0 / 0.01, -2 / 3.0 / 0.01);
    }

    [Fact]
    public void Sigmoid_with_mse_has_two_minima_and_the_others_one()
    {
        // To the nearest of the weights on the grid, 0.01 apart.
        Assert.Equal(-16 / 21.0, s_ran.Number("identity + MSE: minima"), 0.005);
        Assert.Equal([-2.12, -0.46], s_ran.Numbers("sigmoid + MSE: minima"), Table.Within(1e-9));
        Assert.Equal(-0.65, s_ran.Number("sigmoid + cross-entropy: minima"), 0.005);
        Assert.Equal(-2, s_ran.Number("ReLU + MSE: minima"), 1e-9);
    }

    [Theory]
    [InlineData("identity + MSE")]
    [InlineData("sigmoid + MSE")]
    [InlineData("sigmoid + cross-entropy")]
    [InlineData("ReLU + MSE")]
    public void Gradients_by_hand_and_by_autograd_are_the_costs_differences(string cost)
    {
        var row = s_ran.Row(cost, "d cost / dw");
        var (far, near) = (Difference(cost, -5), Difference(cost, 0));
        Assert.Equal([far, far, near, near], row, Table.Within(Printed));
        Assert.Equal(far, s_ran.Number($"{cost}: gradient at w = -5"), Printed);
    }

    [Fact]
    public void Plateau_passes_no_gradient_at_all() =>
        Assert.Equal(0, s_ran.Number("ReLU + MSE: gradient at w = -5"));

    [Theory]
    [InlineData("-1000.0", 0, 0)]
    [InlineData("-4.0", 0.017986, 0.017663)]
    [InlineData("0.0", 0.5, 0.25)]
    [InlineData("4.0", 0.982014, 0.017663)]
    [InlineData("1000.0", 1, 0)]
    public void Sigmoid_and_its_slope(string z, double sigmoid, double slope) => Assert.Equal([sigmoid, slope], s_ran.Row(z));

    [Fact]
    public void Cross_entropy_of_huge_logits_is_right()
    {
        // The logits are −997, −1997 and −3997, the labels 1, 0 and 1.
        Assert.Equal([(997 + 3997) / 3.0], s_ran.Row("cross-entropy at w = -1000, by logits ="), Table.Within(Printed));
        Assert.Equal([double.PositiveInfinity], s_ran.Row("cross-entropy at w = -1000, by log of sigmoid ="));
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static double Slope(double z) => Sigmoid(z) * (1 - Sigmoid(z));

    /// <summary>The slope of a cost; a central difference is exact to about 1e-16 · cost / h + h².</summary>
    private static double Difference(string cost, double w) => (Cost(cost, w + 1e-5) - Cost(cost, w - 1e-5)) / 2e-5;

    /// <summary>The mean cost of the three samples.</summary>
    private static double Cost(string cost, double w) => s_x.Zip(s_t, (x, t) =>
    {
        var z = (w * x) + 3;
        return cost switch
        {
            "identity + MSE" => Math.Pow(z - t, 2),
            "sigmoid + MSE" => Math.Pow(Sigmoid(z) - t, 2),
            "ReLU + MSE" => Math.Pow(Math.Max(z, 0) - t, 2),
            _ => -(t * Math.Log(Sigmoid(z))) - ((1 - t) * Math.Log(1 - Sigmoid(z))),
        };
    }).Average();
}
