namespace Examples.Losses;

/// <summary>
/// To minimize the negative log likelihood (NLL) is to minimize a well-known loss. Expect its mean to be
/// MSE/2 + log(2π)/2 for Gaussian targets with σ = 1, so that linear regression is maximum likelihood, and
/// BCE itself for Bernoulli labels.
/// </summary>
[Example("likelihood", "Mean −log likelihood is MSE/2 + constant for Gaussian, BCE for Bernoulli labels",
    Slides = "000", DoublePrecision = true)]
public sealed class Likelihood : IExample
{
    private const int N = 1000;

    public void Run(Run run)
    {
        // Data: y = 2x + 1 + N(0, 1), and labels, about 30 % of them 1
        var x = randn(N, float64);
        var y = 2 * x + 1 + randn(N, float64);
        var labels = (rand(N, float64) < 0.3).to(float64);
        (x, y, labels) = (x.to(run.Device), y.to(run.Device), labels.to(run.Device));

        // The mean of −log p(y | μ), σ = 1
        Tensor GaussianNll(Tensor μ) => Math.Log(2 * Math.PI) / 2 + (y - μ).square().mean([-1]) / 2;

        // Maximum likelihood, by descent
        var theta = nn.Parameter(zeros(2, float64, device: run.Device));
        using var optimizer = optim.SGD([theta], 0.5);
        for (var step = 0; step < 100; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var loss = GaussianNll(theta[0] * x + theta[1]);
            loss.backward();
            optimizer.step();
            run.Record(step, loss, "−log likelihood");
        }

        // Least squares, in closed form
        var line = linalg.pinv(stack([x, ones_like(x)], dim: 1)).mv(y);
        run.Report("w, b", line);
        run.Agree("the lines of maximum likelihood and least squares", theta, line, digits: 12);

        // Gaussian −log likelihood and MSE
        using var mse = nn.MSELoss();
        var (slope, intercept) = (line[0].item<double>(), line[1].item<double>());
        run.Print($"     w     b   −log likelihood     MSE / 2  difference");
        foreach (var (w, b) in new[] { (0, 0), (2, 1), (slope, intercept), (3, 1) })
        {
            var nll = GaussianNll(w * x + b).item<double>();
            var half = mse.call(w * x + b, y).item<double>() / 2;
            run.Print($"{w,6:F2}{b,6:F2}{nll,18:F6}{half,12:F6}{nll - half,12:F6}");
            run.Keep($"w = {w:F2}, b = {b:F2}: −log likelihood, MSE / 2", nll, half);
        }

        // The mean of −log p(y | p)
        Tensor BernoulliNll(Tensor p) => -(labels * p.log() + (1 - labels) * (1 - p).log()).mean([-1]);

        // Bernoulli −log likelihood and BCE
        using var bce = nn.BCELoss();
        run.Print($"     p   −log likelihood         BCE");
        foreach (var p in new[] { 0.1, labels.mean().item<double>(), 0.5, 0.9 })
        {
            var nll = BernoulliNll(full_like(labels, p)).item<double>();
            var loss = bce.call(full_like(labels, p), labels).item<double>();
            run.Print($"{p,6:F3}{nll,18:F6}{loss,12:F6}");
            run.Keep($"p = {p:F3}: −log likelihood, BCE", nll, loss);
        }

        // Figures
        var ends = tensor([-3.5, 3.5], device: run.Device);
        var slopes = linspace(0, 4, 81, float64, device: run.Device).unsqueeze(1);
        var ps = linspace(0.01, 0.99, 99, float64, device: run.Device).unsqueeze(1);
        Tensor Bce(Tensor p) => bce.call(p.expand(N), labels);
        run.Draw("likelihood.png",
            new Chart("Maximum likelihood is least squares", "x", "y")
                .Points(x, y, "samples", Palette.Sky)
                .Line(ends, theta[0] * ends + theta[1], "maximum likelihood", Palette.Orange)
                .Line(ends, slope * ends + intercept, "least squares", Palette.Blue, dashed: true),
            new Chart("Gaussian: MSE/2 plus a constant", "w", "loss") { YRange = (0, 4) }
                .Line(slopes, GaussianNll(slopes * x + intercept), "−log likelihood")
                .Line(slopes, (slopes * x + intercept - y).square().mean([1]) / 2, "MSE/2")
                .Vertical(slope, "w of both"),
            new Chart("Bernoulli: BCE itself", "p", "loss")
                .Line(ps, BernoulliNll(ps), "−log likelihood")
                .Line(ps, stack(ps.unbind().Select(Bce)), "BCE", dashed: true)
                .Vertical(labels.mean().item<double>(), "share of ones"));
    }
}
