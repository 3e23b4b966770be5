namespace Examples.Classification;

/// <summary>
/// Is a tumor malignant, judged by its size? Linear regression, cut at 0.5, judges as well as logistic
/// regression, until one very large tumor tilts its line. Expect neither to err without that tumor; with it,
/// the line misses 4 to 11 of the 17 malignant tumors, and logistic regression none.
/// </summary>
[Example("tumor", "One very large tumor misleads linear regression, but not logistic regression",
    Slides = "000", Samples = 40, Epochs = 1000, LearningRate = 0.1, LogEvery = 250)]
public sealed class Tumor : IExample
{
    public void Run(Run run)
    {
        // Data: sizes in cm, label 1 for malignant; the last tumor is the very large one
        var benign = run.Samples * 3 / 5;
        var (small, large) = (0.5 + 2.3 * rand(benign, 1), 3.2 + 2.3 * rand(run.Samples - benign, 1));
        var x = cat([small, large, full(1, 1, 20.0f)]);
        var y = (arange(run.Samples + 1) >= benign).to(float32).unsqueeze(1);
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // A tumor is judged malignant if the output is at least 0.5
        void Judge(string fit, Tensor output, Tensor label, Tensor threshold)
        {
            var accuracy = ((output >= 0.5) == (label == 1)).to(float32).mean();
            var missed = ((output < 0.5) & (label == 1)).sum().item<long>();
            var malignant = (label == 1).sum().item<long>();
            run.Print($"{fit,-36}{threshold,9:F2} cm{accuracy,10:F4}{$"{missed} of {malignant}",18}");
            run.Keep($"{fit}: threshold", threshold.item<float>());
            run.Keep($"{fit}: accuracy", accuracy.item<float>());
            run.Keep($"{fit}: missed", missed);
        }

        var sizes = linspace(0, 21, 421, device: run.Device);
        var panels = new List<Chart>();
        var dataSets = new[] { ("without outlier", run.Samples), ("with outlier", run.Samples + 1) };
        foreach (var (data, count) in dataSets)
        {
            var (size, label) = (x[..count], y[..count]);

            // Linear regression has a closed form, w = X⁺y with a column of ones for b
            var line = linalg.pinv(cat([size, ones_like(size)], dim: 1)).mm(label);
            var (w, b) = (line[0], line[1]);

            // Logistic regression has no closed form: model, loss and optimizer
            using var model = nn.Linear(1, 1).to(run.Device);
            run.Watch($"logistic regression {data}", model);
            using var lossFunction = nn.BCEWithLogitsLoss();
            using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9);

            // Train
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var logits = model.call(size);
                var loss = lossFunction.call(logits, label);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, $"logistic regression {data}");
            }

            // Report
            using var noGrad = no_grad();
            var (linear, logistic) = ((0.5 - b) / w, -model.bias! / model.weight);
            run.Print($"{$"{count} tumors",-36}{"threshold",12}{"accuracy",10}{"malignant missed",18}");
            Judge($"linear regression {data}", w * size + b, label, linear);
            Judge($"logistic regression {data}", model.call(size).sigmoid(), label, logistic);

            // Figures
            var missed = (w * size + b < 0.5) & (label == 1);
            var largest = size.max().item<float>();
            var title = $"Linear regression {data} misses {missed.sum().item<long>()} malignant tumors";
            panels.Add(new Chart(title, "size in cm", "output; label 0 benign, 1 malignant")
            { XRange = (0, largest + 1), YRange = (-0.4, 1.4) }
                .Line(sizes, w * sizes + b, "linear regression", Palette.Green)
                .Line(sizes, model.call(sizes.unsqueeze(1)).sigmoid(), "logistic regression", Palette.Purple)
                .Horizontal(0.5, "cut at 0.5")
                .Vertical(linear.item<float>(), $"line: {linear.item<float>():F2} cm", Palette.Green)
                .Vertical(logistic.item<float>(), $"logistic: {logistic.item<float>():F2} cm", Palette.Purple)
                .Points(size[label == 0], label[label == 0], "benign", Palette.Blue)
                .Points(size[label == 1], label[label == 1], "malignant", Palette.Orange));
            if (missed.any().item<bool>())
            {
                panels[^1].Points(size[missed], label[missed], "missed", Palette.Black, Marker.Cross);
            }
        }

        run.Draw("fits.png", [.. panels]);
    }
}
