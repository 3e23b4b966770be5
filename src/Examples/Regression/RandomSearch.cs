namespace Examples.Regression;

/// <summary>
/// The line of the example linear, by gradient descent and by random search. Both evaluate the loss equally
/// often, but descent also does a backward pass each time. Expect descent at the noise floor, 0.16, and
/// random search, the best of a thousand guesses, at 0.2 to 1.7, depending on the seed.
/// </summary>
[Example("random-search", "A line by a thousand random guesses and by a thousand steps of descent",
    Slides = "000, 004", Samples = 1000, Epochs = 1000, LearningRate = 0.01, LogEvery = 100)]
public sealed class RandomSearch : IExample
{
    public void Run(Run run)
    {
        // Data
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 0.2);
        var x = nn.init.uniform_(empty(run.Samples, 1), -10, 10);
        var y = 2 * x + 3 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Model, loss and optimizer
        using var model = nn.Linear(1, 1).to(run.Device);
        run.Watch("line", model);
        using var lossFunction = nn.L1Loss();
        using var optimizer = optim.SGD(model.parameters(), run.LearningRate);

        // Train by gradient descent
        var best = tensor(float.PositiveInfinity, device: run.Device);
        List<Tensor> path = [], guesses = [];
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            path.Add(cat([model.weight.flatten(), model.bias!]).detach().MoveToOuterDisposeScope());
            optimizer.zero_grad();
            var output = model.call(x);
            var loss = lossFunction.call(output, y);
            loss.backward();
            optimizer.step();
            best = minimum(best, loss.detach()).MoveToOuterDisposeScope();
            run.Record(epoch, best, "gradient descent");
        }

        run.Report("weight", model.weight);
        run.Report("bias", model.bias!);

        // Train by random search
        var (bestLoss, bestGuess) = (tensor(float.PositiveInfinity, device: run.Device), empty(2));
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            var guess = nn.init.uniform_(empty(2), -10, 10).to(run.Device);
            guesses.Add(guess.MoveToOuterDisposeScope());
            var output = guess[0] * x + guess[1];
            var loss = lossFunction.call(output, y);
            if (loss.item<float>() < bestLoss.item<float>())
            {
                (bestLoss, bestGuess) = (loss.MoveToOuterDisposeScope(), guess);
            }

            run.Record(epoch, bestLoss, "random search");
        }

        run.Report("best guess of weight and bias", bestGuess);

        // Figures
        var (descended, searched) = (run.Losses("gradient descent"), run.Losses("random search"));
        var evaluations = arange(1, descended.Length + 1).Numbers();
        var (way, where) = (stack(path), stack(guesses));
        // For the contours, 100 samples are enough.
        Tensor Loss(Tensor p) => (p[.., ..1] * x[..100].T + p[.., 1..] - y[..100].T).abs().mean([1]);
        run.Draw("search.png",
            new Chart($"Best so far: {descended[^1]:F2} by descent, {searched[^1]:F2} by random search",
                "evaluations of the loss", "loss")
            { LogX = true, LogY = true }
                .Line(evaluations, descended, "gradient descent", Palette.Blue, steps: true)
                .Line(evaluations, searched, "random search", Palette.Orange, steps: true)
                .Horizontal(0.2 * Math.Sqrt(2 / Math.PI), "noise floor"),
            new Chart("Descent goes downhill, a guess lands anywhere", "weight", "bias")
            { XRange = (-10, 10), YRange = (-10, 10) }
                .Points(where[.., 0], where[.., 1], "guesses", Palette.Orange.Lighten(0.5))
                .Contours(run.Grid((-10, 10), (-10, 10), Loss), [2, 5, 10, 20, 30, 40, 50], labelledFrom: 10)
                .Line(way[.., 0], way[.., 1], "gradient descent", Palette.Blue)
                .Points([2], [3], "true w, b", Palette.Black, Marker.Star));
    }
}
