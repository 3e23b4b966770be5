using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Losses;

/// <summary>
/// Four costs of h(wx + b) against w. Expect a convex one, one with two minima, a convex one again, and one with
/// a plateau on which the gradient is exactly 0.
/// The slide prints 1/(2m), 1/n and 1/(2n) before the sum in the gradient of Σ(y − t)²/n; it is 2/n.
/// </summary>
[Example("loss-surface", "Which costs are convex in a weight, and where the gradient vanishes", Slides = "001", DoublePrecision = true, Random = false)]
public sealed class LossSurface : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = tensor(new double[] { 1, 2, 4 }).to(run.Device);
        var t = tensor(new double[] { 1, 0, 1 }).to(run.Device);
        const double B = 3;

        // Costs of all weights at once, and their gradients by hand; w has the shape (weights, 1).
        Tensor Z(Tensor w) => w * x + B;
        (string Name, Func<Tensor, Tensor> Cost, Func<Tensor, Tensor> Gradient)[] surfaces =
        [
            ("identity + MSE",
                w => (Z(w) - t).square().mean([1]),
                w => 2 * ((Z(w) - t) * x).mean([1])),
            ("sigmoid + MSE",
                w => (Z(w).sigmoid() - t).square().mean([1]),
                w => 2 * ((Z(w).sigmoid() - t) * Slope(Z(w)) * x).mean([1])),
            ("sigmoid + cross-entropy",
                w => nn.functional.binary_cross_entropy_with_logits(Z(w), t.expand(Z(w).shape), reduction: nn.Reduction.None).mean([1]),
                w => ((Z(w).sigmoid() - t) * x).mean([1])),
            ("ReLU + MSE",
                w => (Z(w).relu() - t).square().mean([1]),
                w => 2 * ((Z(w).relu() - t) * Z(w).gt(0) * x).mean([1])),
        ];

        // Convex is a cost whose second differences are nowhere negative.
        var w = linspace(-6, 2, 801, float64);
        var charts = new List<Chart>();
        run.Print($"cost                    smallest curvature  convex    minima at w");
        foreach (var (name, cost, _) in surfaces)
        {
            var (ws, c) = (w.Numbers(), cost(w.unsqueeze(1).to(run.Device)).Numbers());
            var (inner, step) = (Enumerable.Range(1, c.Length - 2), ws[1] - ws[0]);
            var curvature = inner.Min(i => c[i + 1] - 2 * c[i] + c[i - 1]) / (step * step);
            var minima = inner.Where(i => c[i] < c[i - 1] && c[i] < c[i + 1]).Select(i => ws[i]).ToArray();
            var (convex, places) = (curvature >= 0, string.Join(", ", minima.Select(m => PythonText.Format(m, "F2"))));
            run.Print($"{name,-24}{curvature,18:F6}{(convex ? "yes" : "no"),8}{places,15}");
            run.Keep($"{name}: smallest curvature", curvature);
            run.Keep($"{name}: minima", minima);
            var top = Math.Min(c.Max(), 8 * c.Min());
            charts.Add(new Chart($"{name}: {(convex ? "convex" : "not convex")}", "w", "cost") { YRange = (0, top) }
                .Line(ws, c)
                .Points(minima, [.. minima.Select(m => c[Array.IndexOf(ws, m)])], "minimum", Palette.Orange));
        }

        run.Print($"A convex cost has one minimum; of two minima, descent finds the one it starts near.");

        // Gradients
        run.Print($"");
        run.Print($"d cost / dw                at w = -5  by autograd    at w = 0  by autograd");
        foreach (var (name, cost, gradient) in surfaces)
        {
            run.Print($"{name,-24}{At(gradient, -5),12:F6}{Autograd(cost, -5),13:F6}{At(gradient, 0),12:F6}{Autograd(cost, 0),13:F6}");
            run.Keep($"{name}: gradient at w = -5", Autograd(cost, -5));
        }

        run.Print($"At w = -5 every z is negative: ReLU passes no gradient, and descent stays there.");

        // The sigmoid and its slope, the factor in the gradient of sigmoid + MSE
        run.Print($"");
        run.Print($"z              sigma    sigma'");
        foreach (var z in new double[] { -1000, -4, 0, 4, 1000 })
        {
            run.Print($"{z,-10:F1}{At(z => z.sigmoid(), z),10:F6}{At(Slope, z),10:F6}");
        }

        run.Report("cross-entropy at w = -1000, by logits", At(surfaces[2].Cost, -1000));
        run.Report("cross-entropy at w = -1000, by log of sigmoid", At(LogOfSigmoid, -1000));
        run.Print($"sigmoid(-997) rounds to 0, and log 0 is -inf: so the loss takes logits.");

        // Figures
        var zs = linspace(-8, 8, 201, float64);
        run.Draw("costs.png", [.. charts]);
        run.Draw("sigmoid.png", new Chart("Far from 0 the sigmoid is flat, and passes no gradient", "z", "")
            .Line(zs, zs.sigmoid(), "σ(z)")
            .Line(zs, Slope(zs), "σ′(z) = σ(z)(1 − σ(z)), at most ¼"));

        Tensor LogOfSigmoid(Tensor w) => 0 - (t.xlogy(Z(w).sigmoid()) + (1 - t).xlogy(1 - Z(w).sigmoid())).mean();

        Tensor Slope(Tensor z) => z.sigmoid() * (1 - z.sigmoid());

        double At(Func<Tensor, Tensor> function, double weight) => function(tensor(new[,] { { weight } }).to(run.Device)).item<double>();

        double Autograd(Func<Tensor, Tensor> cost, double weight)
        {
            using var parameter = nn.Parameter(tensor(new[,] { { weight } }).to(run.Device));
            cost(parameter).backward();
            return parameter.grad!.item<double>();
        }
    }
}
