namespace Examples.Descent;

/// <summary>
/// The slide's algorithm 1 with one example per update (stochastic), some (mini-batch) and all (batch).
/// Expect batch and mini-batch to reach the least-squares loss, 0.04, after 200 updates, and stochastic
/// descent still to jitter, with peaks of 0.06 to 0.11. A mini-batch takes hardly more time than one example;
/// batch descent reads over a thousand times as many examples for the same loss.
/// </summary>
[Example("minibatch", "Batch, mini-batch and stochastic descent, by examples and by time",
    Slides = "000, 002", Samples = 100_000, LearningRate = 0.05, BatchSize = 64)]
public sealed class Minibatch : IExample
{
    private const int Updates = 200;

    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples), -2, 2);
        var noise = nn.init.normal_(empty(run.Samples), std: 0.2);
        var y = 2 * x + 3 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Loss
        static Tensor Mse(Tensor theta, Tensor x, Tensor y) => (y - theta[1] * x - theta[0]).square().mean();

        // Train: one update of algorithm 1, whose ε is the learning rate
        void UpdateTheta(Tensor theta, int m)
        {
            using var scope = NewDisposeScope();
            var sample = (m < run.Samples ? randint(run.Samples, m) : arange(m)).to(run.Device);
            var gradient = autograd.grad([Mse(theta, x[sample], y[sample])], [theta])[0];
            using (no_grad())
            {
                theta.sub_(run.LearningRate * gradient);
            }
        }

        (string Name, int M)[] variants =
            [("stochastic", 1), ("mini-batch", Math.Min(run.BatchSize, run.Samples)), ("batch", run.Samples)];
        var losses = zeros(variants.Length, Updates);
        run.Print($"descent           m   updates    examples      loss");
        foreach (var (k, (name, m)) in variants.Index())
        {
            var theta = zeros(2, device: run.Device, requires_grad: true);
            for (var update = 0; update < Updates; update++)
            {
                UpdateTheta(theta, m);
                using var scope = NewDisposeScope();
                using var noGrad = no_grad();
                losses[k, update] = Mse(theta, x, y);
                run.Record(update, losses[k, update], name);
            }

            run.Print($"{name,-10}{m,9}{Updates,10}{(long)Updates * m,12}{losses[k, ^1],10:F6}");
            run.Keep(name, losses[k, ^1].item<float>());
        }

        // Report
        var least = linalg.pinv(stack([ones_like(x), x], dim: 1)).mv(y);
        run.Report("loss of least squares", Mse(least, x, y));

        // Figures
        static Chart Panel(string title, string x, (double, double)? range = null) =>
            new(title, x, "loss on all examples")
            { LogX = true, LogY = true, XRange = range, YRange = (0.03, 20) };
        var start = zeros(2, device: run.Device, requires_grad: true);
        double[] seconds = [.. variants.Select(variant => run.Seconds(() => UpdateTheta(start, variant.M)))];
        var ratio = seconds[1] / seconds[0];
        var thousands = (0.001, Updates / 1000.0 * run.Samples);
        Chart[] panels =
        [
            Panel("Against updates, all fall alike", "updates"),
            Panel("Against examples, the smallest batch is first", "thousands of examples read", thousands),
            Panel($"In time, {variants[1].M} examples cost {ratio:F1} × as much as one", "milliseconds"),
        ];
        foreach (var (k, (name, m)) in variants.Index())
        {
            double[] costs = [1, m / 1000.0, 1000 * seconds[k]];
            foreach (var (panel, cost) in panels.Zip(costs))
            {
                var label = panel == panels[0] ? $"{name}, m = {m}" : null;
                panel.Line((1 + arange(Updates)) * cost, losses[k], label, dashed: k == 2);
            }
        }

        run.Draw("curves.png", panels);
    }
}
