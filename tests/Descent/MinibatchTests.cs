using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class MinibatchTests
{
    [Theory]
    [Seeds(2)]
    public void All_three_reach_the_noise_floor_and_small_batches_sooner(long seed)
    {
        var ran = Example.Run("minibatch", $"--seed {seed}");
        var floor = ran.Number("loss of least squares");

        // The mean squared residual of N = 256 points with noise 0.2 spreads by a factor of 1 ± √(2/N).
        Assert.Equal(0.04, floor, 0.04 * 4 * Math.Sqrt(2.0 / 256));
        var (stochastic, minibatch, batch) = (Losses(ran, "stochastic"), Losses(ran, "mini-batch"), Losses(ran, "batch"));
        Assert.InRange(batch[^1], floor, 1.02 * floor);
        Assert.InRange(minibatch[^1], floor, 1.02 * floor);

        // The misadjustment of stochastic descent is ηT / (1 − ηT) with the trace T = 1 + 4/3 of the inputs' covariance: 13 %.
        Assert.InRange(stochastic.TakeLast(20).Average(), 1.02 * floor, 1.3 * floor);
        Assert.True(stochastic[0] < minibatch[0] && minibatch[0] < batch[0]);
    }

    [Theory]
    [Seeds(3)]
    public void With_the_scaling_rule_the_update_per_example_keeps_its_size(long seed)
    {
        var ran = Example.Run("minibatch", $"--seed {seed} --epochs 1");
        var minibatch = FirstUpdate("mini-batch: m = 32, learning rate 0.0500");

        // The gradient of 32 examples spreads by about 20 %.
        Assert.InRange(FirstUpdate("larger and scaled: m = 128, learning rate 0.2000") / minibatch, 0.5, 2);
        Assert.InRange(FirstUpdate("larger: m = 128, learning rate 0.0500") / minibatch, 0.25 * 0.5, 0.25 * 2);

        // From zero weights, E|∇| = 2·√(E[xy]² + E[y]²) = 2·√((8/3)² + 3²), and the whole batch is close to it.
        var expected = 0.05 * 2 * Math.Sqrt((64.0 / 9) + 9) / 256;
        Assert.Equal(expected, FirstUpdate("batch: m = 256, learning rate 0.0500"), 0.15 * expected);

        double FirstUpdate(string training) => Assert.Single(ran.Row($"{training}, first update / m ="));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_of_more_samples_than_there_are_is_all_of_them(int samples)
    {
        var ran = Example.Run("minibatch", $"--samples {samples} --batch-size 500 --epochs 20");
        foreach (var training in new[] { "mini-batch", "larger", "larger and scaled" })
        {
            // Their order differs, and so how sums of losses up to 10 round in float32.
            Assert.Equal(Losses(ran, "batch"), Losses(ran, training), Table.Within(1e-5));
        }
    }

    private static IReadOnlyList<double> Losses(Ran ran, string training) => ran.Curves.Single(curve => curve.Name == training).Losses;
}
