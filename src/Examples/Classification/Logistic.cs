namespace Examples.Classification;

/// <summary>
/// A sigmoid neuron learns from mini-batches by the slide's loop: forward, delta, gradient, update. Expect a
/// training accuracy of 0.90 to 0.96, the same gradient from autograd and from examples in columns, and a
/// neuron that is unsure near the boundary. Slide 002 has (a − y)/a in ∂J/∂a where −y/a is right.
/// </summary>
[Example("logistic", "A sigmoid neuron learns by the delta a − y, and outputs soft labels",
    Slides = "000, 001, 002", Samples = 200, Epochs = 100, LearningRate = 0.1, BatchSize = 32, LogEvery = 10)]
public sealed class Logistic : IExample
{
    public void Run(Run run)
    {
        // Data: a cloud around (−1.2, −0.8) and one around (1.2, 0.8)
        var y = (arange(run.Samples) % 2).to(float32).unsqueeze(1);
        var x = (2 * y - 1) * tensor([1.2f, 0.8f]) + randn(run.Samples, 2);
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Model and loss, J = −mean(y log a + (1 − y) log(1 − a)), which the library computes from z
        var (w, b) = (randn(2, 1).to(run.Device), zeros(1, device: run.Device));
        using var lossFunction = nn.BCEWithLogitsLoss();
        Tensor P(Tensor x) => (x.mm(w) + b).sigmoid();

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var scope = NewDisposeScope();
            foreach (var batch in randperm(run.Samples).to(run.Device).split(run.BatchSize))
            {
                var z = x[batch].mm(w) + b;
                var a = z.sigmoid();
                var δ = a - y[batch];
                w.sub_(run.LearningRate * x[batch].T.mm(δ) / batch.numel());
                b.sub_(run.LearningRate * δ.mean());
            }

            run.Record(epoch, lossFunction.call(x.mm(w) + b, y));
        }

        // The gradient with the examples in rows, in columns, and by autograd
        var rows = x.T.mm(P(x) - y) / run.Samples;
        var columns = ((w.T.mm(x.T) + b).sigmoid() - y.T).mm(x) / run.Samples;
        lossFunction.call(x.mm(w.requires_grad_()) + b, y).backward();
        run.Agree("gradients in rows and in columns", rows.T, columns);
        run.Agree("gradients by the delta and by autograd", rows, w.grad!);

        // Report
        using var noGrad = no_grad();
        run.Report("w", w);
        run.Report("b", b);
        run.Report("training accuracy", ((P(x) >= 0.5) == (y == 1)).to(float32).mean());
        run.Print($"   x₁    x₂   P(y = 1 | x)");
        foreach (var (x1, x2) in new[] { (-2f, -1f), (-0.5f, 0f), (0f, 0f), (0.5f, 0f), (2f, 1f) })
        {
            run.Print($"{x1,5:F1}{x2,6:F1}{P(tensor(new[,] { { x1, x2 } }, device: run.Device)),15:F6}");
        }

        // Figures; each line has its label halfway, which is below the points
        run.Draw("probabilities.png", new Chart("P(y = 1): ½ at the boundary, 0 or 1 far from it", "x₁", "x₂")
        { EqualAxes = true, XRange = (-5, 5), YRange = (-4, 4) }
            .Regions(run.Grid((-5, 5), (-4, 4), points => P(points) >= 0.5))
            .Classes(x, y.squeeze(1), "class 0", "class 1")
            .Contours(run.Grid((-5, 5), (-10, 4), P), [0.1, 0.5, 0.9], color: Palette.Black));
    }
}
