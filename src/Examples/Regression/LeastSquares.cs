using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Regression;

/// <summary>
/// Least squares without training: by the formulas, by the normal equation and by pseudo-inverse. Expect w₁ = 1.5, w₀ = 0,
/// L = 0.5 for three points, about 69.5 kg for a new student of 175 cm, and, where inputs outnumber samples, an exact fit
/// of which the pseudo-inverse finds the smallest weights.
/// Slide 004 says that the cost of the closed form grows exponentially; with the number of inputs it grows cubically.
/// </summary>
[Example("least-squares", "The best line without training, and what if there are too few samples",
    Slides = "000", DoublePrecision = true, Samples = 40)]
public sealed class LeastSquares : IExample
{
    public void Run(Run run)
    {
        // Three points, by the formulas in which both derivatives of L are 0
        var x = tensor(new[] { 0.0, 1.0, 1.0 }, device: run.Device);
        var y = tensor(new[] { 0.0, 1.0, 2.0 }, device: run.Device);
        var w1 = ((x - x.mean()) * (y - y.mean())).sum() / (x - x.mean()).pow(2).sum();
        var w0 = y.mean() - w1 * x.mean();
        run.Print($"(0,0) (1,1) (1,2)        w1        w0         L");
        run.Print($"formulas          {w1:F6}  {w0:F6}  {2 * w1.pow(2) + 3 * w0.pow(2) - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5:F6}");

        // By the normal equation XᵀXw = Xᵀy, and by pseudo-inverse
        var X = stack([ones_like(x), x], dim: 1);
        var solved = linalg.solve(X.T.matmul(X), X.T.matmul(y));
        var w = linalg.pinv(X).matmul(y);
        run.Print($"normal equation   {solved[1]:F6}  {solved[0]:F6}  {(y - X.matmul(solved)).pow(2).sum():F6}");
        run.Print($"pseudo-inverse    {w[1]:F6}  {w[0]:F6}  {(y - X.matmul(w)).pow(2).sum():F6}");

        // A class: heights in cm, weights in kg
        var height = nn.init.normal_(empty(run.Samples, dtype: float64), mean: 170, std: 8);
        var noise = nn.init.normal_(empty(run.Samples, dtype: float64), std: 5);
        var weight = 65 + 0.9 * (height - 170) + noise;
        X = stack([ones_like(height), height], dim: 1).to(run.Device);
        w = linalg.pinv(X).matmul(weight.to(run.Device));
        run.Print($"");
        run.Print($"{run.Samples} students");
        run.Report("weight per height, kg/cm", w[1]);
        run.Report("weight at 175 cm, kg", w[0] + 175 * w[1]);

        // More inputs than samples: XᵀX has no inverse, and weights that fit stay so when moved along a vector that X maps to 0
        var inputs = randn(3, 5, dtype: float64).to(run.Device);
        var targets = randn(3, dtype: float64).to(run.Device);
        var random = randn(5, dtype: float64).to(run.Device);
        var inverse = linalg.pinv(inputs);
        var smallest = inverse.matmul(targets);
        var unseen = random - inverse.matmul(inputs.matmul(random));
        var rank = linalg.matrix_rank(inputs.T.matmul(inputs)).item<long>();
        run.Print($"");
        run.Print($"3 samples of 5 inputs: XᵀX has 5 rows, but rank {rank}, and so no inverse");
        run.Print($"weights                        residual      norm");
        for (var t = 0; t <= 3; t++)
        {
            var moved = smallest + t * unseen;
            run.Print($"pseudo-inverse + {t} null vector  {(targets - inputs.matmul(moved)).norm():F6}  {moved.norm():F6}");
        }

        // Figures
        var line = tensor(new[] { 145.0, 195.0 });
        var prediction = (w[0] + 175 * w[1]).item<double>();
        run.Draw("fit.png", new Chart($"A new student of 175 cm weighs about {prediction:F1} kg", "height in cm", "weight in kg")
            .Points(height, weight, "students")
            .Line(line, w[0].cpu() + line * w[1].cpu(), "least squares")
            .Vertical(175)
            .Points([175], [prediction], "prediction", Palette.Black, Marker.Star));

        var along = linspace(-3, 3, 61, dtype: float64, device: run.Device);
        var weights = smallest.unsqueeze(1) + unseen.unsqueeze(1) * along;
        var residuals = targets.unsqueeze(1) - inputs.matmul(weights);
        run.Draw("null-space.png", new Chart("All of these fit exactly; the pseudo-inverse is the smallest", "steps along a null vector of X", "length")
            .Line(along, weights.pow(2).sum(dim: 0).sqrt(), "‖w‖")
            .Line(along, residuals.pow(2).sum(dim: 0).sqrt(), "‖Xw − y‖")
            .Points([0], [smallest.norm().item<double>()], "pseudo-inverse", Palette.Black, Marker.Star));
    }
}
