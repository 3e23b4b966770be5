using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Descent;

/// <summary>
/// Descent in the bowl y = x₀² + x₁² from (−3, 4): straight to the minimum with η = 0.1, hardly anywhere with a learning
/// rate too small, and out of the bowl with one too large. Expect (−2.4, 3.2), (−1.92, 2.56), (−1.536, 2.048) with 0.1.
/// The slide has −1.96 at the second step, where −1.92 is right.
/// </summary>
[Example("bowl", "Descent in a bowl, with a learning rate too small, good and too large", Slides = "001", DoublePrecision = true, Random = false)]
public sealed class Bowl : IExample
{
    private const int Steps = 20;

    public void Run(Run run)
    {
        // Function
        static Tensor Y(Tensor x0, Tensor x1) => x0.pow(2) + x1.pow(2);

        // Descend
        var (fromAbove, alongPath) = (new List<Chart>(), new List<Chart>());
        (double, string)[] learningRates = [(0.01, "too small, hardly moves"), (0.1, "good, reaches the minimum"), (1.05, "too large, leaves the bowl")];
        foreach (var (learningRate, verdict) in learningRates)
        {
            run.Print($"learning rate {learningRate:F2}, {verdict}");
            run.Print($"step          x0          x1            y      dy/dx0      dy/dx1");
            var x = tensor(new[] { -3.0, 4.0 }, device: run.Device, requires_grad: true);
            var path = new List<double[]>();
            var distance = 0.0;
            for (var step = 0; step <= Steps; step++)
            {
                using var scope = NewDisposeScope();
                x.grad?.zero_();
                var y = Y(x[0], x[1]);
                y.backward();
                var gradient = x.grad!;
                run.Print($"{step,4}{x[0],12:F6}{x[1],12:F6}{y,13:F6}{gradient[0],12:F6}{gradient[1],12:F6}");
                path.Add(x.Numbers());
                distance = Math.Sqrt(y.item<double>());
                using var update = no_grad();
                x.sub_(learningRate * gradient);
            }

            run.Print($"{Steps} steps took it from distance 5 to {distance:F4} from the minimum");
            run.Print($"");

            // Figures: from above, and cut along the path
            var size = learningRate > 1 ? 12 : 6;
            var (range, cut) = ((-size, size), path.Select(x => (-3 * x[0] + 4 * x[1]) / 5).ToArray());
            var parabola = linspace(-size, size, 101);
            fromAbove.Add(new Chart($"η = {learningRate:0.##}: {verdict}", "x₀", "x₁") { EqualAxes = true, XRange = range, YRange = range }
                .Contours(Grid.Of(range, range, x => Y(x.select(1, 0), x.select(1, 1))), [.. Enumerable.Range(1, 8).Select(ring => Math.Pow(ring * size / 6.0, 2))])
                .Line([.. path.Select(x => x[0])], [.. path.Select(x => x[1])], "20 steps", Palette.Orange, markers: true)
                .Points([0], [0], "minimum", Palette.Black, Marker.Star)
                .Text(-3, 4, "start"));
            alongPath.Add(new Chart($"η = {learningRate:0.##}: {verdict}", "distance from the minimum along the path", "y") { XRange = range, YRange = (0, size * size) }
                .Line(parabola, parabola.pow(2), color: Palette.Sky)
                .Line(cut, [.. cut.Select(r => r * r)], "20 steps", Palette.Orange, markers: true)
                .Points([0], [0], "minimum", Palette.Black, Marker.Star)
                .Text(5, 25, "start"));
        }

        run.Draw("paths.png", [.. fromAbove]);
        run.Draw("cuts.png", [.. alongPath]);
    }
}
