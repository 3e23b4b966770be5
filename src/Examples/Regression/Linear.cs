namespace Examples.Regression;

/// <summary>
/// A line learns y = 2x + 3 from 1000 noisy points. Expect w ≈ 2, b ≈ 3 and a loss near 0.16.
/// </summary>
[Example("linear", "A line learns y = 2x + 3 from noisy points", Slides = "004, program 1",
    Samples = 1000, Epochs = 1000, LearningRate = 0.01, LogEvery = 10, Weights = true)]
public sealed class Linear : IExample
{
    public void Run(Run run)
    {
        // Data
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 0.2);
        var x = nn.init.uniform_(empty(run.Samples, 1), -10, 10);
        var y = 2 * x + 3 + noise;

        // The slide's .cuda(), wherever there is a GPU.
        (x, y) = (x.to(run.Device), y.to(run.Device));
        run.Watch("y", y);

        // Model, loss and optimizer
        using var model = nn.Linear(1, 1).to(run.Device);
        run.Watch(model);
        using var lossFunction = nn.L1Loss();
        using var optimizer = optim.SGD(model.parameters(), run.LearningRate);

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var output = model.call(x);
            var loss = lossFunction.call(output, y);
            loss.backward();
            optimizer.step();
            run.Record(epoch, loss);
        }

        // Report
        run.Report("weight", model.weight);
        run.Report("bias", model.bias!);

        // Figures
        var line = linspace(-10, 10, 2).unsqueeze(1);
        run.Draw("fit.png", new Chart("A line learns y = 2x + 3", "x", "y")
            .Points(x, y, "samples", Palette.Sky)
            .Line(line, model.call(line.to(run.Device)), "fitted line", Palette.Orange));
    }
}
