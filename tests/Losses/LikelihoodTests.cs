using System.Globalization;

using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class LikelihoodTests
{
    // Half of the last digit that is printed, twice where two such numbers are compared.
    private const double Printed = 1.01e-6;

    private static readonly Ran s_ran = Example.Run("likelihood");

    [Theory]
    [Seeds(5)]
    public void Linear_regression_is_maximum_likelihood(long seed)
    {
        var ran = Example.Run("likelihood", $"--seed {seed}");

        // y = 2x + 1 + N(0, 1) of 1000 samples: the line, to 4 standard errors of 1/√1000.
        Assert.Equal([2, 1], ran.Numbers("w, b"), Table.Within(4 / Math.Sqrt(1000)));
    }

    [Fact]
    public void Gaussian_likelihood_and_mse_differ_by_a_constant_and_share_their_minimizer()
    {
        var rows = s_ran.Rows("     w").Where(row => row.Length == 5).ToArray();
        Assert.Equal(4, rows.Length);
        Assert.All(rows, row => Assert.Equal(Math.Log(2 * Math.PI) / 2, row[4], 0.51e-6));
        Assert.All(rows, row => Assert.Equal(row[3] + row[4], row[2], Printed));
        var line = s_ran.Numbers("w, b");
        var least = Assert.Single(rows, row => Math.Abs(row[0] - line[0]) <= 0.0051 && Math.Abs(row[1] - line[1]) <= 0.0051);
        Assert.All(rows, row => Assert.True(row[2] >= least[2]));
    }

    [Fact]
    public void Bernoulli_likelihood_is_bce()
    {
        var rows = s_ran.Rows("     p").Where(row => row.Length == 3).ToArray();
        Assert.Equal(4, rows.Length);

        // 1000 labels, each 1 with probability 0.3, to 4 standard errors.
        var share = rows[1][0];
        Assert.Equal(0.3, share, 4 * Math.Sqrt(0.3 * 0.7 / 1000));
        Assert.All(rows, row =>
        {
            var likelihood = -(share * Math.Log(row[0])) - ((1 - share) * Math.Log(1 - row[0]));
            Assert.Equal([likelihood, likelihood], row[1..], Table.Within(Printed));
            Assert.True(row[1] >= rows[1][1]);
            var p = row[0].ToString("F3", CultureInfo.InvariantCulture);
            Assert.Equal(row[1..], s_ran.Numbers($"p = {p}: −log likelihood, BCE"), Table.Within(Printed));
        });
    }
}
