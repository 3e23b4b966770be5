using System.Diagnostics;

using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Descent;

/// <summary>
/// A line learned by stochastic (m = 1), mini-batch (1 &lt; m &lt; N) and batch (m = N) descent, then by a larger mini-batch
/// without and with the linear scaling rule. Expect all near the loss of least squares: the smaller the batch, the fewer
/// examples it takes, and stochastic descent jitters; with the rule, an example in a larger batch moves the weights as far.
/// </summary>
[Example("minibatch", "Batch, mini-batch and stochastic descent, and the linear scaling rule", Slides = "000, 002",
    Samples = 256, Epochs = 50, LearningRate = 0.05, BatchSize = 32, LogEvery = 10)]
public sealed class Minibatch : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples, 1), -2, 2);
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 0.2);
        var y = 2 * x + 3 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Model, loss, optimizer and training for a batch size m
        Progress Train(string name, int m, double learningRate)
        {
            using var model = nn.Linear(1, 1).to(run.Device);
            nn.init.zeros_(model.weight);
            nn.init.zeros_(model.bias!);
            using var lossFunction = nn.MSELoss();
            using var optimizer = optim.SGD(model.parameters(), learningRate);

            var progress = new Progress($"m = {m}, η = {learningRate:0.###}");
            foreach (var epoch in run.Epochs())
            {
                using var pass = NewDisposeScope();
                var order = randperm(run.Samples).to(run.Device);
                var batches = x.index_select(0, order).split(m).Zip(y.index_select(0, order).split(m));
                foreach (var (inputs, targets) in batches)
                {
                    using var step = NewDisposeScope();
                    progress.Clock.Start();
                    optimizer.zero_grad();
                    var output = model.call(inputs);
                    var loss = lossFunction.call(output, targets);
                    loss.backward();
                    optimizer.step();
                    progress.Clock.Stop();
                    progress.Count(inputs.shape[0], () => lossFunction.call(model.call(x), y).item<float>());
                    if (progress.Updates == 1)
                    {
                        var moved = cat([model.weight.flatten(), model.bias!]).norm() / m;
                        run.Print($"{name}: m = {m}, learning rate {learningRate:F4}, first update / m = {moved:e3}");
                    }
                }

                run.Record(epoch, lossFunction.call(model.call(x), y), name);
            }

            return progress;
        }

        // Train: the three variants, then a larger mini-batch without and with the linear scaling rule
        var small = Math.Min(run.BatchSize, run.Samples);
        var large = Math.Min(4 * small, run.Samples);
        var stochastic = Train("stochastic", 1, run.LearningRate);
        var minibatch = Train("mini-batch", small, run.LearningRate);
        var batch = Train("batch", run.Samples, run.LearningRate);
        var unscaled = Train("larger", large, run.LearningRate);
        var scaled = Train("larger and scaled", large, run.LearningRate * large / small);

        // Report
        var inputsAndOnes = cat([x, ones_like(x)], dim: 1);
        var least = (inputsAndOnes.matmul(linalg.lstsq(inputsAndOnes, y).Solution) - y).pow(2).mean();
        run.Report("loss of least squares", least);

        Chart Curves(string title, string xLabel, Func<Progress, double[]> reached, params Progress[] trainings)
        {
            var chart = new Chart(title, xLabel, "loss") { LogX = true, LogY = true };
            Array.ForEach(trainings, training => chart.Line(reached(training), [.. training.Losses], training.Label));
            return chart.Horizontal(least.item<float>(), "least squares");
        }

        run.Draw("curves.png",
            Curves("Against examples: small batches learn sooner", "examples seen", t => t.Examples, stochastic, minibatch, batch),
            Curves("Against time: every update has its price", "milliseconds", t => t.Milliseconds, stochastic, minibatch, batch));
        run.Draw("scaling.png",
            Curves($"Batch ×{large / small}: with η ×{large / small} it learns as before", "examples seen", t => t.Examples, minibatch, unscaled, scaled));
    }

    /// <summary>The loss of a training after so many examples, measured ever more seldom, and the time of its updates.</summary>
    private sealed record Progress(string Label)
    {
        private readonly List<(long Examples, int Updates, double Loss)> _measured = [];
        private long _examples;

        public Stopwatch Clock { get; } = new();

        public int Updates { get; private set; }

        public double[] Examples => [.. _measured.Select(m => (double)m.Examples)];

        /// <summary>At the mean time of an update, because the first ones take longer while the program warms up.</summary>
        public double[] Milliseconds => [.. _measured.Select(m => m.Updates * Clock.Elapsed.TotalMilliseconds / Updates)];

        public double[] Losses => [.. _measured.Select(m => m.Loss)];

        public void Count(long examples, Func<double> loss)
        {
            Updates++;
            _examples += examples;
            if (_measured.Count == 0 || _examples >= 1.1 * _measured[^1].Examples)
            {
                _measured.Add((_examples, Updates, loss()));
            }
        }
    }
}
