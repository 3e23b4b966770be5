using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Classification;

public sealed class TumorTests
{
    [Fact]
    public void Prints_thresholds_and_accuracies_of_all_four_fits()
    {
        var output = Example.Run("tumor").Output;
        Assert.Matches(@"linear, without outlier +2\.99 cm +0\.9756 +1 of 17\n", output);
        Assert.Matches(@"linear, with outlier +4\.05 cm +0\.7561 +10 of 17\n", output);

        // Descent stops short of its goal, at a place that varies more than a closed form.
        Assert.Matches(@"logistic, without outlier +2\.9[234] cm +1\.0000 +0 of 17\n", output);
        Assert.Matches(@"logistic, with outlier +2\.9[234] cm +1\.0000 +0 of 17\n", output);
    }

    [Theory]
    [Seeds(5)]
    public void The_outlier_moves_the_line_only(long seed)
    {
        var ran = Example.Run("tumor", $"--seed {seed}");
        double Moved(string fit, string what) => ran.Number($"{fit}, with outlier: {what}") - ran.Number($"{fit}, without outlier: {what}");

        Assert.InRange(Moved("linear", "threshold"), 0.8, 1.4);
        Assert.InRange(Moved("linear", "missed"), 4, 17);
        Assert.InRange(Moved("linear", "accuracy"), -1, -0.05);
        Assert.InRange(Moved("logistic", "threshold"), -0.02, 0.02);
        Assert.Equal(0, Moved("logistic", "missed"));
        Assert.Equal(0, Moved("logistic", "accuracy"));
    }

    [Fact]
    public void The_line_is_that_of_least_squares()
    {
        // Of many tumors, 3/5 of them benign and U(0.5, 3.1), 2/5 malignant and U(2.9, 5.5): the line has the slope
        // cov(x, y) / var(x) and goes through the means.
        var variance = (2.6 * 2.6 / 12) + (0.6 * 0.4 * 2.4 * 2.4);
        var threshold = (0.6 * 1.8) + (0.4 * 4.2) + ((0.5 - 0.4) / (0.6 * 0.4 * 2.4 / variance));

        // Sizes spread by about a centimeter, so means of 20000 by a hundredth.
        Assert.Equal(threshold, Example.Run("tumor", "--samples 20000 --epochs 1").Number("linear, without outlier: threshold"), 4 * 0.01);
    }

    [Fact]
    public void One_tumor_is_too_few()
    {
        var error = Assert.Throws<UsageException>(() => Example.Run("tumor", "--samples 1"));
        Assert.Contains("--samples must be at least 2", error.Message, StringComparison.Ordinal);
    }
}
