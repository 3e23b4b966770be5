namespace Examples.Backpropagation;

/// <summary>
/// Is a gradient right? Ask the loss: (L(w + h) − L(w − h)) / 2h for every parameter. Expect it to agree with
/// autograd to 1e-6, at the cost of two forward passes for each parameter, where autograd takes one forward
/// and one backward pass for all.
/// </summary>
[Example("gradient-check", "Every gradient of a small network by central difference, and what that costs",
    Slides = "003", DoublePrecision = true, Samples = 20)]
public sealed class GradientCheck : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = randn(run.Samples, 3, float64).to(run.Device);
        var y = randn(run.Samples, 1, float64).to(run.Device);

        // Model and loss
        using var model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)).to(run.Device, float64);
        Tensor Loss() => nn.functional.mse_loss(model.call(x), y);

        // (L(w + h) − L(w − h)) / 2h for every element w of a parameter
        var forwardPasses = 0;
        Tensor CentralDifference(Tensor parameter, double h)
        {
            using var noGrad = no_grad();
            var (w, difference) = (parameter.view(-1), zeros_like(parameter).view(-1));
            for (var i = 0; i < w.numel(); i++)
            {
                using var scope = NewDisposeScope();
                var original = w[i].clone();
                w[i] = original + h;
                var above = Loss();
                w[i] = original - h;
                var below = Loss();
                w[i] = original;
                difference[i] = (above - below) / (2 * h);
                forwardPasses += 2;
            }

            return difference.reshape(parameter.shape);
        }

        // Report
        Loss().backward();
        foreach (var (name, p) in model.named_parameters())
        {
            var difference = CentralDifference(p, 1e-5);
            run.Keep($"gradient of {name}", p.grad!.Numbers());
            run.Agree($"gradient of {name} by autograd and by difference", difference, p.grad!);
        }

        var parameters = model.parameters().Sum(p => p.numel());
        run.Print($"{parameters} parameters: {forwardPasses} forward passes; by autograd 1, and 1 backward");
        run.Keep("parameters", parameters);
        run.Keep("forward passes", forwardPasses);

        // Figures
        double[] steps = [.. Enumerable.Range(0, 45).Select(i => Math.Pow(10, -1 - i / 4.0))];
        double Error(double h) =>
            model.parameters().Max(p => (CentralDifference(p, h) - p.grad!).abs().max().item<double>());
        var title = "Large h: truncation error; small h: rounding error";
        run.Draw("step.png", new Chart(title, "h", "largest error")
        { LogX = true, LogY = true }
            .Line(steps, [.. steps.Select(Error)], "error of the central difference", markers: true)
            .Vertical(1e-5, "h = 1e−5"));
    }
}
