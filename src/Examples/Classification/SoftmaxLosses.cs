namespace Examples.Classification;

/// <summary>
/// Which loss for softmax: L1, L2 or cross-entropy? Expect all three to learn from the default start, to a
/// training accuracy above 0.95, but only cross-entropy from badly wrong weights: where softmax is sure of
/// the wrong class, the gradients of L1 and L2 are near 0. L2 is the squared error without the slide's ½: its
/// gradients are twice as large.
/// </summary>
[Example("softmax-losses", "L1 and L2 do not bring softmax back from a wrong start, cross-entropy does",
    Slides = "000", Samples = 300, Epochs = 300, LearningRate = 0.5, LogEvery = 100)]
public sealed class SoftmaxLosses : IExample
{
    // The loss of each example; z and y have the shape (examples, classes).
    private static Tensor CrossEntropy(Tensor z, Tensor y) => -(y * z.log_softmax(dim: 1)).sum(dim: 1);

    private static Tensor L2(Tensor z, Tensor y) => (z.softmax(dim: 1) - y).square().sum(dim: 1);

    private static Tensor L1(Tensor z, Tensor y) => (z.softmax(dim: 1) - y).abs().sum(dim: 1);

    public void Run(Run run)
    {
        (string, Func<Tensor, Tensor, Tensor>)[] losses =
            [("cross-entropy", CrossEntropy), ("L2", L2), ("L1", L1)];

        // Data: a cloud around each corner of a triangle
        var corners = tensor(new[,] { { 0, 2 }, { -1.7f, -1 }, { 1.7f, -1 } });
        var labels = arange(run.Samples) % 3;
        var x = corners[labels] + 0.8 * randn(run.Samples, 2);
        (x, labels) = (x.to(run.Device), labels.to(run.Device));
        var y = nn.functional.one_hot(labels, 3).to(float32);

        // Starts: weights that point away from each class, and the default ones
        var initial = nn.Linear(2, 3);
        var starts = new[] { ("wrong", -3 * corners, zeros(3)), ("default", initial.weight, initial.bias!) };
        foreach (var (start, weight, bias) in starts)
        {
            foreach (var (name, lossFunction) in losses)
            {
                // Model and optimizer
                using var model = nn.Linear(2, 3);
                model.load_state_dict(new() { ["weight"] = weight, ["bias"] = bias });
                model.to(run.Device);
                run.Watch($"{name} from the {start} start", model);
                using var optimizer = optim.SGD(model.parameters(), run.LearningRate);

                // Train
                foreach (var epoch in run.Epochs())
                {
                    using var step = NewDisposeScope();
                    optimizer.zero_grad();
                    var logits = model.call(x);
                    var loss = lossFunction(logits, y).mean();
                    loss.backward();
                    optimizer.step();
                    run.Record(epoch, loss, $"{name} from the {start} start");
                }

                // Report
                using var noGrad = no_grad();
                var accuracy = (model.call(x).argmax(dim: 1) == labels).to(float32).mean();
                run.Report($"{name} from the {start} start: training accuracy", accuracy);
            }
        }

        // Why: the gradient where softmax is sure of the first class and the second one is right
        var right = tensor(new[,] { { 0f, 1, 0 } }, device: run.Device);
        run.Print($"∂L/∂z at z = (8, 0, 0), y = (0, 1, 0)");
        foreach (var (name, lossFunction) in losses)
        {
            var z = tensor(new[,] { { 8f, 0, 0 } }, device: run.Device, requires_grad: true);
            lossFunction(z, right).backward();
            var gradient = z.grad![0];
            run.Print($"{name,-15}{gradient[0],10:F5}{gradient[1],10:F5}{gradient[2],10:F5}");
            run.Keep($"∂L/∂z by {name}", gradient.Numbers());
        }

        // Figures
        var axis = linspace(-4, 12, 161, device: run.Device);
        var sure = stack([axis, zeros_like(axis), zeros_like(axis)], dim: 1);
        var title = "Sure of the wrong class: L1 and L2 are flat";
        run.Draw("losses.png", new Chart(title, "z₁, while z₂ = z₃ = 0 and class 2 is right", "loss")
            .Line(axis, CrossEntropy(sure, right), "cross-entropy")
            .Line(axis, L2(sure, right), "L2")
            .Line(axis, L1(sure, right), "L1", dashed: true));
    }
}
