namespace Examples.Zoo;

/// <summary>
/// A wide network and a deep one with about as many parameters learn a wave that gets ever faster. Expect,
/// after 2000 epochs, an error near 0.3 from the wide one, which has only learned the slow part, and 0.01 to
/// 0.02 from the deep one; the wide one needs about eight times as many epochs to reach that.
/// </summary>
[Example("deep-feed-forward", "Deep learns a fast wave sooner than wide, with about as many parameters",
    Slides = "004", Samples = 300, Epochs = 2000, LearningRate = 0.001, LogEvery = 500)]
public sealed class DeepFeedForward : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples, 1), -1, 1);
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 0.1);
        var y = (2 * Math.PI * (x + 1).square()).sin() + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Models and loss
        using var wide = nn.Sequential(nn.Linear(1, 200), nn.Tanh(), nn.Linear(200, 1)).to(run.Device);
        using var deep = nn.Sequential(
            nn.Linear(1, 16), nn.Tanh(),
            nn.Linear(16, 16), nn.Tanh(),
            nn.Linear(16, 16), nn.Tanh(),
            nn.Linear(16, 1)).to(run.Device);
        using var lossFunction = nn.MSELoss();

        var networks = new[] { ("wide", wide), ("deep", deep) };
        var axis = linspace(-1, 1, 500, device: run.Device).unsqueeze(1);
        var wave = (2 * Math.PI * (axis + 1).square()).sin();
        var panels = new List<Chart>();
        foreach (var (name, model) in networks)
        {
            // Train
            run.Watch(name, model);
            using var optimizer = optim.Adam(model.parameters(), lr: run.LearningRate);
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

            // Report
            using var noGrad = no_grad();
            var parameters = model.parameters().Sum(p => p.numel());
            var error = lossFunction.call(model.call(x), y).item<float>();
            run.Print($"{name}: {parameters} parameters");
            run.Keep($"{name}: parameters", parameters);
            run.Report($"{name}: training MSE", error);

            // Figures
            panels.Add(new Chart($"{name}, {parameters} parameters: MSE {error:F2}", "x", "y")
                .Points(x, y, "samples", Palette.Sky)
                .Line(axis, wave, "sin 2π(x + 1)²", Palette.Black, dashed: true)
                .Line(axis, model.call(axis), "network", Palette.Orange));
        }

        run.Draw("fits.png", [.. panels]);
    }
}
