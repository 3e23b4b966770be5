using System.Text.RegularExpressions;

using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class GradientDescentTests
{
    // Half of the last digit of each column.
    private const double Weights = 0.51e-8;
    private const double Others = 0.51e-6;

    private static readonly Ran s_ran = Example.Run("gradient-descent");

    [Fact]
    public void Takes_the_slides_steps_where_the_slide_is_right_and_the_right_ones_after()
    {
        var steps = s_ran.Rows("step");
        Assert.Equal([0.6, 0.8, 0.52, 0.84, 0.472, 0.896, 0.4304, 0.9488], steps[1..5].SelectMany(row => row[1..3]));
        Assert.Equal([0.00006420, 1.49991777], steps[100][1..3]);
        Assert.Equal([0.00006420, 1.49991777], s_ran.Numbers("w₀, w₁"), Table.Within(Weights));
    }

    [Fact]
    public void Each_row_is_the_update_of_the_row_before_with_its_loss_and_both_gradients()
    {
        var steps = s_ran.Rows("step");
        Assert.Equal(101, steps.Length);
        var (w0, w1) = (1.0, 1.0);
        foreach (var (step, row) in steps.Index())
        {
            var (d0, d1) = ((4 * w1) + (6 * w0) - 6, (4 * w1) + (4 * w0) - 6);
            Assert.Equal([step, w0, w1], row[..3], Table.Within(Weights));
            Assert.Equal((w0 * w0) + Math.Pow(1 - w1 - w0, 2) + Math.Pow(2 - w1 - w0, 2), row[3], Others);
            Assert.Equal([d0, d0, d1, d1], row[4..], Table.Within(Others));
            (w0, w1) = (w0 - (0.1 * d0), w1 - (0.1 * d1));
        }
    }

    [Fact]
    public void Its_limit_parts_the_learning_rates_that_converge_from_those_that_diverge()
    {
        // 2/λmax of [[6, 4], [4, 4]], whose eigenvalues are 5 ± √17; in float64 all but its last digits are right.
        Assert.Equal(2 / (5 + Math.Sqrt(17)), s_ran.Number("limit of the learning rate, 2/λmax"), 1e-14);
        var (below, past) = (s_ran.LossesOf("η = 0.95 of the limit"), s_ran.LossesOf("η = 1.05 of the limit"));
        Assert.Equal(101, below.Count);
        Assert.All(below.Zip(below.Skip(1)), pair => Assert.True(pair.Second < pair.First));

        // Each step multiplies the error by 1 − 2·0.95 = −0.9, and the loss by its square, but for the direction of the
        // small curvature, of which 1e-4 is left after fifty steps.
        Assert.Equal(0.81, (below[50] - 0.5) / (below[49] - 0.5), 1e-4);
        Assert.Equal(1.21, (past[50] - 0.5) / (past[49] - 0.5), 1e-4);
        Assert.Equal(61, past.Count);
    }

    [Theory]
    [InlineData("0.2192")]
    [InlineData("0.01")]
    public void Falls_in_every_step_below_the_limit(string learningRate)
    {
        var steps = Example.Run("gradient-descent", $"--lr {learningRate}").Rows("step");
        Assert.Equal(101, steps.Length);
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.Second[3] < pair.First[3]));
    }

    [Theory]
    [InlineData("0.23")]
    [InlineData("5")]
    [InlineData("1e+200")]
    public void Shows_divergence_past_the_limit(string learningRate)
    {
        var ran = Example.Run("gradient-descent", $"--lr {learningRate}");
        Assert.InRange(ran.Rows("step").Length, 1, 100);
        var table = ran.Output.Split("gradient by hand")[0];
        Assert.Matches($@"\nη = {Regex.Escape(learningRate)}: L is past 1e\+05 at step \d+\n", table);
    }
}
