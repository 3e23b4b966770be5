using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Losses;

/// <summary>
/// A sigmoid neuron with the input 1 learns to put out 0, twice from a good start and twice from a bad one. Expect MSE
/// to stand still for 150 epochs from the bad start, where σ′ is near 0, and cross-entropy to learn at once.
/// </summary>
[Example("saturation", "A wrong sigmoid neuron learns slowly by MSE and fast by cross-entropy", Slides = "000", DoublePrecision = true, Random = false,
    Epochs = 300, LearningRate = 0.15, LogEvery = 100)]
public sealed class Saturation : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = tensor(1.0).to(run.Device);
        var y = tensor(0.0).to(run.Device);

        // Losses; cross-entropy takes the logit, because log(1 − σ(z)) is −∞ once σ(z) rounds to 1.
        Tensor Mse(Tensor z) => (z.sigmoid() - y).square() / 2;
        Tensor CrossEntropy(Tensor z) => nn.functional.binary_cross_entropy_with_logits(z, y);

        // Train
        var mseGood = Train("MSE from w=0.6", Mse, 0.6, 0.9);
        var mseBad = Train("MSE from w=2", Mse, 2, 2);
        var crossEntropyGood = Train("cross-entropy from w=0.6", CrossEntropy, 0.6, 0.9);
        var crossEntropyBad = Train("cross-entropy from w=2", CrossEntropy, 2, 2);

        // Gradients
        run.Print($"");
        run.Print($"                                     d MSE / dw           d cross-entropy / dw");
        run.Print($"z = w + b           a  sigma'(z)   a sigma'  autograd             a  autograd");
        foreach (var logit in new[] { 1.5, 4, 1000, -1000 })
        {
            var a = tensor(logit).sigmoid().item<double>();
            var slope = a * (1 - a);
            var (byMse, byCrossEntropy) = (Gradient(Mse, logit), Gradient(CrossEntropy, logit));
            run.Print($"{logit,-9:F1}{a,12:F6}{slope,11:F6}{a * slope,11:F6}{byMse,10:F6}{a,14:F6}{byCrossEntropy,10:F6}");
        }

        run.Print($"MSE's gradient has the factor sigma'(z), which is near 0 where the neuron is most wrong; cross-entropy's has not.");

        // Figure
        var updates = arange(mseBad.numel());
        var axis = linspace(-4, 6, 201, float64);
        var output = axis.sigmoid();
        run.Draw("saturation.png",
            new Chart("MSE stands still where the neuron is most wrong", "epoch", "output a, target 0") { YRange = (0, 1.4) }
                .Line(updates, mseGood, "MSE from w = 0.6", Palette.Sky)
                .Line(updates, mseBad, "MSE from w = 2", Palette.Blue)
                .Line(updates, crossEntropyGood, "cross-entropy from w = 0.6", Palette.Amber)
                .Line(updates, crossEntropyBad, "cross-entropy from w = 2", Palette.Orange),
            new Chart("Why: MSE's gradient has the factor σ′(z)", "z = w + b", "gradient")
                .Line(axis, output * output * (1 - output), "MSE: a·σ′(z)", Palette.Blue)
                .Line(axis, output, "cross-entropy: a", Palette.Orange)
                .Line(axis, output * (1 - output), "σ′(z)", Palette.Green, dashed: true)
                .Vertical(1.5, "z of the two starts")
                .Vertical(4));

        Tensor Train(string name, Func<Tensor, Tensor> cost, double weight, double bias)
        {
            using var w = nn.Parameter(tensor(weight).to(run.Device));
            using var b = nn.Parameter(tensor(bias).to(run.Device));
            using var optimizer = optim.SGD([w, b], run.LearningRate);
            var outputs = new List<double>();
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var z = w * x + b;
                var loss = cost(z);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
                outputs.Add(z.sigmoid().item<double>());
            }

            outputs.Add((w * x + b).sigmoid().item<double>());
            var (half, end) = ((outputs.Count - 1) / 2, outputs.Count - 1);
            run.Report($"{name}: output after 0, {half}, {end} epochs", tensor(new[] { outputs[0], outputs[half], outputs[end] }));
            return tensor(outputs.ToArray());
        }

        double Gradient(Func<Tensor, Tensor> cost, double logit)
        {
            using var z = nn.Parameter(tensor(logit).to(run.Device));
            cost(z).backward();
            return z.grad!.item<double>();
        }
    }
}
