using Function = System.Func<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>;

namespace Examples.Descent;

/// <summary>
/// The slide's "how much?": Newton's method takes the step −H⁻¹g. Along each eigenvector of H, that is the
/// gradient divided by the curvature, so where the curvature is large the step is short for its gradient.
/// Gradient descent takes −εg. Expect Newton at the minimum of L and of the bowl after one step, of f after
/// two, and gradient descent not there after ten. For a network, H has too many entries, n², so the learning
/// rate ε is chosen by hand.
/// </summary>
[Example("newton", "Newton's method: where the curvature is large, the step is short",
    Slides = "002", DoublePrecision = true, Random = false)]
public sealed class Newton : IExample
{
    private const int Steps = 10;

    // Below these, a gradient and a loss are 0 but for rounding; a 0 would be missing on a logarithmic axis.
    private const double Tolerance = 1e-6, Floor = 1e-12;

    public void Run(Run run)
    {
        // Loss: those of gradient-descent, learning-rate and bowl
        static Tensor L(Tensor w0, Tensor w1) =>
            2 * w1.square() + 3 * w0.square() - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5;
        static Tensor F(Tensor x1, Tensor x2) => (x1.square() - x2).square() / 2 + (x1 - 1).square() / 2;
        static Tensor Bowl(Tensor x0, Tensor x1) => x0.square() + x1.square();

        // Train
        Tensor Descend(string name, Function loss, double[] start, double[] end, Function step)
        {
            var least = loss(tensor(end[0]), tensor(end[1])).to(run.Device);
            var path = full(Steps + 1, 2, double.NaN, dtype: float64);
            var theta = tensor(start, device: run.Device, requires_grad: true);
            run.Print($"{name}");
            run.Print($"step        θ₀        θ₁          J    eigenvalues of H      ‖step‖/‖g‖");
            for (var t = 0; t <= Steps; t++)
            {
                using var scope = NewDisposeScope();
                var J = loss(theta[0], theta[1]);
                var g = autograd.grad([J], [theta], retain_graph: true, create_graph: true)[0];
                Tensor Row(Tensor slope) => autograd.grad([slope], [theta], retain_graph: true)[0];
                var H = stack([.. g.unbind().Select(Row)]);
                var curvature = linalg.eigvalsh(H);
                var move = step(g, H);
                var perGradient = move.norm() / g.norm().clamp(min: Tolerance);
                run.Print($"{t,4}{theta[0],10:F6}{theta[1],10:F6}{J,11:F6}"
                    + $"{curvature[0],12:F7}{curvature[1],12:F7}{perGradient,12:F6}");
                run.Record(t, (J - least).clamp(min: Floor), $"{name}: J − min J");
                run.Keep(name, theta.Numbers());
                path[t] = theta.detach();
                if (g.norm().item<double>() < Tolerance)
                {
                    break;
                }

                using (no_grad())
                {
                    theta.add_(move);
                }
            }

            run.Print($"");
            return path;
        }

        // Report
        Chart Compare(
            string name, Function loss, double[] start, double[] end, double learningRate, double[] levels)
        {
            var newton = Descend($"Newton on {name}", loss, start, end, (g, H) => -linalg.solve(H, g));
            var descent = Descend($"descent on {name}", loss, start, end, (g, H) => -learningRate * g);
            var reach = 1.3 * Math.Max(Math.Abs(start[0] - end[0]), Math.Abs(start[1] - end[1]));
            var (x, y) = ((end[0] - reach, end[0] + reach), (end[1] - reach, end[1] + reach));
            var steps = newton[.., 0].isfinite().sum().item<long>() - 1;
            return new Chart($"{name}: Newton takes {steps}, descent over {Steps} steps", "θ₀", "θ₁")
            { EqualAxes = true, XRange = x, YRange = y }
                .Contours(run.Grid(x, y, points => loss(points[.., 0], points[.., 1])),
                    levels, labelledFrom: 1)
                .Line(newton[.., 0], newton[.., 1], "Newton", Palette.Blue, markers: true)
                .Points(descent[.., 0], descent[.., 1], "gradient descent", Palette.Orange)
                .Points([end[0]], [end[1]], "minimum", Palette.Black, Marker.Star);
        }

        run.Draw("paths.png",
            Compare("L", L, [1, 1], [0, 1.5], 0.1, [0.51, 0.6, 0.8, 1, 2, 3, 4, 5]),
            Compare("f", F, [0, 0], [1, 1], 0.3, [0.01, 0.05, 0.2, 0.5, 1, 2]),
            Compare("bowl", Bowl, [-3, 4], [0, 0], 0.1, [1, 4, 9, 16, 25]));
    }
}
