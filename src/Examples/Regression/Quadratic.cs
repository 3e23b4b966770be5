namespace Examples.Regression;

/// <summary>
/// A network of two hidden layers learns y = 8x² + 7x + 3. Expect a loss that falls from 619 and then jumps
/// about between 24 and 85, on average 39 to 50, since the learning rate stays too large for it to settle.
/// This tail is chaotic: depending on how the last digit is rounded, it stops at 39.4 (the record), at 37.5
/// or 34.9 (other processors) or at 67.1 (an older libtorch).
/// </summary>
[Example("quadratic", "A network with ReLU learns y = 8x² + 7x + 3", Slides = "004, program 2",
    Samples = 1000, Epochs = 5000, LearningRate = 0.001, LogEvery = 100, Weights = true)]
public sealed class Quadratic : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples, 1), -15, 15);
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 1);
        var y = 8 * x.square() + 7 * x + 3 + noise;

        // The slide's .cuda(), wherever there is a GPU.
        (x, y) = (x.to(run.Device), y.to(run.Device));
        run.Watch("y", y);

        // Model, loss and optimizer
        using var model = nn.Sequential(
            nn.Linear(1, 10), nn.ReLU(),
            nn.Linear(10, 6), nn.ReLU(),
            nn.Linear(6, 1)).to(run.Device);
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
        foreach (var (name, parameter) in model.named_parameters())
        {
            run.Report(name, parameter);
        }

        // Figures
        var curve = linspace(-15, 15, 301).unsqueeze(1);
        var tail = run.Losses().Index().TakeLast(100).ToArray();
        run.Draw("fit.png",
            new Chart("A network learns y = 8x² + 7x + 3", "x", "y")
                .Points(x, y, "samples", Palette.Sky)
                .Line(curve, model.call(curve.to(run.Device)), "fitted curve", Palette.Orange),
            new Chart("The last epochs: where the loss stops is chance", "epoch", "loss")
                .Line([.. tail.Select(t => (double)t.Index)], [.. tail.Select(t => t.Item)]));
    }
}
