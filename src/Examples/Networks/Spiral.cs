using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Networks;

/// <summary>
/// A linear classifier, a 2-layer and a 3-layer network tell the two arms of a spiral apart. Expect about 55, 70 and
/// 99 % of new points right after as many epochs: each hidden layer bends the boundary further.
/// </summary>
/// <remarks>The slide writes only the weights; every layer has a bias too, or all boundaries would be rays from 0.</remarks>
[Example("spiral", "Hidden layers bend the boundary until it follows a spiral", Slides = "003",
    Samples = 300, Epochs = 200, LearningRate = 0.1, LogEvery = 50)]
public sealed class Spiral : IExample
{
    private const int Arms = 2;
    private const int Hidden = 100;

    public void Run(Run run)
    {
        // Data
        var (x, y) = Points(run.Samples);
        var (newX, newY) = Points(1000);

        // Models and loss
        using var linear = nn.Linear(2, Arms).to(run.Device);
        using var twoLayers = nn.Sequential(
            nn.Linear(2, Hidden),
            nn.ReLU(),
            nn.Linear(Hidden, Arms)).to(run.Device);
        using var threeLayers = nn.Sequential(
            nn.Linear(2, Hidden),
            nn.ReLU(),
            nn.Linear(Hidden, Hidden),
            nn.ReLU(),
            nn.Linear(Hidden, Arms)).to(run.Device);
        (string Name, string Formula, nn.Module<Tensor, Tensor> Model)[] networks =
        [
            ("linear", "Wx", linear),
            ("2-layer", "W2 max(0, W1 x)", twoLayers),
            ("3-layer", "W3 max(0, W2 max(0, W1 x))", threeLayers),
        ];
        using var lossFunction = nn.CrossEntropyLoss();

        // Train
        foreach (var (name, _, model) in networks)
        {
            using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9);
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var scores = model.call(x);
                var loss = lossFunction.call(scores, y);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
            }
        }

        // Report
        var (regions, scorePlanes) = (new List<Chart>(), new List<Chart>());
        run.Print($"{"network",-38}accuracy  on new points");
        foreach (var (name, formula, model) in networks)
        {
            var scores = model.call(x);
            var (accuracy, newAccuracy) = (Accuracy(scores, y), Accuracy(model.call(newX), newY));
            run.Print($"{name,-8}f = {formula,-26}{accuracy,8:F3}{newAccuracy,15:F3}");
            run.Keep($"{name} accuracy", accuracy);
            run.Keep($"{name} accuracy on new points", newAccuracy);

            var region = new Chart($"f = {formula}: {newAccuracy * 100:F0} % right", "x₁", "x₂") { EqualAxes = true }
                .Regions(Grid.Of((-4.5, 4.5), (-4.5, 4.5), points => model.call(points.to(run.Device)).argmax(1)));
            var scorePlane = new Chart("Where f puts the points", "f₁", "f₂")
                .Line([-2, 2], [-2, 2], "boundary f₁ = f₂", Palette.Gray, dashed: true);
            for (var arm = 0; arm < Arms; arm++)
            {
                var inArm = TensorIndex.Tensor(y.eq(arm));
                region.Points(x[inArm, 0], x[inArm, 1]);
                scorePlane.Points(scores[inArm, 0], scores[inArm, 1]);
            }

            regions.Add(region);
            scorePlanes.Add(scorePlane);
        }

        run.Draw("regions.png", [.. regions, .. scorePlanes]);

        (Tensor X, Tensor Y) Points(int count)
        {
            var arm = arange(count) % Arms;
            var radius = nn.init.uniform_(empty(count), 0.4, 4);
            var noise = nn.init.normal_(empty(count), std: 0.1);
            var angle = Math.PI * radius + 2 * Math.PI / Arms * arm + noise;
            var points = stack([radius * angle.cos(), radius * angle.sin()], dim: 1);
            return (points.to(run.Device), arm.to(run.Device));
        }

        static double Accuracy(Tensor scores, Tensor y) => scores.argmax(1).eq(y).to(float32).mean().item<float>();
    }
}
