using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class GradientDescentTests
{
    private static readonly Ran s_ran = Example.Run("gradient-descent");

    [Fact]
    public void Takes_the_slides_steps_where_the_slide_is_right_and_the_right_ones_after()
    {
        var steps = s_ran.Rows("step");
        Assert.Equal([0.6, 0.8, 0.52, 0.84, 0.472, 0.896, 0.4304, 0.9488], steps[1..5].SelectMany(row => row[1..3]));
        Assert.Equal([0.00006420, 1.49991777], steps[100][1..3]);
        Assert.Equal(0.5, steps[100][3], 1e-6);
    }

    [Fact]
    public void Each_row_is_the_update_of_the_row_before_with_its_loss_and_both_gradients()
    {
        var steps = s_ran.Rows("step");
        Assert.Equal(101, steps.Length);
        var (w0, w1) = (1.0, 1.0);
        foreach (var (row, step) in steps.Select((row, step) => (row, step)))
        {
            // Half of the last digit of each column.
            var (d0, d1) = ((4 * w1) + (6 * w0) - 6, (4 * w1) + (4 * w0) - 6);
            Assert.Equal([step, w0, w1], row[..3], Table.Within(0.51e-8));
            Assert.Equal((w0 * w0) + Math.Pow(1 - w1 - w0, 2) + Math.Pow(2 - w1 - w0, 2), row[3], 0.51e-6);
            Assert.Equal([d0, d0, d1, d1], row[4..], Table.Within(0.51e-3));
            (w0, w1) = (w0 - (0.1 * d0), w1 - (0.1 * d1));
        }

        Assert.Contains("the gradient is the same in every step", s_ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2192")]
    [InlineData("0.01")]
    public void Falls_in_every_step_below_the_limit(string learningRate)
    {
        var ran = Example.Run("gradient-descent", $"--lr {learningRate}");
        var steps = ran.Rows("step");
        Assert.All(steps.Zip(steps.Skip(1)), pair => Assert.True(pair.Second[3] < pair.First[3]));
        Assert.Contains("2/λmax = 0.2192236:", ran.Output, StringComparison.Ordinal);
        Assert.Contains("below the limit: converges", Conclusion(ran), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.23")]
    [InlineData("5")]
    [InlineData("1e200")]
    public void Shows_divergence_past_the_limit(string learningRate)
    {
        var ran = Example.Run("gradient-descent", $"--lr {learningRate}");
        Assert.Equal(ExitCode.Done, ran.Exit);
        Assert.Contains("L is past 1e+05 and keeps growing", ran.Output, StringComparison.Ordinal);
        Assert.Contains("past the limit: diverges", Conclusion(ran), StringComparison.Ordinal);
    }

    /// <summary>What is said of the learning rate that was chosen, the first of those compared.</summary>
    private static string Conclusion(Ran ran) => ran.Output.Split('\n').First(line => line.StartsWith("learning rate", StringComparison.Ordinal));
}
