using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Regression;

/// <summary>
/// Sales from three advertising budgets, by pseudo-inverse and by gradient descent. Expect for both the intercept 1.387,
/// weights 0.0749 (TV), 0.244 (radio), −0.0799 (newspaper) and a residual sum of squares of 1.802.
/// The slide calls the columns FB, TV, newspaper, but its rows are TV, radio, newspaper.
/// </summary>
[Example("advertising", "Sales from advertising, or any CSV file: closed form against descent", Slides = "000", DoublePrecision = true,
    Random = false, Epochs = 2000, LearningRate = 0.02, LogEvery = 200, Data = true)]
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
        // Data: a column of ones beside the standardized features, of which one copy is enough; the target in standard deviations
        var table = run.Data is { } file ? NumericTable.Read(file, run.Target, run.Drop) : NumericTable.Parse("the slide's table", Slide, run.Target, run.Drop);
        run.Print($"{table.Description}");
        var (x, target) = (table.X.to(run.Device, disposeAfter: true), table.Y.to(run.Device));
        var (mean, deviation, unit) = (x.mean([0]), x.std(0, unbiased: false), target.std(unbiased: false));
        var X = cat([ones_like(target).unsqueeze(1), x.sub_(mean).div_(deviation)], dim: 1);
        x.Dispose();
        var (y, N) = (target / unit, target.shape[0]);

        // Closed form
        var closed = linalg.pinv(X).mv(y);
        var invertible = linalg.matrix_rank(X).item<long>() == X.shape[1];
        run.Print($"XᵀX has {(invertible ? "an inverse" : "no inverse: of all best weights, the pseudo-inverse gives the smallest")}");
        Report("closed form", closed);

        // Gradient descent on E = ‖Xw − y‖²/N, whose second derivative is 2XᵀX/N
        var λmax = 2.0 / N * linalg.matrix_norm(X, 2).square().item<double>();
        if (run.LearningRate >= 2 / λmax)
        {
            throw new RunException($"Descent diverges on these data unless the learning rate is below 2/λmax: --lr {PythonText.Format(0.9995 * 2 / λmax, "g4")} is the largest.");
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
        run.Print($"they {((w - closed).abs().max().item<double>() < 1e-4 ? "agree to 1e-4" : "differ still: more epochs (--epochs) bring them together")}");

        // Figure
        var ends = stack([target.min(), target.max()]);
        run.Draw("fit.png", new Chart($"Prediction of {table.Target}", "actual", "predicted")
            .Line(ends, ends, "exact", Palette.Black, dashed: true)
            .Points(target, X.mv(closed) * unit, "rows", Palette.Blue));

        // In the data's units. What only rounding makes other than 0 becomes 0; + 0 takes its sign.
        void Report(string method, Tensor weights)
        {
            var slopes = weights.narrow(0, 1, table.Features.Length).round(12) / deviation;
            var intercept = (weights[0] - slopes.dot(mean)).round(12).unsqueeze(0);
            var numbers = (cat([intercept, slopes]) * unit + 0).Numbers();
            var unexplained = (X.mv(weights) - y).square().mean().round(20);
            run.Keep($"weights by {method}", numbers);
            run.Print($"weights by {method}");
            foreach (var (name, number) in table.Features.Prepend("intercept").Zip(numbers))
            {
                run.Print($"{number,15:g8}  {name}");
            }

            run.Print($"{unexplained * N * unit.square(),15:g8}  residual sum of squares");
            run.Report($"R² by {method}", (1 - unexplained).item<double>());
        }
    }
}
