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

        var fits = new List<Fit>();
        using var lossFunction = nn.BCEWithLogitsLoss();
        foreach (var (data, count) in new[] { ("without outlier", run.Samples), ("with outlier", run.Samples + 1) })
        {
            var (size, label) = (x[..count], y[..count]);

            // Linear regression has a closed form
            var (dx, dy) = (size - size.mean(), label - label.mean());
            var w = (dx * dy).sum() / dx.square().sum();
            var b = label.mean() - w * size.mean();
            fits.Add(new Fit($"linear, {data}", w, b, Cut: 0.5));

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

            // The probability σ(z) is at least 0.5 where z is at least 0.
            fits.Add(new Fit($"logistic, {data}", model.weight.detach().squeeze(), model.bias!.detach().squeeze(), Cut: 0.0));
        }

        // Report
        run.Print($"{"",25}{"threshold",12}{"accuracy",10}{"malignant missed",18}");
        foreach (var fit in fits)
        {
            var accuracy = fit.Malignant(x).eq(y.eq(1)).@float().mean().item<float>();
            var missed = (~fit.Malignant(x) & y.eq(1)).sum().item<long>();
            run.Print($"{fit.Name,-25}{fit.Threshold,9:F2} cm{accuracy,10:F4}{$"{missed} of {malignant + 1}",18}");
            run.Keep($"{fit.Name}: threshold", fit.Threshold);
            run.Keep($"{fit.Name}: accuracy", accuracy);
            run.Keep($"{fit.Name}: missed", missed);
        }

        run.Draw("fits.png",
            Panel("Without the outlier", x[..^1], y[..^1], fits[0], fits[1]),
            Panel("One tumor of 20 cm tilts the line", x, y, fits[2], fits[3]));

        Chart Panel(string title, Tensor size, Tensor label, Fit linear, Fit logistic)
        {
            var chart = new Chart(title, "size of the tumor in cm", "benign 0, malignant 1") { XRange = (0, 21), YRange = (-0.2, 1.4) };
            var grid = linspace(0, 21, 421).to(run.Device);
            chart.Line(grid, linear.W * grid + linear.B, "linear regression", Palette.Green)
                .Vertical(linear.Threshold, "its threshold", Palette.Green)
                .Line(grid, sigmoid(logistic.W * grid + logistic.B), "logistic regression", Palette.Purple)
                .Vertical(logistic.Threshold, "its threshold", Palette.Purple);
            var missed = (label == 1) & ~linear.Malignant(size);
            return chart.Points(size[label == 0], label[label == 0], "benign", Palette.Blue)
                .Points(size[label == 1], label[label == 1], "malignant", Palette.Orange)
                .Points(size[missed], label[missed], "malignant, missed by the line", Palette.Black, Marker.Cross);
        }
    }

    /// <summary>A tumor is called malignant where W·size + B is at least the cut.</summary>
    private sealed record Fit(string Name, Tensor W, Tensor B, double Cut)
    {
        public double Threshold => ((Cut - B) / W).item<float>();

        public Tensor Malignant(Tensor size) => (W * size + B).ge(Cut);
    }
}
