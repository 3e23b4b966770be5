namespace Examples.Zoo;

/// <summary>
/// One hidden layer does what no line can: XOR, and a curve. Expect all four corners of XOR to be right, and
/// an error on sin 2x near the noise's variance of 0.01; that of the values is 0.5.
/// </summary>
[Example("feed-forward", "One hidden layer learns XOR and a sine", Slides = "004",
    Samples = 200, Epochs = 1000, LearningRate = 0.01, LogEvery = 500)]
public sealed class FeedForward : IExample
{
    public void Run(Run run)
    {
        // Data
        var corners = tensor(new[,] { { 0f, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, device: run.Device);
        var labels = tensor(new[,] { { 0f }, { 1 }, { 1 }, { 0 } }, device: run.Device);
        var x = nn.init.uniform_(empty(run.Samples, 1), -3, 3);
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 0.1);
        var y = (2 * x).sin() + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Models and losses
        using var classifier = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)).to(run.Device);
        using var regressor = nn.Sequential(nn.Linear(1, 20), nn.Tanh(), nn.Linear(20, 1)).to(run.Device);
        using var crossEntropy = nn.BCEWithLogitsLoss();
        using var mse = nn.MSELoss();
        (string, nn.Module<Tensor, Tensor>, nn.Module<Tensor, Tensor, Tensor>, Tensor, Tensor)[] trainings =
            [("XOR", classifier, crossEntropy, corners, labels), ("sin 2x", regressor, mse, x, y)];

        // Train
        foreach (var (name, model, lossFunction, inputs, targets) in trainings)
        {
            run.Watch(name, model);
            using var optimizer = optim.Adam(model.parameters(), lr: run.LearningRate);
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var output = model.call(inputs);
                var loss = lossFunction.call(output, targets);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
            }
        }

        // Report
        using var noGrad = no_grad();
        var right = ((classifier.call(corners) >= 0) == (labels == 1)).sum().item<long>();
        run.Print($"XOR: {right} of 4 corners right");
        run.Keep("corners of XOR right", right);
        run.Report("training MSE on sin 2x", mse.call(regressor.call(x), y));
        run.Report("variance of y", y.var());

        // Figures
        var axis = linspace(-3, 3, 200).unsqueeze(1);
        run.Draw("fits.png",
            new Chart("The hidden layer bends the boundary of XOR", "x₁", "x₂") { EqualAxes = true }
                .Regions(run.Grid((-0.5, 1.5), (-0.5, 1.5), points => classifier.call(points) >= 0))
                .Classes(corners, labels.squeeze(1), "class 0", "class 1"),
            new Chart("Twenty tanh units add up to a sine", "x", "y")
                .Points(x, y, "samples", Palette.Sky)
                .Line(axis, (2 * axis).sin(), "sin 2x", Palette.Black, dashed: true)
                .Line(axis, regressor.call(axis.to(run.Device)), "network", Palette.Orange));
    }
}
