namespace Examples.Regression;

/// <summary>
/// The worked exercise: for y = 0.5x + 4 and w = b = 2, the loss at x = 3, its derivatives, and one step of
/// descent. Expect prediction 8, loss 6.25, derivatives 15 and 5, then w = 1.85, b = 1.95 and loss 4. The
/// slide writes the MSE without its Σ: it is the mean over all n points; here there is only one.
/// </summary>
[Example("mse", "The squared error at a point, its derivatives, and a step that lowers it",
    Slides = "004", DoublePrecision = true, Random = false)]
public sealed class Mse : IExample
{
    private const int N = 1;
    private const double LearningRate = 0.01;

    public void Run(Run run)
    {
        // Data
        var x = tensor(3.0, device: run.Device);
        var y = 0.5 * x + 4;

        // Model and loss
        Tensor Predict(Tensor w, Tensor b) => w * x + b;
        Tensor Mse(Tensor w, Tensor b) => (Predict(w, b) - y).square() / N;

        // The derivatives by the formula, and by autograd
        var w = tensor(2.0, device: run.Device, requires_grad: true);
        var b = tensor(2.0, device: run.Device, requires_grad: true);
        var loss = Mse(w, b);
        loss.backward();
        var error = Predict(w, b) - y;
        run.Agree("derivatives by the formula and by autograd",
            stack([2 * error * x / N, 2 * error / N]), stack([w.grad!, b.grad!]));

        // Report
        run.Report("prediction", Predict(w, b));
        run.Report("loss", loss);
        run.Report("∂loss/∂w", w.grad!);
        run.Report("∂loss/∂b", b.grad!);

        // One step
        using var noGrad = no_grad();
        var (w1, b1) = (w - LearningRate * w.grad!, b - LearningRate * b.grad!);
        run.Report("w after a step", w1);
        run.Report("b after a step", b1);
        run.Report("loss after a step", Mse(w1, b1));

        // Figures
        var (ws, bs, xs) = ((1.2, 2.5), (1.7, 2.7), linspace(2, 4, 2, float64, run.Device));
        var (before, after) = (Predict(w, b).item<double>(), Predict(w1, b1).item<double>());
        var target = y.item<double>();
        var grid = run.Grid(ws, bs, points => Mse(points[.., 0], points[.., 1]));
        run.Draw("step.png",
            new Chart("A step brings the prediction at x = 3 nearer to y", "x", "y")
                .Line(xs, 0.5 * xs + 4, "y = 0.5x + 4", Palette.Black)
                .Line(xs, w * xs + b, "w = b = 2", Palette.Blue)
                .Line(xs, w1 * xs + b1, "after the step", Palette.Orange)
                .Line([3, 3], [target, before], "error", Palette.Gray, dashed: true)
                .Text(2.93, before + 0.3, $"{before}")
                .Text(3, after - 0.3, $"{after:F1}")
                .Text(3, target - 0.3, $"{target}"),
            new Chart("Against the gradient: the loss falls from 6.25 to 4", "w", "b")
            { EqualAxes = true, XRange = ws, YRange = bs }
                .Contours(grid, [0.25, 1, 2.25, 4, 6.25, 9, 12.25])
                .Line(stack([w, w1]), stack([b, b1]), "step", Palette.Gray)
                .Points(w, b, "w = b = 2", Palette.Blue)
                .Points(w1, b1, "after the step", Palette.Orange));
    }
}
