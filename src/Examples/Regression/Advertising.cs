namespace Examples.Regression;

/// <summary>
/// Sales from three advertising budgets, by pseudo-inverse and by gradient descent. Expect from both an
/// intercept of 1.387, the weights 0.0749 (TV), 0.244 (radio) and −0.0799 (newspaper), and a residual sum of
/// squares of 1.802.
/// The slide calls the columns FB, TV, newspaper, but its rows are TV, radio, newspaper.
/// </summary>
[Example("advertising", "Sales from advertising, or any CSV file: closed form against descent",
    Slides = "000", DoublePrecision = true, Random = false,
    Epochs = 2000, LearningRate = 0.02, LogEvery = 200, Data = true)]
public sealed class Advertising : IExample
{
    private const string Slide = """
        TV,    radio, newspaper, sales
        230.1, 37.8,  69.2,      22.1
        44.5,  39.3,  45.1,      10.4
        17.2,  45.9,  69.3,      9.3
        151.5, 41.3,  58.5,      18.5
        180.8, 10.8,  58.4,      12.9
        8.7,   48.9,  75,        7.2
        57.5,  32.8,  23.5,      11.8
        """;

    public void Run(Run run)
    {
        // Data: a column of ones and standardized features; a target of variance 1, so that E below is 1 − R²
        var table = NumericTable.Read(run, otherwise: Slide);
        var (μ, σ, unit) = (table.X.mean([0]), table.X.std(0, unbiased: false), table.Y.std(unbiased: false));
        var X = cat([ones_like(table.Y).unsqueeze(1), (table.X - μ) / σ], dim: 1);
        var (y, N) = (table.Y / unit, table.Y.shape[0]);

        // Back in the data's units; rounding residue is set to 0
        void Report(string method, Tensor weights)
        {
            var slopes = weights[1..].round(12) / σ;
            var intercept = (weights[..1] - slopes.dot(μ)).round(12);
            var numbers = (cat([intercept, slopes]) * unit + 0).Numbers();
            var E = (X.mv(weights) - y).square().mean().round(20);
            run.Keep($"weights by {method}", numbers);
            run.Report($"R² by {method}", 1 - E);
            run.Print($"{E * N * unit.square(),15:g8}  residual sum of squares");
            foreach (var (name, weight) in table.Features.Prepend("intercept").Zip(numbers))
            {
                run.Print($"{weight,15:g8}  {name}");
            }
        }

        // Closed form: (XᵀX)⁻¹Xᵀy, or, where XᵀX has no inverse, the best weights of smallest norm
        var closed = linalg.pinv(X).mv(y);
        run.Print($"XᵀX has {X.shape[1]} columns and rank {linalg.matrix_rank(X).item<long>()}");
        Report("closed form", closed);

        // Gradient descent on E = ‖Xw − y‖²/N, whose second derivative 2XᵀX/N limits η to 2/λmax
        var limit = N / linalg.matrix_norm(X, 2).square().item<double>();
        if (run.LearningRate >= limit)
        {
            var most = PythonText.Format(0.9995 * limit, "g4");
            throw new RunException($"Descent diverges: on these data, --lr is at most {most}.");
        }

        var w = zeros_like(closed);
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            var error = X.mv(w) - y;
            var gradient = 2.0 / N * X.T.mv(error);
            w.sub_(run.LearningRate * gradient);
            run.Record(epoch, error.square().mean());
        }

        Report("gradient descent", w);
        run.Report("largest difference between standardized weights", (w - closed).abs().max());

        // Figures
        var ends = stack([table.Y.min(), table.Y.max()]);
        var predicted = X.mv(closed);
        var explained = 100 * (1 - (predicted - y).square().mean().item<double>());
        var title = $"{explained:F1} % of the variance of {table.Target} is explained";
        run.Draw("fit.png", new Chart(title, $"actual {table.Target}", $"predicted {table.Target}")
            .Line(ends, ends, "exact", Palette.Black, dashed: true)
            .Points(table.Y, predicted * unit, "rows", Palette.Sky));
    }
}
