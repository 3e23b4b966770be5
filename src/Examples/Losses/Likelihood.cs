using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Losses;

/// <summary>
/// Minimizing −log likelihood is minimizing a well-known loss. Expect it to be MSE/2 + ½·log 2π for Gaussian samples,
/// with the same minimizer, the mean, and to be BCE exactly for Bernoulli samples.
/// </summary>
[Example("likelihood", "−log likelihood is MSE for Gaussian samples and BCE for Bernoulli's", Slides = "000", DoublePrecision = true, Samples = 1000)]
public sealed class Likelihood : IExample
{
    public void Run(Run run)
    {
        // Gaussian samples, σ = 1: −log p(y|μ) = ½(y − μ)² + ½·log 2π
        using var mse = nn.MSELoss();
        var y = (2 + randn(run.Samples, float64)).to(run.Device);
        run.Print($"{run.Samples} samples of N(2, 1)  log of density   log-density   MSELoss / 2    difference");
        foreach (var mu in new[] { 0, 1, y.mean().item<double>(), 3, 4, 50 })
        {
            var (rounded, exact, loss) = Gaussian(mu);
            run.Print($"mu = {mu,-18:F6}{rounded,14:F6}{exact,14:F6}{loss,14:F6}{exact - loss,14:F6}");
        }

        run.Report("log(2 pi) / 2", Math.Log(2 * Math.PI) / 2);
        run.Report("both are least at the mean", y.mean());
        var density = (-(y - 2).square() / 2).exp() / Math.Sqrt(2 * Math.PI);
        var (likelihood, logLikelihood) = (density.prod().item<double>(), density.log().sum().item<double>());
        run.Print($"likelihood at mu = 2, the product of all densities: {likelihood:e3}; its log: {logLikelihood:F6}");
        run.Print($"Far from mu a density rounds to 0, and so does a product of many: so add up log-densities.");

        // Bernoulli samples: −log p(y|p) = −(y·log p + (1 − y)·log(1 − p))
        using var bce = nn.BCELoss();
        var heads = rand(run.Samples, float64).lt(0.3).to(float64).to(run.Device);
        run.Print($"");
        run.Print($"{run.Samples} coins, P(heads) = 0.3   written out       BCELoss    difference");
        foreach (var p in new[] { 0, 0.1, heads.mean().item<double>(), 0.5, 0.9, 1 })
        {
            var (exact, loss) = Bernoulli(p);
            run.Print($"p = {p,-19:F6}{exact,14:F6}{loss,14:F6}{Math.Abs(exact - loss),14:F6}");
        }

        run.Report("both are least at the share of heads", heads.mean());
        run.Print($"BCELoss stops log at -100, so that a wrong p of 0 or 1 costs 100 a sample, not inf.");

        // The same from the logit z of p = σ(z), for a sample of 1: −log σ(z) = log(1 + e^(−z))
        using var bceWithLogits = nn.BCEWithLogitsLoss();
        run.Print($"");
        run.Print($"label 1            log of sigmoid      softplus   BCEWithLogitsLoss");
        foreach (var logit in new double[] { -1000, -1, 0, 1, 1000 })
        {
            var z = tensor(logit).to(run.Device);
            var (rounded, exact) = (0 - z.sigmoid().log(), (-z).softplus());
            var loss = bceWithLogits.call(z, ones_like(z));
            run.Print($"z = {logit,-15:F1}{rounded.item<double>(),14:F6}{exact.item<double>(),14:F6}{loss.item<double>(),20:F6}");
        }

        run.Print($"sigmoid(-1000) rounds to 0, so the loss takes the logit, as softplus does.");

        // Figure
        var mus = linspace(0, 4, 81, float64).Numbers();
        var ps = linspace(0.01, 0.99, 99, float64).Numbers();
        run.Draw("likelihood.png",
            new Chart("Gaussian: the loss plus a constant", "μ", "per sample") { YRange = (0, 4.5) }
                .Line(mus, [.. mus.Select(mu => Gaussian(mu).Exact)], "−log likelihood")
                .Line(mus, [.. mus.Select(mu => Gaussian(mu).Loss)], "MSE / 2")
                .Vertical(y.mean().item<double>(), "mean of the samples"),
            new Chart("Bernoulli: the loss itself", "p", "per sample") { YRange = (0, 4.5) }
                .Line(ps, [.. ps.Select(p => Bernoulli(p).Exact)], "−log likelihood")
                .Line(ps, [.. ps.Select(p => Bernoulli(p).Loss)], "BCE", dashed: true)
                .Vertical(heads.mean().item<double>(), "share of heads"));

        (double Rounded, double Exact, double Loss) Gaussian(double mu)
        {
            using var scope = NewDisposeScope();
            var output = mu * ones_like(y);
            var exponent = -(y - output).square() / 2;
            var density = exponent.exp() / Math.Sqrt(2 * Math.PI);
            var logDensity = exponent - Math.Log(2 * Math.PI) / 2;
            var loss = mse.call(output, y) / 2;
            return (-density.log().mean().item<double>(), -logDensity.mean().item<double>(), loss.item<double>());
        }

        (double Exact, double Loss) Bernoulli(double probability)
        {
            using var scope = NewDisposeScope();
            var p = probability * ones_like(heads);
            var logLikelihood = heads.xlogy(p) + (1 - heads).xlogy(1 - p);
            return (0 - logLikelihood.mean().item<double>(), bce.call(p, heads).item<double>());
        }
    }
}
