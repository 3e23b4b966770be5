using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class GradientDescentTests
{
    // The table shows weights with eight digits after the point.
    private const double Shown = 5.1e-9;

    [Fact]
    public void Takes_the_slides_steps_where_the_slide_is_right_and_the_right_ones_after()
    {
        var steps = Assert.Single(Steps.Tables(Example.Run("gradient-descent")));
        Assert.Equal(Enumerable.Range(0, 101).Select(step => (double)step), steps.Select(row => row[0]));
        Assert.Equal([1, 1], steps[0][1..3]);
        Assert.Equal([0.6, 0.8], steps[1][1..3]);
        Assert.Equal([0.52, 0.84], steps[2][1..3]);
        Assert.Equal([0.472, 0.896], steps[3][1..3]);
        Assert.Equal([0.4304, 0.9488], steps[4][1..3]);
        Assert.Equal([0.00006420, 1.49991777], steps[100][1..3]);
    }

    [Fact]
    public void Each_row_is_the_update_of_the_row_before_with_its_loss_and_both_gradients()
    {
        // Numbers shown with three digits after the point.
        const double GradientShown = 5.1e-4;
        var steps = Assert.Single(Steps.Tables(Example.Run("gradient-descent")));
        var (w0, w1) = (1.0, 1.0);
        foreach (var row in steps)
        {
            var (d0, d1) = ((4 * w1) + (6 * w0) - 6, (4 * w1) + (4 * w0) - 6);
            Assert.Equal(w0, row[1], Shown);
            Assert.Equal(w1, row[2], Shown);
            Assert.Equal((w0 * w0) + Math.Pow(1 - w1 - w0, 2) + Math.Pow(2 - w1 - w0, 2), row[3], 5.1e-7);
            Assert.Equal(d0, row[4], GradientShown);
            Assert.Equal(d1, row[6], GradientShown);
            Assert.Equal(row[4], row[5]);
            Assert.Equal(row[6], row[7]);
            (w0, w1) = (w0 - (0.1 * d0), w1 - (0.1 * d1));
        }
    }

    [Theory]
    [InlineData(0.2192)]
    [InlineData(0.01)]
    public void Falls_in_every_step_below_the_limit(double learningRate)
    {
        var ran = Example.SameAsTwin("gradient-descent", $"--lr {learningRate}");
        var losses = Assert.Single(Steps.Tables(ran)).Select(row => row[3]).ToArray();
        Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.Contains("2/λmax = 0.2192236:", ran.Output, StringComparison.Ordinal);
        Assert.Contains($"after 100 steps, below the limit: converges", Conclusion(ran), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.23)]
    [InlineData(5)]
    [InlineData(1e200)]
    public void Shows_divergence_past_the_limit(double learningRate)
    {
        var ran = Example.SameAsTwin("gradient-descent", $"--lr {learningRate}");
        Assert.Equal(ExitCode.Done, ran.Exit);
        Assert.Contains("L is past 1e+05 and keeps growing", ran.Output, StringComparison.Ordinal);
        Assert.Contains("past the limit: diverges", Conclusion(ran), StringComparison.Ordinal);
    }

    /// <summary>What is said of the learning rate that was chosen, the first of those compared.</summary>
    private static string Conclusion(Ran ran) => ran.Output.Split('\n').First(line => line.StartsWith("learning rate", StringComparison.Ordinal));
}
