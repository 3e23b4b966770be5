using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class MinibatchTests
{
    [Theory]
    [Seeds(5)]
    public void All_three_reach_the_noise_floor(long seed)
    {
        var ran = Example.Run("minibatch", $"--seed {seed}");
        var floor = ran.Number("loss of least squares");

        // The mean squared residual of N = 100 000 points with noise 0.2 spreads by a factor of 1 ± √(2/N).
        Assert.Equal(0.04, floor, 0.04 * 4 * Math.Sqrt(2.0 / 100_000));
        Assert.InRange(ran.LossesOf("batch")[^1], 0.99999 * floor, 1.0001 * floor);

        // The misadjustment of descent by m examples is about ηT / m with the trace T = 1 + 4/3 of the inputs' covariance:
        // 0.2 % for m = 64, and for one example ηT / (1 − ηT), 13 %, and the fourth moments' share, around which it jitters.
        Assert.InRange(ran.LossesOf("mini-batch").TakeLast(100).Average(), floor, 1.005 * floor);
        Assert.InRange(ran.LossesOf("stochastic").TakeLast(100).Average(), 1.03 * floor, 1.4 * floor);
    }

    [Fact]
    public void An_update_takes_each_about_as_far_with_ever_more_examples()
    {
        var ran = Example.Run("minibatch");
        Assert.Equal([1, 200, 200], ran.Row("stochastic")[..3]);
        Assert.Equal([64, 200, 12_800], ran.Row("mini-batch")[..3]);
        Assert.Equal([100_000, 200, 20_000_000], ran.Row("batch")[..3]);

        // From 14.4 to the floor, batch descent passes 1 in its twelfth update.
        foreach (var training in new[] { "stochastic", "mini-batch", "batch" })
        {
            Assert.InRange(ran.LossesOf(training).TakeWhile(loss => loss > 1).Count(), 6, 24);
            Assert.Equal(ran.LossesOf(training)[^1], ran.Number(training), 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_of_more_samples_than_there_are_is_all_of_them(int samples)
    {
        var ran = Example.Run("minibatch", $"--samples {samples} --batch-size 500");
        Assert.Equal(ran.LossesOf("batch"), ran.LossesOf("mini-batch"));
    }
}
