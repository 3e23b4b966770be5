namespace Examples.Regression;

/// <summary>
/// Regularization against over-fitting: a polynomial of degree 12 through 15 points of sin 3x + noise
/// minimizes ‖Xw − y‖² + λ‖w‖², without a penalty on the bias w₀. Expect, as λ grows, a training error that
/// rises, weights that shrink, and a test error that is enormous without λ, lowest of the four λ at 0.1 or 1,
/// and higher again at 10.
/// </summary>
[Example("regularization", "A polynomial that over-fits is tamed by a penalty on its weights",
    Slides = "003", DoublePrecision = true)]
public sealed class Regularization : IExample
{
    private const int Degree = 12;

    public void Run(Run run)
    {
        // Data
        (Tensor X, Tensor Y) Samples(int n)
        {
            var x = nn.init.uniform_(empty(n, dtype: float64), -1, 1);
            var noise = nn.init.normal_(empty(n, dtype: float64), std: 0.3);
            return (x.to(run.Device), (sin(3 * x) + noise).to(run.Device));
        }

        var (x, y) = Samples(15);
        var (testX, testY) = Samples(1000);

        // Model: column k holds xᵏ
        var exponents = arange(Degree + 1, dtype: float64, device: run.Device);
        Tensor Powers(Tensor x) => x.unsqueeze(1).pow(exponents);

        // w = (XᵀX + λI)⁻¹Xᵀy, where I has a 0 for the bias. The least-squares solution of X with the rows
        // of √λI below it, and targets 0 for them, is the same and rounds better.
        var penalized = eye(Degree + 1, dtype: float64, device: run.Device)[1..];
        var X = Powers(x);
        var targets = cat([y, zeros(Degree, dtype: float64, device: run.Device)]);
        Tensor Fit(double λ) => linalg.pinv(cat([X, Math.Sqrt(λ) * penalized])).mv(targets);

        // Report
        double[] lambdas = [0, 0.1, 1, 10];
        Tensor Error(Tensor x, Tensor y, Tensor w) => (Powers(x).mv(w) - y).square().mean();
        var axis = linspace(-1, 1, 401, float64, run.Device);
        var fits = new Chart("Without λ the curve chases the noise", "x", "y") { YRange = (-2.5, 2.5) }
            .Line(axis, sin(3 * axis), "sin 3x", Palette.Black, dashed: true);
        run.Print($"     λ  training error    test error         ‖w‖");
        foreach (var λ in lambdas)
        {
            var w = Fit(λ);
            var (training, test, norm) = (Error(x, y, w), Error(testX, testY, w), w[1..].norm());
            run.Print($"{λ,6:F1}{training,16:g4}{test,14:g4}{norm,12:g4}");
            run.Keep($"λ = {λ}", stack([training, test, norm]).Numbers());
            fits.Line(axis, Powers(axis).mv(w), $"λ = {λ}", dashed: λ == 10);
        }

        // Figures
        var range = logspace(-4, 2, 49, dtype: float64);
        Tensor[] weights = [.. range.Numbers().Select(Fit)];
        run.Draw("fit.png", fits.Points(x, y, "15 samples", Palette.Sky),
            new Chart("A little λ lowers the test error", "λ", "mean squared error")
            { LogX = true, LogY = true }
                .Line(range, stack([.. weights.Select(w => Error(x, y, w))]), "training error")
                .Line(range, stack([.. weights.Select(w => Error(testX, testY, w))]), "test error")
                .Horizontal(0.3 * 0.3, "variance of the noise"),
            new Chart("The larger λ, the smaller the weights", "λ", "‖w‖") { LogX = true, LogY = true }
                .Line(range, stack([.. weights.Select(w => w[1..].norm())])));
    }
}
