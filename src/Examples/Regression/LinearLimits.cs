namespace Examples.Regression;

/// <summary>
/// What no training can fix: a line on the data of quadratic. Expect its loss to end at 461 (428 to 466 at
/// other seeds), the lowest any line can reach, while the network of quadratic falls below 100. With
/// quadratic's learning rate, the line is still at 615 (578 to 636): its b must rise to about 450, by at
/// most 0.001 an epoch.
/// </summary>
[Example("linear-limits", "The best that a line can do on a parabola, and what a network does",
    Slides = "004", Samples = 1000, Epochs = 5000, LearningRate = 1, LogEvery = 1000)]
public sealed class LinearLimits : IExample
{
    // The learning rate of quadratic.
    private const double SlowLearningRate = 0.001;

    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples, 1), -15, 15);
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 1);
        var y = 8 * x.square() + 7 * x + 3 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // The least loss of a line of slope w: under L1 the best b is the median of y − wx.
        (Tensor Losses, Tensor B) Lines(Tensor w)
        {
            var residuals = y - x * w;
            var b = residuals.sort(dim: 0).Values[run.Samples / 2];
            return ((residuals - b).abs().mean([0]), b);
        }

        // A grid search for the best slope, first coarse, then fine.
        var slopes = linspace(-13, 27, 401, device: run.Device);
        var losses = Lines(slopes).Losses;
        var fineSlopes = slopes[losses.argmin()] + linspace(-0.1, 0.1, 41, device: run.Device);
        var (fineLosses, b) = Lines(fineSlopes);
        var best = fineLosses.argmin();
        run.Report("least L1 loss of a line", fineLosses[best]);

        // Model and loss
        using var line = nn.Linear(1, 1).to(run.Device);
        using var slow = nn.Linear(1, 1).to(run.Device);
        slow.load_state_dict(line.state_dict());
        using var network = nn.Sequential(
            nn.Linear(1, 10), nn.ReLU(),
            nn.Linear(10, 6), nn.ReLU(),
            nn.Linear(6, 1)).to(run.Device);
        using var lossFunction = nn.L1Loss();

        // Train
        void Train(string name, nn.Module<Tensor, Tensor> model, double learningRate)
        {
            run.Watch(name, model);
            using var optimizer = optim.SGD(model.parameters(), learningRate);
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var output = model.call(x);
                var loss = lossFunction.call(output, y);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
            }
        }

        Train("line", line, run.LearningRate);
        Train("slow line", slow, SlowLearningRate);
        Train("network", network, SlowLearningRate);

        // Figures
        using var noGrad = no_grad();
        var networkLoss = run.Losses("network").TakeLast(100).Average();
        var title = $"Best line: loss {fineLosses[best].item<float>():F0}; network: about {networkLoss:F0}";
        var (ends, curve) = (linspace(-15, 15, 2), linspace(-15, 15, 301));
        var bestLine = fineSlopes[best].cpu() * ends + b[best].cpu();
        Tensor Fit(nn.Module<Tensor, Tensor> model, Tensor at) => model.call(at.unsqueeze(1).to(run.Device));
        run.Draw("fit.png",
            new Chart("A line cannot bend, however it is trained", "x", "y")
                .Points(x, y, "samples", Palette.Sky)
                .Line(curve, Fit(network, curve), "network", Palette.Green)
                .Line(ends, Fit(slow, ends), "slow line", Palette.Blue)
                .Line(ends, Fit(line, ends), "line", Palette.Orange)
                .Line(ends, bestLine, "best line", Palette.Black, dashed: true),
            new Chart(title, "slope w, with its best b", "loss") { YRange = (0, 600) }
                .Line(slopes, losses, "lines", Palette.Orange)
                .Points(fineSlopes[best], fineLosses[best], "best line", Palette.Black, Marker.Star)
                .Horizontal(networkLoss, "network", Palette.Green));
    }
}
