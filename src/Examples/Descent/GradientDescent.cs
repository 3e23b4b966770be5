namespace Examples.Descent;

/// <summary>
/// Gradient descent on L = 2w₁² + 3w₀² − 6w₁ − 6w₀ + 4w₁w₀ + 5, the squared error of a line at three points.
/// Expect w₀ ≈ 0, w₁ ≈ 1.5, L ≈ 0.5 after 100 steps, and divergence for a learning rate η > 2/λmax ≈ 0.219.
/// The slide has w₀ = 0.54 at step 2, where 0.52 is right: its digits differ from there to step 100.
/// </summary>
[Example("gradient-descent", "Step by step to the best line, and past the largest learning rate",
    Slides = "000, 004", DoublePrecision = true, Random = false, LearningRate = 0.1)]
public sealed class GradientDescent : IExample
{
    private const int Steps = 100;
    private const double DivergedLoss = 1e5;

    public void Run(Run run)
    {
        // Data
        var x = tensor([0.0, 1.0, 1.0], device: run.Device);
        var y = tensor([0.0, 1.0, 2.0], device: run.Device);

        // Loss, and its gradient by hand
        Tensor L(Tensor w) => (y - w[1] * x - w[0]).square().sum();
        Tensor Gradient(Tensor w) => stack([4 * w[1] + 6 * w[0] - 6, 4 * w[1] + 4 * w[0] - 6]);

        // Train
        IEnumerable<(int Step, Tensor W, Tensor Loss)> Descend(double learningRate, string name)
        {
            var w = tensor([1.0, 1.0], device: run.Device, requires_grad: true);
            for (var step = 0; step <= Steps; step++)
            {
                using var scope = NewDisposeScope();
                var loss = L(w);
                if (!(loss.item<double>() < DivergedLoss))
                {
                    run.Print($"{name}: L is past {DivergedLoss:e0} at step {step}");
                    yield break;
                }

                run.Record(step, loss, name);
                yield return (step, w, loss);
                using var noGrad = no_grad();
                w.sub_(learningRate * Gradient(w));
            }
        }

        // Report
        var chosen = $"η = {PythonText.Format(run.LearningRate, "g6")}";
        var (path, gradients) = (full(Steps + 1, 2, double.NaN), zeros(2, Steps + 1, 2, float64));
        run.Print($"{"∂L/∂w₀",66}{"∂L/∂w₁",26}");
        run.Print($"step            w₀            w₁             L"
            + $"      by hand     autograd      by hand     autograd");
        foreach (var (step, w, loss) in Descend(run.LearningRate, chosen))
        {
            var (hand, auto) = (Gradient(w).detach(), autograd.grad([loss], [w])[0]);
            run.Print($"{step,4}{w[0],14:F8}{w[1],14:F8}{loss,14:F6}"
                + $"{hand[0],13:F6}{auto[0],13:F6}{hand[1],13:F6}{auto[1],13:F6}");
            (path[step], gradients[0, step], gradients[1, step]) = (w.detach(), hand, auto);
            run.Keep("w₀, w₁", w.Numbers());
        }

        run.Agree("gradient by hand and by autograd", gradients[0], gradients[1]);

        // Along the largest curvature λmax of the Hessian, each step multiplies the error by 1 − ηλmax.
        var limit = 2 / linalg.eigvalsh(tensor(new double[,] { { 6, 4 }, { 4, 4 } })).max().item<double>();
        run.Print($"");
        run.Report("limit of the learning rate, 2/λmax", limit);
        var limits = new Chart("Below 2/λmax L falls, above it grows", "step", "L − 0.5") { LogY = true }
            .Line(arange(run.Losses(chosen).Length), tensor(run.Losses(chosen)) - 0.5, chosen);
        foreach (var part in new[] { 0.95, 1.05 })
        {
            var name = $"η = {part} of the limit";
            double[] losses = [.. Descend(part * limit, name).Select(step => step.Loss.item<double>())];
            if (losses.Length > Steps)
            {
                run.Print($"{name}: L = {losses[^1]:F6} after {Steps} steps");
            }

            limits.Line(arange(losses.Length), tensor(losses) - 0.5, name, dashed: true);
        }

        // Figures
        var grid = run.Grid((-0.8, 1.2), (0.4, 2), w => (y - w[.., 1..] * x - w[.., ..1]).square().sum(1));
        var downhill = new Chart($"From (1, 1) with {chosen}", "w₀", "w₁")
        { EqualAxes = true, XRange = (-0.8, 1.2), YRange = (0.4, 2) }
            .Contours(grid, [0.51, 0.55, 0.65, 0.8, 1, 2, 3, 4], labelledFrom: 1)
            .Line(path[.., 0], path[.., 1], chosen, Palette.Blue, markers: true)
            .Points([0], [1.5], "minimum", Palette.Black, Marker.Star);
        run.Draw("path.png", downhill, limits);
    }
}
