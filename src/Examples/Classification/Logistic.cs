using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Classification;

/// <summary>
/// One sigmoid neuron on two features learns three times from the same mini-batches: by hand with examples in rows, by
/// hand with examples in columns, and by autograd. Expect the same numbers from all three to 1e-6 in every step, and
/// an accuracy near 0.92.
/// </summary>
[Example("logistic", "A sigmoid neuron learns by the delta a - y, in rows, in columns and by autograd", Slides = "000, 002",
    Samples = 200, Epochs = 100, LearningRate = 0.1, BatchSize = 32, LogEvery = 10)]
public sealed class Logistic : IExample
{
    private static readonly float[] s_center = [1.2f, 0.8f];

    /// <summary>The mean of −y·log a − (1 − y)·log(1 − a) with a = σ(z), for z and y of one shape.</summary>
    public static Tensor CrossEntropy(Tensor z, Tensor y) =>
        // −log a is softplus(−z) and −log(1 − a) is softplus(z): no logarithm meets an a that was rounded to 0 or 1.
        (y * nn.functional.softplus(-z) + (1 - y) * nn.functional.softplus(z)).mean();

    /// <summary>The gradient of the cross-entropy for x (m, n), y (m, 1), w (n, 1), b (1).</summary>
    public static (Tensor Weight, Tensor Bias) GradientInRows(Tensor x, Tensor y, Tensor w, Tensor b)
    {
        var a = sigmoid(x.matmul(w) + b);
        var delta = a - y;
        return (x.t().matmul(delta) / x.shape[0], delta.mean([0]));
    }

    /// <summary>The gradient of the cross-entropy for x (n, m), y (1, m), w (1, n), b (1).</summary>
    public static (Tensor Weight, Tensor Bias) GradientInColumns(Tensor x, Tensor y, Tensor w, Tensor b)
    {
        var a = sigmoid(w.matmul(x) + b);
        var delta = a - y;
        return (delta.matmul(x.t()) / x.shape[1], delta.mean([1]));
    }

    public void Run(Run run)
    {
        // Data: a cloud around (-1.2, -0.8) and one around (1.2, 0.8)
        var y = (arange(run.Samples) % 2).@float().unsqueeze(1);
        var x = (2 * y - 1) * tensor(s_center) + randn(run.Samples, 2);
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Model, loss and optimizer
        using var model = nn.Linear(2, 1).to(run.Device);
        using var lossFunction = nn.BCEWithLogitsLoss();
        using var optimizer = optim.SGD(model.parameters(), run.LearningRate);
        var (wRows, bRows) = (model.weight.detach().t().clone(), model.bias!.detach().clone());
        var (wColumns, bColumns) = (model.weight.detach().clone(), model.bias!.detach().clone());

        // Train
        double lossGap = 0, gradientGap = 0, weightGap = 0, rowsColumnsGap = 0;
        foreach (var epoch in run.Epochs())
        {
            using var scope = NewDisposeScope();
            foreach (var batch in randperm(run.Samples).to(run.Device).split(run.BatchSize))
            {
                using var step = NewDisposeScope();
                var (xBatch, yBatch) = (x.index_select(0, batch), y.index_select(0, batch));
                var byHand = CrossEntropy(xBatch.matmul(wRows) + bRows, yBatch);
                var (dwRows, dbRows) = GradientInRows(xBatch, yBatch, wRows, bRows);
                var (dwColumns, dbColumns) = GradientInColumns(xBatch.t(), yBatch.t(), wColumns, bColumns);

                optimizer.zero_grad();
                var loss = lossFunction.call(model.call(xBatch), yBatch);
                loss.backward();
                lossGap = Math.Max(lossGap, Gap(byHand, loss));
                gradientGap = new[] { gradientGap, Gap(dwRows.t(), model.weight.grad!), Gap(dbRows, model.bias!.grad!) }.Max();
                rowsColumnsGap = new[] { rowsColumnsGap, Gap(dwRows.t(), dwColumns), Gap(dbRows, dbColumns) }.Max();

                wRows.sub_(run.LearningRate * dwRows);
                bRows.sub_(run.LearningRate * dbRows);
                wColumns.sub_(run.LearningRate * dwColumns);
                bColumns.sub_(run.LearningRate * dbColumns);
                optimizer.step();
                weightGap = new[] { weightGap, Gap(wRows.t(), model.weight), Gap(bRows, model.bias!) }.Max();
            }

            run.Record(epoch, lossFunction.call(model.call(x), y));
        }

        // Report
        run.Print($"greatest difference in any step");
        Difference("loss: by hand and BCEWithLogitsLoss", lossGap);
        Difference("gradient: by hand and autograd", gradientGap);
        Difference("weights: by hand and autograd", weightGap);
        Difference("gradient: in rows and in columns", rowsColumnsGap);
        run.Report("w in rows, shape (2, 1)", wRows);
        run.Report("w in columns, shape (1, 2)", wColumns);
        run.Report("w by autograd, shape (1, 2)", model.weight);
        run.Report("b by autograd", model.bias!);
        run.Report("accuracy", model.call(x).ge(0).eq(y.eq(1)).@float().mean());

        var chart = new Chart("A sigmoid neuron: probability 0.1, 0.5 and 0.9 of class 1", "x₁", "x₂") { EqualAxes = true }
            .Regions(Grid.Of((-5, 5), (-4, 4), points => model.call(points.to(run.Device)).ge(0)))
            .Contours(Grid.Of((-5, 5), (-4, 4), points => sigmoid(model.call(points.to(run.Device)))), [0.1, 0.5, 0.9]);
        for (var k = 0; k < 2; k++)
        {
            var points = x[TensorIndex.Tensor(y.squeeze(1).eq(k))];
            chart.Points(points[.., 0], points[.., 1], $"class {k}", Palette.Colors[k]);
        }

        run.Draw("regions.png", chart);

        void Difference(string what, double gap)
        {
            run.Print($"  {what,-37}{gap:e3}");
            run.Keep(what, gap);
        }
    }

    private static double Gap(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}
