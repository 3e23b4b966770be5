using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

[Collection(Collections.Trainings)]
public sealed class DeepFeedForwardTests
{
    [Theory]
    [Seeds(3)]
    public void Deep_learns_a_fast_wave_sooner_than_wide(long seed)
    {
        var ran = Example.Apart("deep-feed-forward", $"--seed {seed}");
        Assert.Equal(200 + 200 + 200 + 1, ran.Number("wide: parameters"));
        Assert.Equal(16 + 16 + 2 * (16 * 16 + 16) + 16 + 1, ran.Number("deep: parameters"));

        // On PyTorch the deep one's is less than a fifteenth at these seeds; rounding moves it by 0.1 %. Noise alone is 0.01.
        Assert.InRange(ran.Number("deep: training MSE"), 0.01, ran.Number("wide: training MSE") / 14);
        Assert.InRange(ran.Number("wide: training MSE"), 0.25, 0.35);
    }
}
