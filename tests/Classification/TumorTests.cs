using Examples.Tests.Support;

namespace Examples.Tests.Classification;

public sealed class TumorTests
{
    // Of the 17 malignant tumors, what the line misses at the seeds from 0 on.
    private static readonly int[] s_missed = [8, 6, 8, 11, 4, 7, 7, 4];

    [Theory]
    [Seeds(8)]
    public void Only_the_line_errs_and_only_with_the_outlier(long seed)
    {
        var ran = Example.Run("tumor", $"--seed {seed}");
        string[] right = ["linear regression without outlier", "logistic regression without outlier", "logistic regression with outlier"];
        foreach (var fit in right)
        {
            Assert.Equal(1, ran.Number($"{fit}: accuracy"));
            Assert.Equal(0, ran.Number($"{fit}: missed"));
        }

        var missed = ran.Number("linear regression with outlier: missed");
        Assert.Equal(s_missed[seed], missed);

        // Each accuracy is of the data of its fit; a float32.
        Assert.Equal(1 - missed / 41.0, ran.Number("linear regression with outlier: accuracy"), 1e-6);
        Assert.Contains($"{missed,12} of 17\n", ran.Output);
    }

    [Fact]
    public void The_lines_are_those_of_the_slides_formula()
    {
        var ran = Example.Run("tumor", "--seed 7 --epochs 1");
        manual_seed(7);
        var x = cat([0.5 + 2.3 * rand(24), 3.2 + 2.3 * rand(16), tensor([20f])]).to(float64);
        var y = cat([zeros(24), ones(17)]).to(float64);
        foreach (var (data, n) in new[] { ("without", 40), ("with", 41) })
        {
            var (dx, dy) = (x[..n] - x[..n].mean(), y[..n] - y[..n].mean());
            var w = (dx * dy).sum() / dx.square().sum();
            var b = y[..n].mean() - w * x[..n].mean();

            // The example computes in float32.
            Assert.Equal(((0.5 - b) / w).item<double>(), ran.Number($"linear regression {data} outlier: threshold"), 1e-4);
        }
    }
}
