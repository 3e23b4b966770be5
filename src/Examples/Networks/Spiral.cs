namespace Examples.Networks;

/// <summary>
/// A linear classifier, a 2-layer and a 3-layer network tell the two arms of a spiral apart. Expect about 55,
/// 63 to 73, and 97 to 100 % of the test points right: each hidden layer bends the boundary further. After
/// 2000 epochs, the 2-layer network would get 88 % and more. Without biases, as on the slide, all boundaries
/// would be rays from 0. What the slide calls Nearest Neighbor is the linear classifier.
/// </summary>
[Example("spiral", "Hidden layers bend the boundary until it follows a spiral", Slides = "003",
    Samples = 300, Epochs = 200, LearningRate = 0.1, LogEvery = 50)]
public sealed class Spiral : IExample
{
    public void Run(Run run)
    {
        // Data
        var (x, y) = Arms.Sample(run.Samples, run.Device);
        var (testX, testY) = Arms.Sample(1000, run.Device);

        // Models and loss
        using var linear = nn.Linear(2, 2).to(run.Device);
        using var twoLayers = nn.Sequential(nn.Linear(2, 100), nn.ReLU(), nn.Linear(100, 2)).to(run.Device);
        using var threeLayers = nn.Sequential(
            nn.Linear(2, 100), nn.ReLU(),
            nn.Linear(100, 100), nn.ReLU(),
            nn.Linear(100, 2)).to(run.Device);
        using var lossFunction = nn.CrossEntropyLoss();
        (string, nn.Module<Tensor, Tensor>)[] networks =
            [("linear", linear), ("2-layer", twoLayers), ("3-layer", threeLayers)];

        var (regions, planes) = (new List<Chart>(), new List<Chart>());
        foreach (var (name, model) in networks)
        {
            // Train
            run.Watch(name, model);
            using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9);
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var logits = model.call(x);
                var loss = lossFunction.call(logits, y);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
            }

            // Report
            using var noGrad = no_grad();
            var scores = model.call(testX);
            var accuracy = (scores.argmax(dim: 1) == testY).to(float32).mean().item<float>();
            run.Report($"{name}: training accuracy", (model.call(x).argmax(dim: 1) == y).to(float32).mean());
            run.Report($"{name}: test accuracy", accuracy);

            // Figures
            var title = $"{name}: {100 * accuracy:F0} % of test points right";
            regions.Add(new Chart(title, "x₁", "x₂") { EqualAxes = true }
                .Regions(run.Grid((-4.5, 4.5), (-4.5, 4.5), points => model.call(points).argmax(dim: 1)))
                .Classes(testX[..300], testY[..300], "arm 0", "arm 1"));
            var f1 = scores[.., 0].sort().Values;
            planes.Add(new Chart($"{name}: scores of the points", "f₁, arm 0", "f₂, arm 1")
                .Classes(scores[..300], testY[..300], "arm 0", "arm 1")
                .Line(f1, f1, "boundary f₁ = f₂", Palette.Gray, dashed: true));
        }

        run.Draw("regions.png", [.. regions, .. planes]);
    }
}
