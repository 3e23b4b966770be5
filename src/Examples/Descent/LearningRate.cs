using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Descent;

/// <summary>
/// Twenty steps down f(x₁, x₂) = ½(x₁² − x₂)² + ½(x₁ − 1)² from (0, 0) to its minimum 0 at (1, 1) with three learning rates.
/// Expect f ≈ 0.34 with 0.01, which is too small, 0.009 with 0.3, and 0.52 with 0.6, which is too large.
/// </summary>
[Example("learning-rate", "The same descent with a learning rate too small, good and too large", Slides = "000", DoublePrecision = true, Random = false)]
public sealed class LearningRate : IExample
{
    private const int Steps = 20;

    public void Run(Run run)
    {
        // Function
        static Tensor F(Tensor x1, Tensor x2) => (x1.pow(2) - x2).pow(2) / 2 + (x1 - 1).pow(2) / 2;

        // Descend
        var panels = new List<Chart>();
        (double, string)[] learningRates = [(0.01, "too small, still far away"), (0.3, "good, close to the minimum"), (0.6, "too large, oscillates")];
        foreach (var (learningRate, verdict) in learningRates)
        {
            run.Print($"learning rate {learningRate:F2}");
            run.Print($"step         x1         x2          f");
            var x = zeros(2, dtype: float64, device: run.Device, requires_grad: true);
            var path = new List<double[]>();
            for (var step = 0; step <= Steps; step++)
            {
                using var scope = NewDisposeScope();
                x.grad?.zero_();
                var f = F(x[0], x[1]);
                f.backward();
                run.Print($"{step,4}{x[0],11:F7}{x[1],11:F7}{f,11:F7}");
                path.Add(x.Numbers());
                using var update = no_grad();
                x.sub_(learningRate * x.grad!);
            }

            run.Print($"{verdict}");
            run.Print($"");

            // Figure
            var (x1, x2) = ((-0.5, 1.5), (-0.5, 1.5));
            panels.Add(new Chart($"η = {learningRate:0.##}: {verdict}", "x₁", "x₂") { EqualAxes = true, XRange = x1, YRange = x2 }
                .Contours(Grid.Of(x1, x2, x => F(x.select(1, 0), x.select(1, 1))), [0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2])
                .Line([.. path.Select(x => x[0])], [.. path.Select(x => x[1])], "20 steps", Palette.Orange, markers: true)
                .Points([1], [1], "minimum", Palette.Black, Marker.Star));
        }

        run.Draw("paths.png", [.. panels]);
    }
}
