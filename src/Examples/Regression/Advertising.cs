using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Regression;

/// <summary>
/// Sales from three advertising budgets, by pseudo-inverse and by gradient descent on standardized inputs. Expect for
/// both the intercept 1.387, weights 0.075 (TV), 0.244 (radio), −0.080 (newspaper) and a residual sum of squares of 1.802.
/// The slide calls the columns FB, TV, newspaper, but its rows are TV, radio, newspaper.
/// </summary>
[Example("advertising", "Sales from advertising, or any CSV file: closed form against descent", Slides = "000", DoublePrecision = true,
    Random = false, Epochs = 2000, LearningRate = 0.02, LogEvery = 200, Data = true)]
public sealed class Advertising : IExample
{
    private const int Shown = 1000;

    private static readonly string[] s_columns = ["TV", "radio", "newspaper", "sales"];

    private static readonly double[,] s_rows =
    {
        { 230.1, 37.8, 69.2, 22.1 },
        { 44.5, 39.3, 45.1, 10.4 },
        { 17.2, 45.9, 69.3, 9.3 },
        { 151.5, 41.3, 58.5, 18.5 },
        { 180.8, 10.8, 58.4, 12.9 },
        { 8.7, 48.9, 75, 7.2 },
        { 57.5, 32.8, 23.5, 11.8 },
    };

    public void Run(Run run)
    {
        // Data
        var (columns, table) = run.Data.Length > 0 ? NumericCsv.Read(run.Data) : (s_columns, tensor(s_rows));
        var (rows, features) = (table.shape[0], columns.Length - 1);
        if (features == 0)
        {
            throw new UsageException($"{run.Data} has one column, '{columns[0]}'; the last column is predicted from others, so there must be more.");
        }

        table = table.to(run.Device);
        var (x, y) = (table.narrow(1, 0, features), table.select(1, features));

        // Standardized inputs, in place as there may be many; one that never changes says nothing: its deviation is infinite
        var mean = x.mean([0]);
        var deviation = x.std(0, unbiased: false).masked_fill(x.max(0).values.eq(x.min(0).values), double.PositiveInfinity);
        var X = x.sub_(mean).div_(deviation);
        var target = y - y.mean();

        // Closed form
        var rank = linalg.matrix_rank(X).item<long>();
        var closed = linalg.pinv(X).matmul(target);
        run.Print($"rows {rows}, features {features}, rank {rank}{(rank < features ? ": XᵀX has no inverse, and of all best weights the pseudo-inverse gives the smallest per std. dev." : "")}");
        PrintWeights("Closed form", closed);

        // Gradient descent on E = ‖Xw − y‖²/N, in which the data take part only as XᵀX, Xᵀy and yᵀy (rounding may make a
        // perfect fit negative)
        var (XX, Xy, yy) = (X.T.matmul(X), X.T.matmul(target), target.dot(target));
        var w = zeros(features, dtype: float64, device: run.Device);
        var (drawn, path) = (Math.Min(features, Palette.Colors.Count), new List<Tensor>());
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            var XXw = XX.matmul(w);
            var loss = (w.dot(XXw) - 2 * w.dot(Xy) + yy) / rows;
            var gradient = 2.0 / rows * (XXw - Xy);
            path.Add(w.narrow(0, 0, drawn).clone().MoveToOuterDisposeScope());
            w.sub_(run.LearningRate * gradient);
            run.Record(epoch, loss.clamp(min: 0));
        }

        PrintWeights("Gradient descent", w);
        run.Print($"largest difference of the weights: {(w - closed).abs().max():F7}");

        void PrintWeights(string method, Tensor weights)
        {
            var slopes = weights / deviation;
            var intercept = y.mean() - slopes.dot(mean);
            var residuals = X.matmul(weights) - target;
            run.Print($"");
            run.Print($"{method}");
            run.Print($"         weight   per std. dev.");
            run.Print($"{Digits(intercept),15}                  intercept");
            for (var column = 0; column < features; column++)
            {
                run.Print($"{Digits(slopes[column]),15} {Digits(weights[column]),15}  {columns[column]}");
            }

            run.Print($"{Digits(residuals.dot(residuals)),15}                  residual sum of squares");
        }

        // The weight of a very large or very small unit keeps its digits.
        static string Digits(Tensor number) =>
            PythonText.Format(number.item<double>(), Math.Abs(number.item<double>()) is 0 or (>= 1e-4 and < 1e6) ? "F7" : "e7");

        // Figures
        var (actual, predicted) = (y.narrow(0, 0, Math.Min(rows, Shown)), (y.mean() + X.narrow(0, 0, Math.Min(rows, Shown)).matmul(closed)));
        var (low, high) = (actual.min().item<double>(), actual.max().item<double>());
        var fit = new Chart($"Prediction of {columns[^1]}", "actual", "predicted")
            .Line([low, high], [low, high], "exact", Palette.Black, dashed: true)
            .Points(actual, predicted, "rows", Palette.Blue);
        var weights = new Chart("Descent comes to the weights of the closed form (dashed)", "epoch", "weight per standard deviation");
        for (var column = 0; column < drawn; column++)
        {
            weights.Line(arange(path.Count), stack(path).select(1, column), columns[column], Palette.Colors[column])
                .Horizontal(closed[column].item<double>(), color: Palette.Colors[column]);
        }

        run.Draw("fit.png", fit, weights);
    }
}
