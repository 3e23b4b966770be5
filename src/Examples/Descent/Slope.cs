namespace Examples.Descent;

/// <summary>
/// What a derivative says: where it is −2, a small step to the left raises the loss by twice the step.
/// Expect, for L = (w − 3)² at w = 2, the slope −2; L rises by 0.21, 0.0201, 0.002001 on steps to the left of
/// 0.1, 0.01, 0.001, and falls on steps to the right: moving against the sign of the derivative goes
/// downhill.
/// </summary>
[Example("slope", "What a derivative says about a step to the left, and about one to the right",
    Slides = "000", DoublePrecision = true, Random = false)]
public sealed class Slope : IExample
{
    public void Run(Run run)
    {
        // Loss
        static Tensor Loss(Tensor w) => (w - 3).square();
        static Tensor Derivative(Tensor w) => 2 * (w - 3);

        // The derivative by the rule, and by autograd
        var w = tensor(2.0, device: run.Device, requires_grad: true);
        var slope = autograd.grad([Loss(w)], [w])[0];
        run.Agree("derivative by the rule and by autograd", Derivative(w), slope);
        run.Report("slope at w = 2", slope);

        // Report
        var steps = tensor([0.1, 0.01, 0.001]);
        using var noGrad = no_grad();
        run.Print($"");
        run.Print($"  step   rise to the left  rise / step   rise to the right  rise / step");
        foreach (var step in steps.Numbers())
        {
            var (left, right) = (Loss(w - step) - Loss(w), Loss(w + step) - Loss(w));
            run.Print($"{step,6:F3}{left,19:F6}{left / step,13:F6}{right,20:F6}{right / step,13:F6}");
            run.Keep($"rise of L, {step} to the left", left.Numbers());
        }

        // Figures
        var ws = linspace(0.5, 4.5, 201, float64, run.Device);
        var near = linspace(1.88, 2.02, 201, float64, run.Device);
        Tensor Tangent(Tensor at) => Loss(w) + slope * (at - w);
        run.Draw("slope.png",
            new Chart("The derivative at w = 2 is the tangent's slope, −2", "w", "L") { YRange = (-0.5, 4) }
                .Line(ws, Loss(ws), "L = (w − 3)²")
                .Line(ws, Tangent(ws), "tangent", dashed: true)
                .Points(w, Loss(w), "w = 2", Palette.Black),
            new Chart("Near w = 2 the loss follows its tangent: left by h, up by 2h", "w", "L")
                .Line(near, Loss(near), "L = (w − 3)²")
                .Line(near, Tangent(near), "tangent", dashed: true)
                .Points(2 - steps[..2], Loss(2 - steps[..2]), "0.1 and 0.01 to the left", Palette.Green)
                .Points(w, Loss(w), "w = 2", Palette.Black));
    }
}
