namespace Examples.Classification;

/// <summary>
/// A sigmoid neuron learns from mini-batches by the slide's loop: forward, delta, gradient, update. Expect an
/// accuracy near 0.93 and the same gradient from autograd and from examples in columns; far from the boundary
/// the neuron is sure of a class, near it about as sure of either.
/// The slide prints the derivative of J by a with the wrong sign; it is −y/a + (1 − y)/(1 − a).
/// </summary>
[Example("logistic", "A sigmoid neuron learns by the delta a − y, and puts out soft labels",
    Slides = "000, 001, 002", Samples = 200, Epochs = 100, LearningRate = 0.1, BatchSize = 32, LogEvery = 10)]
public sealed class Logistic : IExample
{
    public void Run(Run run)
    {
        // Data: a cloud around (-1.2, -0.8) and one around (1.2, 0.8)
        var y = (arange(run.Samples) % 2).to(float32).unsqueeze(1);
        var x = (2 * y - 1) * tensor(new[] { 1.2f, 0.8f }) + randn(run.Samples, 2);
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Model and loss, J = -mean(y log a + (1 - y) log(1 - a)), which the library computes from z
        var w = randn(2, 1).to(run.Device);
        var b = zeros(1).to(run.Device);
        using var lossFunction = nn.BCEWithLogitsLoss();

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var scope = NewDisposeScope();
            foreach (var batch in randperm(run.Samples).to(run.Device).split(run.BatchSize))
            {
                var z = x[batch].mm(w) + b;
                var a = z.sigmoid();
                var delta = a - y[batch];
                w.sub_(run.LearningRate * x[batch].T.mm(delta) / batch.numel());
                b.sub_(run.LearningRate * delta.mean());
            }

            run.Record(epoch, lossFunction.call(x.mm(w) + b, y));
        }

        // The gradient with the examples in rows, in columns, and by autograd
        var rows = x.T.mm((x.mm(w) + b).sigmoid() - y) / run.Samples;
        var columns = ((w.T.mm(x.T) + b).sigmoid() - y.T).mm(x) / run.Samples;
        w.requires_grad_();
        lossFunction.call(x.mm(w) + b, y).backward();
        run.Agree("gradients in rows and in columns", rows.T, columns);
        run.Agree("gradients by the delta and by autograd", rows, w.grad!);

        // Report
        using (no_grad())
        {
            run.Report("w", w);
            run.Report("b", b);
            run.Report("accuracy", (((x.mm(w) + b).sigmoid() >= 0.5) == (y == 1)).to(float32).mean());
            run.Print($"   x1    x2   P(y = 1 | x)");
            foreach (var (x1, x2) in new[] { (-2f, -1f), (-0.5f, 0f), (0f, 0f), (0.5f, 0f), (2f, 1f) })
            {
                var probability = (tensor(new[,] { { x1, x2 } }).to(run.Device).mm(w) + b).sigmoid();
                run.Print($"{x1,5:F1}{x2,6:F1}{probability,15:F6}");
            }
        }

        // Figures; each line has its label halfway, which is below the points
        var probabilities = run.Grid((-5, 5), (-10, 4), points => (points.mm(w) + b).sigmoid());
        const string Title = "P(y = 1): unsure near the boundary, sure far from it";
        var chart = new Chart(Title, "x₁", "x₂") { EqualAxes = true, XRange = (-5, 5), YRange = (-4, 4) };
        run.Draw("probabilities.png", chart
            .Regions(run.Grid((-5, 5), (-4, 4), points => points.mm(w) + b >= 0))
            .Classes(x, y.squeeze(1), "class 0", "class 1")
            .Contours(probabilities, [0.1, 0.5, 0.9], labelled: true));
    }
}
