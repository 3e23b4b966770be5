using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Classification;

/// <summary>
/// Is a tumor malignant, judged by its size? A line cut at 0.5 and logistic regression agree, until one very large
/// tumor tilts the line: expect its threshold to move by about 1 cm, so that it misses malignant tumors, and the
/// logistic threshold to stay.
/// </summary>
[Example("tumor", "One very large tumor misleads linear regression, but not logistic regression", Slides = "000",
    Samples = 40, Epochs = 1000, LearningRate = 0.1, LogEvery = 250)]
public sealed class Tumor : IExample
{
    public void Run(Run run)
    {
        if (run.Samples < 2)
        {
            throw new UsageException("--samples must be at least 2: a benign and a malignant tumor.");
        }

        // Data: sizes in cm, label 1 for malignant; the last tumor is the very large one
        var benign = run.Samples * 3 / 5;
        var malignant = run.Samples - benign;
        var x = cat([0.5 + 2.6 * rand(benign), 2.9 + 2.6 * rand(malignant), 20 * ones(1)]);
        var y = cat([zeros(benign), ones(malignant + 1)]);
        (x, y) = (x.to(run.Device), y.to(run.Device));

        var fits = new List<(string Name, Tensor W, Tensor B, double Cut)>();
        var panels = new List<Chart>();
        using var lossFunction = nn.BCEWithLogitsLoss();
        foreach (var (data, count) in new[] { ("without outlier", run.Samples), ("with outlier", run.Samples + 1) })
        {
            var (size, label) = (x[..count], y[..count]);

            // Linear regression has a closed form
            var (dx, dy) = (size - size.mean(), label - label.mean());
            var w = (dx * dy).sum() / dx.square().sum();
            var b = label.mean() - w * size.mean();
            fits.Add(($"linear, {data}", w, b, 0.5));

            // Logistic regression has none
            using var model = nn.Linear(1, 1).to(run.Device);
            using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9);
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var logits = model.call(size.unsqueeze(1)).squeeze(1);
                var loss = lossFunction.call(logits, label);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, $"loss {data}");
            }

            // σ(z) is at least 0.5 where z is at least 0.
            fits.Add(($"logistic, {data}", model.weight.detach().clone().squeeze(), model.bias!.detach().clone().squeeze(), 0.0));
            panels.Add(Panel(char.ToUpperInvariant(data[0]) + data[1..], size, label, fits[^2..]));
        }

        // Report
        run.Print($"{"",25}{"threshold",12}{"accuracy",10}{"malignant missed",18}");
        foreach (var (name, w, b, cut) in fits)
        {
            var threshold = ((cut - b) / w).item<float>();
            var called = (w * x + b).ge(cut).@float();
            var accuracy = called.eq(y).@float().mean().item<float>();
            var missed = (y * (1 - called)).sum().item<float>();
            run.Print($"{name,-25}{threshold,9:F2} cm{accuracy,10:F4}{$"{missed} of {malignant + 1}",18}");
            run.Keep($"{name}: threshold", threshold);
            run.Keep($"{name}: accuracy", accuracy);
            run.Keep($"{name}: missed", missed);
        }

        run.Draw("fits.png", [.. panels]);

        Chart Panel(string title, Tensor size, Tensor label, List<(string Name, Tensor W, Tensor B, double Cut)> fits)
        {
            var ((_, w, b, cut), (_, wLogistic, bLogistic, cutLogistic)) = (fits[0], fits[1]);
            var (grid, malignant) = (linspace(0, 21, 421).to(run.Device), label.eq(1));
            return new Chart(title, "size of the tumor in cm", "benign 0, malignant 1") { XRange = (0, 21), YRange = (-0.2, 1.8) }
                .Line(grid, w * grid + b, "linear regression", Palette.Green)
                .Vertical(((cut - b) / w).item<float>(), "its threshold", Palette.Green)
                .Line(grid, sigmoid(wLogistic * grid + bLogistic), "logistic regression", Palette.Purple)
                .Vertical(((cutLogistic - bLogistic) / wLogistic).item<float>(), "its threshold", Palette.Purple)
                .Points(size[TensorIndex.Tensor(~malignant)], label[TensorIndex.Tensor(~malignant)], "benign", Palette.Blue)
                .Points(size[TensorIndex.Tensor(malignant)], label[TensorIndex.Tensor(malignant)], "malignant", Palette.Orange);
        }
    }
}
