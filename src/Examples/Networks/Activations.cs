namespace Examples.Networks;

/// <summary>
/// Ten activation functions φ and their slopes φ′. Expect the slopes by formula to equal autograd's. Those of
/// the unit step and of sign are 0 wherever there is one: they pass no gradient, and nothing before them
/// learns.
/// </summary>
[Example("activations", "Activation functions and their slopes, and two that pass no gradient",
    Slides = "003, 004", DoublePrecision = true, Random = false)]
public sealed class Activations : IExample
{
    /// <summary>The slope below and above a corner or a jump, where there is none.</summary>
    private static Tensor Slope(Tensor z, double at, double below, double above) =>
        where(z < at, full_like(z, below), where(z > at, full_like(z, above), full_like(z, double.NaN)));

    public void Run(Run run)
    {
        // φ and φ′
        (string, Func<Tensor, Tensor>, Func<Tensor, Tensor>)[] activations =
        [
            ("unit step", z => (z.sign() + 1) / 2, z => Slope(z, 0, 0, 0)),
            ("sign", z => z.sign(), z => Slope(z, 0, 0, 0)),
            ("linear", z => z, z => ones_like(z)),
            ("piece-wise linear", z => (z + 0.5).clamp(0, 1), z => Slope(z.abs(), 0.5, 1, 0)),
            ("sigmoid", z => z.sigmoid(), z => z.sigmoid() * (1 - z.sigmoid())),
            ("tanh", z => z.tanh(), z => 1 - z.tanh().square()),
            ("ReLU", z => z.relu(), z => Slope(z, 0, 0, 1)),
            ("leaky ReLU", z => nn.functional.leaky_relu(z, 0.1), z => Slope(z, 0, 0.1, 1)),
            ("ELU", z => nn.functional.elu(z, 1), z => z.clamp(max: 0).exp()),

            // Maxout learns its pieces wᵀx + b; here are two of one input.
            ("Maxout", z => maximum(-0.5 * z - 0.25, z - 1), z => Slope(z, 0.5, -0.5, 1)),
        ];

        // Report
        var grid = tensor([-3, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 3.0], device: run.Device);
        var fine = arange(-400, 401, float64, device: run.Device) / 100;
        var (functions, slopes) = (new List<Chart>(), new List<Chart>());
        run.Print($"Where a slope is nan, the function jumps or has a corner.");
        run.Report("z", grid);
        foreach (var (name, function, derivative) in activations)
        {
            run.Report(name, function(grid));
            run.Report($"{name}, slope", derivative(grid));
            var z = fine.clone().requires_grad_();
            function(z).sum().backward();
            var byFormula = derivative(fine);
            var isSmooth = ~byFormula.isnan();
            run.Agree($"{name}, slope by formula and autograd", byFormula[isSmooth], z.grad![isSmooth]);

            // Figures; a line would hide a jump at 0, so it leaves out φ(0), which is a dot
            var (φ, isZero) = (function(fine), fine == 0);
            functions.Add(new Chart(name, "z", "φ(z)") { YRange = (-2, 3) }
                .Line(fine, φ.masked_fill(isZero, double.NaN))
                .Points(fine[isZero], φ[isZero], color: Palette.Blue));
            var largest = byFormula[isSmooth].max().item<double>();
            var title = $"{name}: slope {(largest > 0 ? "≤ " : "")}{largest:0.##}";
            slopes.Add(new Chart(title, "z", "φ′(z)") { YRange = (-0.75, 1.25) }.Line(fine, byFormula));
        }

        run.Print($"Unit step and sign pass no gradient: descent cannot train what is before them.");
        run.Draw("functions.png", [.. functions]);
        run.Draw("derivatives.png", [.. slopes]);
    }
}
