namespace Examples.Regression;

/// <summary>
/// Least squares without training. Expect w₁ = 1.5, w₀ = 0, L = 0.5 for the three points, by the formulas, by
/// the normal equation and by pseudo-inverse; about 68 to 71 kg for a new student of 175 cm; and, where
/// inputs outnumber samples, many exact fits, of which the pseudo-inverse gives the one of smallest norm.
/// </summary>
[Example("least-squares", "The best line without training, and what happens with too few samples",
    Slides = "000, 004", DoublePrecision = true, Samples = 40)]
public sealed class LeastSquares : IExample
{
    public void Run(Run run)
    {
        void Report(string method, Tensor w)
        {
            var (w0, w1) = (w[0], w[1]);
            var L = 2 * w1.square() + 3 * w0.square() - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5;
            run.Print($"{method,-15}   {w1:F6}  {w0:F6}  {L:F6}");
            run.Keep($"w0 and w1 by {method}", w.Numbers());
        }

        // Three points: the formulas, w = (XᵀX)⁻¹Xᵀy, and w = X⁺y
        var x = tensor([0.0, 1.0, 1.0], device: run.Device);
        var y = tensor([0.0, 1.0, 2.0], device: run.Device);
        var w1 = ((x - x.mean()) * (y - y.mean())).sum() / (x - x.mean()).square().sum();
        var w0 = y.mean() - w1 * x.mean();
        var X = stack([ones_like(x), x], dim: 1);
        run.Print($"(0,0) (1,1) (1,2)        w1        w0         L");
        Report("formulas", stack([w0, w1]));
        Report("normal equation", linalg.inv(X.T.mm(X)).mm(X.T).mv(y));
        Report("pseudo-inverse", linalg.pinv(X).mv(y));

        // A class: heights in cm, weights in kg
        var height = nn.init.normal_(empty(run.Samples, dtype: float64), mean: 170, std: 8);
        var noise = nn.init.normal_(empty(run.Samples, dtype: float64), std: 5);
        var weight = 65 + 0.9 * (height - 170) + noise;
        X = stack([ones_like(height), height], dim: 1).to(run.Device);
        var w = linalg.pinv(X).mv(weight.to(run.Device));
        var prediction = w[0] + 175 * w[1];
        run.Print($"");
        run.Print($"{run.Samples} students");
        run.Report("weight per height, kg/cm", w[1]);
        run.Report("weight at 175 cm, kg", prediction);

        // Three samples of five inputs: the weights can move along a null vector, one that X maps to 0
        X = randn(3, 5, dtype: float64).to(run.Device);
        y = randn(3, dtype: float64).to(run.Device);
        var random = randn(5, dtype: float64).to(run.Device);
        var smallest = linalg.pinv(X).mv(y);
        var nullVector = random - linalg.pinv(X).mv(X.mv(random));
        var rank = linalg.matrix_rank(X.T.mm(X)).item<long>();
        run.Print($"");
        run.Print($"3 samples of 5 inputs: XᵀX has 5 rows, but rank {rank}, and so no inverse");
        run.Print($"weights                        residual      norm");
        for (var t = 0; t <= 3; t++)
        {
            var moved = smallest + t * nullVector;
            run.Print($"pseudo-inverse + {t} null vector  {(y - X.mv(moved)).norm():F6}  {moved.norm():F6}");
        }

        run.Keep("smallest weights of 5 inputs", smallest.Numbers());

        // Figures
        var ends = tensor([145.0, 195.0]);
        var title = $"A new student of 175 cm weighs about {prediction.item<double>():F1} kg";
        run.Draw("fit.png", new Chart(title, "height in cm", "weight in kg")
            .Points(height, weight, "students", Palette.Sky)
            .Line(ends, w[0].cpu() + ends * w[1].cpu(), "least squares", Palette.Orange)
            .Vertical(175)
            .Points(tensor(175), prediction, "prediction", Palette.Black, Marker.Star));

        var steps = linspace(-3, 3, 61, float64, run.Device);
        var weights = smallest.unsqueeze(1) + outer(nullVector, steps);
        title = "All of these fit exactly; the pseudo-inverse gives the smallest ‖w‖";
        run.Draw("null-space.png", new Chart(title, "steps along a null vector of X", "norm")
            .Line(steps, weights.norm(0), "‖w‖")
            .Line(steps, (X.mm(weights) - y.unsqueeze(1)).norm(0), "‖Xw − y‖")
            .Points(tensor(0), smallest.norm(), "pseudo-inverse", Palette.Black, Marker.Star));
    }
}
