using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class LikelihoodTests
{
    // Half of the last digit that is printed, twice where two such numbers are compared.
    private const double Printed = 1.01e-6;

    private static readonly Ran s_ran = Example.Run("likelihood");

    [Fact]
    public void Gaussian_likelihood_and_mse_differ_by_a_constant_and_share_their_minimizer()
    {
        var mean = s_ran.Number("both are least at the mean");
        Assert.Equal(0.9189385, s_ran.Number("log(2 pi) / 2"), 1e-7);
        var least = Gaussian(mean);

        // The mean squared error about μ is that about the mean, plus the squared distance of the two.
        foreach (var mu in new double[] { 0, 1, 3, 4, 50 })
        {
            var row = Gaussian(mu);
            Assert.Equal(least[2] + ((mu - mean) * (mu - mean) / 2), row[2], Printed);
            Assert.Equal([mu == 50 ? double.PositiveInfinity : row[1], row[2] + 0.9189385, row[2], 0.9189385], row, Table.Within(Printed));
            Assert.True(row[1] > least[1]);
        }

        // 1000 samples of N(2, 1): their mean, and half their variance, to 4 standard errors.
        Assert.Equal(2, mean, 4 / Math.Sqrt(1000));
        Assert.Equal(0.5, least[2], 4 * Math.Sqrt(2.0 / 1000) / 2);
    }

    [Fact]
    public void Bernoulli_likelihood_is_bce_and_infinite_where_a_certainty_is_wrong()
    {
        var share = s_ran.Number("both are least at the share of heads");
        Assert.Equal(0.3, share, 4 * Math.Sqrt(0.3 * 0.7 / 1000));
        foreach (var p in new[] { 0.1, share, 0.5, 0.9 })
        {
            var likelihood = -(share * Math.Log(p)) - ((1 - share) * Math.Log(1 - p));
            Assert.Equal([likelihood, likelihood, 0], Bernoulli(p), Table.Within(Printed));
            Assert.True(Bernoulli(p)[0] >= Bernoulli(share)[0]);
        }

        Assert.Equal([double.PositiveInfinity, 100 * share, double.PositiveInfinity], Bernoulli(0), Table.Within(Printed));
        Assert.Equal([double.PositiveInfinity, 100 * (1 - share), double.PositiveInfinity], Bernoulli(1), Table.Within(Printed));
    }

    [Theory]
    [InlineData("z = -1000.0", 1000, double.PositiveInfinity)]
    [InlineData("z = -1.0", 1.313262, 1.313262)]
    [InlineData("z = 0.0", 0.693147, 0.693147)]
    [InlineData("z = 1.0", 0.313262, 0.313262)]
    [InlineData("z = 1000.0", 0, 0)]
    public void Loss_of_a_logit_is_right_where_its_sigmoid_rounds_to_zero(string label, double loss, double rounded) =>
        Assert.Equal([rounded, loss, loss], s_ran.Row(label));

    private static double[] Gaussian(double mu) => s_ran.Row($"mu = {PythonText.Format(mu, "F6")}");

    private static double[] Bernoulli(double p) => s_ran.Row($"p = {PythonText.Format(p, "F6")}");
}
