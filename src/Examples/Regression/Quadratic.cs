using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Regression;

/// <summary>
/// A network of two hidden layers learns y = 8x² + 7x + 3. Expect a loss that falls from about 600 and then
/// oscillates between about 25 and 75: the steps of a fixed learning rate are too long to settle.
/// </summary>
[Example("quadratic", "A network with ReLU learns y = 8x² + 7x + 3", Slides = "004, program 2",
    Samples = 1000, Epochs = 5000, LearningRate = 0.001, LogEvery = 100)]
public sealed class Quadratic : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples, 1), -15, 15);
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 1);
        var y = 8 * x.pow(2) + 7 * x + 3 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Model, loss and optimizer
        using var model = nn.Sequential(
            nn.Linear(1, 10),
            nn.ReLU(),
            nn.Linear(10, 6),
            nn.ReLU(),
            nn.Linear(6, 1)).to(run.Device);
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

        var curve = linspace(-15, 15, 301).unsqueeze(1);
        run.Draw("fit.png", new Chart("A network learns y = 8x² + 7x + 3", "x", "y")
            .Points(x, y, "samples")
            .Line(curve, model.call(curve.to(run.Device)), "fitted curve"));
    }
}
