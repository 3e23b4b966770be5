namespace Examples.Losses;

/// <summary>
/// A sigmoid neuron with the input 1 learns to output 0, from a wrong start, 0.82, and from a badly wrong
/// one, 0.98. Expect MSE, here the slide's ½(a − y)², to have come down from the latter to no less than 0.93
/// after 150 epochs, since its factor σ′(z) is near 0, and cross-entropy to learn at once.
/// </summary>
[Example("saturation", "A badly wrong sigmoid neuron learns slowly by MSE and fast by cross-entropy",
    Slides = "000", DoublePrecision = true, Random = false,
    Epochs = 300, LearningRate = 0.15, LogEvery = 100)]
public sealed class Saturation : IExample
{
    public void Run(Run run)
    {
        // Data
        var (x, y) = (1, 0);

        // Losses C of the output a, and their errors δ = ∂C/∂z
        (Tensor C, Tensor δ) Mse(Tensor a) => ((a - y).square() / 2, (a - y) * a * (1 - a));

        (Tensor C, Tensor δ) CrossEntropy(Tensor a) => (-(y * a.log() + (1 - y) * (1 - a).log()), a - y);

        (string, Func<Tensor, (Tensor, Tensor)>)[] costs = [("MSE", Mse), ("cross-entropy", CrossEntropy)];
        var curves = new Chart("Where the neuron is most wrong, MSE hardly learns", "epoch", "output a");
        foreach (var (k, (name, cost)) in costs.Index())
        {
            foreach (var (w0, b0) in new[] { (0.6, 0.9), (2.0, 2.0) })
            {
                // Model
                var w = tensor(w0, device: run.Device);
                var b = tensor(b0, device: run.Device);
                var training = $"{name} from w = {w0:F1}";

                // Train
                var outputs = new List<double>();
                foreach (var epoch in run.Epochs())
                {
                    using var step = NewDisposeScope();
                    var a = (w * x + b).sigmoid();
                    outputs.Add(a.item<double>());
                    var (c, δ) = cost(a);
                    w.sub_(run.LearningRate * δ * x);
                    b.sub_(run.LearningRate * δ);
                    run.Record(epoch, c, training);
                }

                outputs.Add((w * x + b).sigmoid().item<double>());

                // Report
                var (half, end) = ((outputs.Count - 1) / 2, outputs.Count - 1);
                var shown = tensor([outputs[0], outputs[half], outputs[end]]);
                run.Report($"{training}: output after 0, {half}, {end} epochs", shown);
                var (epochs, color) = (arange(outputs.Count), Palette.Colors[k]);
                curves.Line(epochs, tensor(outputs), training, color, dashed: w0 == 2);
            }
        }

        // Why: MSE's error at the badly wrong start, z = 4, has the factor σ′(z)
        foreach (var (name, cost) in costs)
        {
            var z = tensor(4.0, device: run.Device, requires_grad: true);
            var (c, δ) = cost(z.sigmoid());
            c.backward();
            run.Report($"δ of {name} at z = 4", δ);
            run.Agree($"δ of {name} and autograd", δ, z.grad!);
        }

        // Figures
        var axis = linspace(-4, 6, 201, float64);
        run.Draw("saturation.png", curves, new Chart("Why: MSE's δ has the factor σ′(z)", "z = w + b", "δ")
            .Line(axis, Mse(axis.sigmoid()).δ, "MSE: δ = a·σ′(z)")
            .Line(axis, CrossEntropy(axis.sigmoid()).δ, "cross-entropy: δ = a")
            .Vertical(1.5, "z of the two starts")
            .Vertical(4));
    }
}
