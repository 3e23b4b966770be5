namespace Examples.Losses;

/// <summary>
/// Four costs of h(wx + b) against w. Expect identity + MSE and sigmoid + cross-entropy to be convex, sigmoid
/// + MSE to have two minima, and ReLU + MSE two minima and, up to w = −4, a plateau on which the gradient is
/// exactly 0. For J = Σ(y − t)²/n the gradient has the factor 2/n before its sum, and for J = Σ(y − t)²/2m it
/// has 1/m; in places, the slide prints 1/n, 1/2n and 1/2m instead.
/// </summary>
[Example("loss-surface", "Which costs are convex in a weight, and where the gradient vanishes",
    Slides = "001", DoublePrecision = true, Random = false)]
public sealed class LossSurface : IExample
{
    private const double B = 2;

    public void Run(Run run)
    {
        // Data
        var x = tensor([0.5, 1, 3], device: run.Device);
        var t = tensor([1.0, 0, 1], device: run.Device);

        // w is a column of candidate weights; each cost returns one value per row
        Tensor IdentityMse(Tensor w) => (w * x + B - t).square().mean([1]);

        Tensor SigmoidMse(Tensor w) => ((w * x + B).sigmoid() - t).square().mean([1]);

        Tensor SigmoidCrossEntropy(Tensor w)
        {
            var y = (w * x + B).sigmoid();
            return -(t * y.log() + (1 - t) * (1 - y).log()).mean([1]);
        }

        Tensor ReluMse(Tensor w) => ((w * x + B).relu() - t).square().mean([1]);

        (string, Func<Tensor, Tensor>)[] costs =
            [("identity + MSE", IdentityMse), ("sigmoid + MSE", SigmoidMse),
            ("sigmoid + cross-entropy", SigmoidCrossEntropy), ("ReLU + MSE", ReluMse)];

        // Report; a cost is convex if its slope never falls
        var w = linspace(-6, 2, 801, float64, device: run.Device).unsqueeze(1).requires_grad_();
        var charts = new List<Chart>();
        foreach (var (name, cost) in costs)
        {
            var c = cost(w);
            var slope = autograd.grad([c.sum()], [w])[0];
            var convex = (slope[1..] >= slope[..^1]).all().item<bool>() ? "convex" : "not convex";
            run.Print($"{name}: {convex}");
            var lowest = (c[1..^1] < c[..^2]) & (c[1..^1] < c[2..]);
            var (places, minima) = (w[1..^1][lowest], c[1..^1][lowest]);
            run.Report($"{name}: minima at w, to 0.01", places);
            run.Report($"{name}: cost there, on the grid", minima);
            var at = tensor(new[,] { { -5.0 } }, device: run.Device, requires_grad: true);
            cost(at).backward();
            run.Report($"{name}: gradient at w = −5", at.grad!);

            var top = Math.Min(c.max().item<double>(), 8 * c.min().item<double>());
            var chart = new Chart($"{name}: {convex}", "w", "cost") { YRange = (0, top) };
            charts.Add(chart.Line(w, c).Points(places, minima, "minima", Palette.Orange, Marker.Star));
            foreach (var (place, minimum) in places.Numbers().Zip(minima.Numbers()))
            {
                chart.Text(place - 0.3, minimum - top / 15, $"w = {place:F2}");
            }
        }

        run.Report("ReLU + MSE: flat up to w", w[ReluMse(w) == ReluMse(w)[0]].max());

        // The gradient of MSE has the slope of h as a factor, and 2/n before the sum
        var one = tensor(new[,] { { 1.0 } }, device: run.Device, requires_grad: true);
        SigmoidMse(one).backward();
        var y = (x + B).sigmoid();
        var gradient = 2.0 / x.numel() * ((y - t) * y * (1 - y) * x).sum();
        run.Agree("2/n·Σ(y − t)·y′·x and autograd", gradient, one.grad!.squeeze());
        var z = 3 * arange(-2, 3, float64, device: run.Device);
        run.Report("slope of σ(3x) at x = −2 to 2", z.sigmoid() * (1 - z.sigmoid()) * 3);

        // Figures
        charts[^1].Text(-5.9, 0.75, "plateau: gradient 0");
        run.Draw("costs.png", [.. charts]);
        var axis = linspace(-4, 4, 401, float64);
        var h = (3 * axis).sigmoid();
        run.Draw("sigmoid.png", new Chart("Far from 0, σ passes hardly any gradient", "x", "output, slope")
            .Line(axis, h, "σ(3x)")
            .Line(axis, 3 * h * (1 - h), "its slope, 3σ(3x)(1 − σ(3x))"));
    }
}
