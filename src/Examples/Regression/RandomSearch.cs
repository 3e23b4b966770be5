using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Regression;

/// <summary>
/// The line of the example linear by gradient descent and by random search, the loss evaluated as often for each.
/// Expect descent at the noise floor 0.16, and random search, the best of a thousand guesses, well above it.
/// </summary>
[Example("random-search", "A line guessed at random against descent, the loss evaluated as often for each", Slides = "000, 004",
    Samples = 1000, Epochs = 1000, LearningRate = 0.01, LogEvery = 100)]
public sealed class RandomSearch : IExample
{
    public void Run(Run run)
    {
        // Data
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 0.2);
        var x = nn.init.uniform_(empty(run.Samples, 1), -10, 10);
        var y = 2 * x + 3 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Gradient descent
        using var model = nn.Linear(1, 1).to(run.Device);
        using var lossFunction = nn.L1Loss();
        using var optimizer = optim.SGD(model.parameters(), run.LearningRate);
        var best = tensor(float.PositiveInfinity, device: run.Device);
        var path = new List<(double Weight, double Bias, double Best)>();
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var output = model.call(x);
            var loss = lossFunction.call(output, y);
            loss.backward();
            best = minimum(best, loss.detach()).MoveToOuterDisposeScope();
            path.Add((model.weight.item<float>(), model.bias!.item<float>(), best.item<float>()));
            optimizer.step();
            run.Record(epoch, best, "gradient descent");
        }

        run.Report("weight", model.weight);
        run.Report("bias", model.bias!);

        // Random search
        var (bestLoss, bestGuess) = (tensor(float.PositiveInfinity, device: run.Device), empty(2));
        var guesses = new List<(double Weight, double Bias, double Best)>();
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            var guess = nn.init.uniform_(empty(2), -10, 10).to(run.Device);
            var output = guess[0] * x + guess[1];
            var loss = lossFunction.call(output, y);
            if (loss.item<float>() < bestLoss.item<float>())
            {
                (bestLoss, bestGuess) = (loss.MoveToOuterDisposeScope(), guess.MoveToOuterDisposeScope());
            }

            guesses.Add((guess[0].item<float>(), guess[1].item<float>(), bestLoss.item<float>()));
            run.Record(epoch, bestLoss, "random search");
        }

        run.Report("best guess of weight and bias", bestGuess);

        // Figure
        var evaluations = arange(1, path.Count + 1).Numbers();
        var u = linspace(-10, 10, 101);
        Tensor Surface(Tensor weight, Tensor bias) => ((weight.unsqueeze(1) - 2) * u + bias.unsqueeze(1) - 3).abs().mean([1]);
        run.Draw("search.png",
            new Chart($"Best loss so far: {path[^1].Best:F2} by descent, {guesses[^1].Best:F2} by random search", "evaluations of the loss", "loss") { LogX = true, LogY = true }
                .Line(evaluations, [.. path.Select(p => p.Best)], "gradient descent", Palette.Blue)
                .Line(evaluations, [.. guesses.Select(g => g.Best)], "random search", Palette.Orange)
                .Horizontal(0.2 * Math.Sqrt(2 / Math.PI), "noise floor"),
            new Chart("Where they looked", "weight", "bias") { XRange = (-10, 10), YRange = (-10, 10) }
                .Contours(Grid.Of((-10, 10), (-10, 10), p => Surface(p.select(1, 0), p.select(1, 1)), steps: 100), [2, 5, 10, 20, 30, 40, 50])
                .Points([.. guesses.Select(g => g.Weight)], [.. guesses.Select(g => g.Bias)], "guesses", Palette.Orange)
                .Line([.. path.Select(p => p.Weight)], [.. path.Select(p => p.Bias)], "descent", Palette.Blue, markers: true)
                .Points([2], [3], "minimum", Palette.Black, Marker.Star));
    }
}
