using Examples.Tests.Support;

namespace Examples.Tests.Classification;

public sealed class LogisticTests
{
    [Theory]
    [Seeds(5)]
    public void Learns_to_tell_the_clouds_apart(long seed) =>
        Assert.InRange(Math.Round(200 * Example.Run("logistic", $"--seed {seed}").Number("training accuracy")), 0.9 * 200, 0.96 * 200);

    [Theory]
    [InlineData(0, 32)]
    [InlineData(1, 200)]
    [InlineData(2, 7)]
    public void Learns_by_the_mean_of_x_times_delta_in_every_step(int seed, int batchSize)
    {
        var ran = Example.Run("logistic", $"--seed {seed} --batch-size {batchSize} --epochs 20");

        // The slide's loop once more, in float64 and by autograd of the slide's J.
        manual_seed(seed);
        var y = (arange(200) % 2).to(float32).unsqueeze(1);
        var x = (2 * y - 1) * tensor([1.2f, 0.8f]) + randn(200, 2);
        (x, y) = (x.to(float64), y.to(float64));
        var (w, b) = (randn(2, 1).to(float64), zeros(1, float64));
        var losses = new List<double>();
        for (var epoch = 0; epoch < 20; epoch++)
        {
            foreach (var batch in randperm(200).split(batchSize))
            {
                w.requires_grad_();
                b.requires_grad_();
                var gradients = autograd.grad([Cost(x[batch], y[batch], w, b)], [w, b]);
                (w, b) = (w.detach() - 0.1 * gradients[0], b.detach() - 0.1 * gradients[1]);
            }

            losses.Add(Cost(x, y, w, b).item<double>());
        }

        // float32 has 7 digits, and no step loses one.
        Assert.Equal(losses, ran.Losses, Table.Within(1e-6));
        Assert.Equal(w.Numbers(), ran.Numbers("w"), Table.Within(1e-5));
        Assert.Equal(b.item<double>(), ran.Number("b"), 1e-5);
    }

    [Fact]
    public void Labels_are_soft_near_the_boundary()
    {
        var ran = Example.Run("logistic");
        var (w, b) = (ran.Numbers("w"), ran.Number("b"));
        var points = new[] { (-2, -1), (-0.5, 0), (0, 0), (0.5, 0), (2, 1) };
        double[] probabilities = [.. points.Select(x => 1 / (1 + Math.Exp(-(w[0] * x.Item1 + w[1] * x.Item2 + b))))];
        string[] rows = [.. ran.Output.Split('\n')[^6..^1]];

        // Half of the last digit printed, and what float32 rounds.
        Assert.All(probabilities.Zip(rows), pair => Assert.Equal(pair.First, double.Parse(pair.Second.Split(' ')[^1]), 1e-6));
        Assert.True(probabilities[0] < 0.01 && probabilities[4] > 0.99);
        Assert.All(probabilities[1..4], probability => Assert.InRange(probability, 0.1, 0.9));
    }

    private static Tensor Cost(Tensor x, Tensor y, Tensor w, Tensor b)
    {
        var a = 1 / (1 + (-(x.mm(w) + b)).exp());
        return -(y * a.log() + (1 - y) * (1 - a).log()).mean();
    }
}
