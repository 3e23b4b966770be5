namespace Examples.Classification;

/// <summary>
/// Logistic regression with labels of ±1: the loss ln(1 + e^(−y·wᵀx)) depends on the margin y·wᵀx alone.
/// It equals SoftMarginLoss, and BCE with labels 0 and 1. Expect it to fall from 2.127 at margin −2 to 0.127
/// at margin 2; its slope, −θ(−margin) with θ the sigmoid, is near −1 where the answer is clearly wrong, and
/// near 0 where it is clearly right.
/// </summary>
[Example("margin", "With labels of ±1, the loss of logistic regression depends on the margin alone",
    Slides = "000, 001", Samples = 100)]
public sealed class Margin : IExample
{
    private static Tensor Theta(Tensor s) => 1 / (1 + (-s).exp());

    public void Run(Run run)
    {
        // The loss of a margin, and its slope
        var margins = arange(-2, 3, float32, device: run.Device, requires_grad: true);
        var e = (1 + (-margins).exp()).log();
        e.sum().backward();
        run.Print($"margin      loss     slope");
        for (var i = 0; i < 5; i++)
        {
            run.Print($"{margins[i],6:F1}{e[i],10:F6}{margins.grad![i],10:F6}");
        }

        run.Keep("loss at margins −2 to 2", e.Numbers());
        run.Keep("slope at margins −2 to 2", margins.grad!.Numbers());
        run.Agree("slopes by autograd and −θ(−margin)", margins.grad!, -Theta(-margins.detach()));

        // The log-transformed sigmoid: the same loss, for y = 1
        var z = tensor([-4f, 0, 4], device: run.Device);
        run.Report("−log θ(z) at z = −4, 0, 4", -Theta(z).log());

        // Data: labels of ±1 on either side of a line, some of them wrong
        var x = randn(run.Samples, 2);
        var y = (x[.., 0] + 0.5 * randn(run.Samples) > 0).to(float32) * 2 - 1;
        var w = randn(2);
        (x, y, w) = (x.to(run.Device), y.to(run.Device), w.to(run.Device).requires_grad_());

        // Loss
        var s = x.mv(w);
        var eIn = (1 + (-y * s).exp()).log().mean();
        var gradient = x.T.mv(-y * Theta(-y * s)) / run.Samples;

        // Report
        run.Report("Eᵢₙ(w)", eIn);
        run.Agree("Eᵢₙ and SoftMarginLoss with labels −1, 1", eIn, nn.functional.soft_margin_loss(s, y));
        var bce = nn.functional.binary_cross_entropy_with_logits(s, (y + 1) / 2);
        run.Agree("Eᵢₙ and BCEWithLogitsLoss with labels 0, 1", eIn, bce);
        run.Report("gradient of Eᵢₙ", gradient);
        run.Agree("the gradient by the slide and by autograd", gradient, autograd.grad([eIn], [w])[0]);

        // Figures
        var axis = linspace(-5, 5, 201);
        run.Draw("margin.png",
            new Chart("The loss of a margin: linear if wrong, near 0 if right", "margin y·wᵀx", "loss, slope")
                .Line(axis, (1 + (-axis).exp()).log(), "ln(1 + exp(−margin))")
                .Line(axis, -Theta(-axis), "its slope, −θ(−margin)", dashed: true),
            new Chart("The sigmoid, log-transformed: the loss of either label", "z = wᵀx", "loss")
                .Line(axis, -Theta(axis).log(), "−log θ(z), label 1")
                .Line(axis, -(1 - Theta(axis)).log(), "−log(1 − θ(z)), label −1 or 0"));
    }
}
