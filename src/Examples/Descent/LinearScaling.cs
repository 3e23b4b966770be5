namespace Examples.Descent;

/// <summary>
/// The linear scaling rule: a batch size m and a learning rate η that are both k times as large keep the mean
/// update per example. Expect, for k = 8, the first 128 examples to move the weights about as far, and the
/// loss to fall alike; with η unchanged, an eighth as far. What is gained: more examples per second.
/// </summary>
[Example("linear-scaling", "A batch k times as large learns as before with k times the learning rate",
    Slides = "000", Samples = 12_800, LearningRate = 0.005, BatchSize = 16)]
public sealed class LinearScaling : IExample
{
    // How many times as large the batch becomes.
    private const int K = 8;

    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples), -2, 2);
        var noise = nn.init.normal_(empty(run.Samples), std: 0.2);
        var y = 2 * x + 3 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Loss
        static Tensor Mse(Tensor theta, Tensor x, Tensor y) => (y - theta[1] * x - theta[0]).square().mean();

        // Train: the same examples in the same order
        void UpdateTheta(Tensor theta, Tensor x, Tensor y, double learningRate)
        {
            var gradient = autograd.grad([Mse(theta, x, y)], [theta])[0];
            using (no_grad())
            {
                theta.sub_(learningRate * gradient);
            }
        }

        var batchSize = Math.Min(run.BatchSize, run.Samples);
        var large = K * batchSize;
        var title = $"Batch ×{K}: with η ×{K} it learns as before";
        var learned = new Chart(title, "examples", "loss on all examples") { LogX = true, LogY = true };
        (string, int, double)[] trainings =
        [
            ("m and η", batchSize, run.LearningRate),
            ("k·m and η", large, run.LearningRate),
            ("k·m and k·η", large, K * run.LearningRate),
        ];
        run.Print($"training           m         η  update per example      loss");
        foreach (var (name, m, learningRate) in trainings)
        {
            var theta = zeros(2, device: run.Device, requires_grad: true);
            var losses = zeros(x.split(large).Length);
            var update = 0.0;
            foreach (var (step, (xs, ys)) in x.split(large).Zip(y.split(large)).Index())
            {
                using var scope = NewDisposeScope();
                foreach (var (inputs, targets) in xs.split(m).Zip(ys.split(m)))
                {
                    UpdateTheta(theta, inputs, targets, learningRate);
                }

                using var noGrad = no_grad();
                var loss = Mse(theta, x, y);
                run.Record(step, loss, $"{name}: {large / m} × {m} examples per step");
                if (step == 0)
                {
                    update = theta.norm().item<float>() / xs.shape[0];
                }

                losses[step] = loss;
            }

            var last = losses[^1].item<float>();
            run.Print($"{name,-11}{m,9}{learningRate,10:F4}{update,20:e4}{last,10:F6}");
            run.Keep($"{name}: update per example", update);
            run.Keep($"{name}: loss", last);
            var examples = (1 + arange(losses.numel())) * large;
            learned.Line(examples, losses, name, dashed: learningRate > run.LearningRate);
        }

        // Figures
        var start = zeros(2, device: run.Device, requires_grad: true);
        double[] sizes = [.. Enumerable.Range(0, 14).Select(p => Math.Pow(2, p)).Where(m => m < run.Samples)];
        double Rate(int m) => m / run.Seconds(() => UpdateTheta(start, x[..m], y[..m], run.LearningRate));
        title = "Why larger: more examples per second";
        run.Draw("scaling.png", learned,
            new Chart(title, "examples in a batch", "examples per second") { LogX = true, LogY = true }
                .Line(sizes, [.. sizes.Select(m => Rate((int)m))], markers: true));
    }
}
