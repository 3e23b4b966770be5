using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Descent;

/// <summary>
/// Gradient descent on L = 2w₁² + 3w₀² − 6w₁ − 6w₀ + 4w₁w₀ + 5, the loss of a line through three points. Expect w₀ ≈ 0,
/// w₁ ≈ 1.5 and L ≈ 0.5 after 100 steps, and divergence for a learning rate η past 2/λmax ≈ 0.219.
/// The slide has w₀ = 0.54 at step 2, where 0.52 is right, and so other digits from there to step 100.
/// </summary>
[Example("gradient-descent", "Step by step to the best line, and past the largest learning rate",
    Slides = "000", DoublePrecision = true, Random = false, LearningRate = 0.1)]
public sealed class GradientDescent : IExample
{
    private const int Steps = 100;
    private const double Diverged = 1e5;

    public void Run(Run run)
    {
        // Data
        var x = tensor(new[] { 0.0, 1.0, 1.0 }, device: run.Device);
        var y = tensor(new[] { 0.0, 1.0, 2.0 }, device: run.Device);

        // Loss, its gradient by hand, and descent along autograd's
        Tensor Loss(Tensor w) => (y - w[1] * x - w[0]).pow(2).sum();
        Tensor Gradient(Tensor w) => stack([4 * w[1] + 6 * w[0] - 6, 4 * w[1] + 4 * w[0] - 6]);

        IEnumerable<(int Step, Tensor W, Tensor Loss)> Descend(double learningRate)
        {
            var w = tensor(new[] { 1.0, 1.0 }, device: run.Device, requires_grad: true);
            for (var step = 0; step <= Steps; step++)
            {
                using var scope = NewDisposeScope();
                w.grad?.zero_();
                var loss = Loss(w);
                loss.backward();
                yield return (step, w, loss);
                using var update = no_grad();
                w.sub_(learningRate * w.grad!);
            }
        }

        // Steps
        var path = new List<double[]>();
        var agree = true;
        run.Print($"                                              dL/dw0                dL/dw1");
        run.Print($"step           w0           w1             L   by hand  autograd     by hand  autograd");
        foreach (var (step, w, loss) in Descend(run.LearningRate))
        {
            if (!(loss.item<double>() < Diverged))
            {
                run.Print($"{step,4}  L is past {Diverged:e0} and keeps growing");
                break;
            }

            var (byHand, autograd) = (Gradient(w), w.grad!);
            run.Print($"{step,4}{w[0],13:F8}{w[1],13:F8}{loss,14:F6}{byHand[0],10:F3}{autograd[0],10:F3}{byHand[1],12:F3}{autograd[1],10:F3}");
            path.Add(w.Numbers());
            agree &= byHand.allclose(autograd);
        }

        run.Print($"By hand and by autograd, the gradient is {(agree ? "the same" : "not the same")} in every step.");

        // Limit: along the largest curvature λmax, each step multiplies the error by 1 − ηλmax
        var hessian = tensor(new double[,] { { 6, 4 }, { 4, 4 } });
        var limit = (2 / linalg.eigvalsh(hessian).max()).item<double>();
        var losses = new Chart("Below the limit 2/λmax the loss falls, past it it grows", "step", "L − 0.5") { LogY = true };
        run.Print($"");
        run.Print($"The learning rate has a limit, 2/λmax = {limit:F7}:");
        foreach (var learningRate in new[] { run.LearningRate, 0.95 * limit, 1.05 * limit })
        {
            var curve = Descend(learningRate).Select(step => step.Loss.item<double>()).ToArray();
            run.Print($"learning rate {learningRate:F7}  L = {curve[^1]:e6} after {Steps} steps, {(learningRate < limit ? "below the limit: converges" : "past the limit: diverges")}");
            losses.Line(arange(Steps + 1), tensor(curve) - 0.5, $"η = {learningRate:F3}, {100 * learningRate / limit:F0} % of the limit");
        }

        // Figure
        Tensor Surface(Tensor w0, Tensor w1) => 2 * w1.pow(2) + 3 * w0.pow(2) - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5;
        double[] levels = [0.51, 0.55, 0.65, 0.8, 1.05, 1.4, 1.9, 2.5, 3.3, 4.2, 5.3];
        run.Draw("path.png",
            new Chart($"Downhill from (1, 1) with η = {run.LearningRate:0.###}", "w₀", "w₁") { EqualAxes = true, XRange = (-0.8, 1.2), YRange = (0.4, 2) }
                .Contours(Grid.Of((-0.8, 1.2), (0.4, 2), w => Surface(w.select(1, 0), w.select(1, 1))), levels)
                .Line([.. path.Select(w => w[0])], [.. path.Select(w => w[1])], "path", Palette.Orange, markers: true)
                .Points([0], [1.5], "minimum", Palette.Black, Marker.Star),
            losses);
    }
}
