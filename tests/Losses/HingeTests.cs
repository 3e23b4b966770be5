using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class HingeTests
{
    [Theory]
    [Seeds(5)]
    public void Hinge_rests_at_zero_once_its_margins_are_met_cross_entropy_never_and_L2_shrinks_the_weights(long seed)
    {
        var ran = Example.Run("hinge", $"--seed {seed}");
        var (hinge, crossEntropy) = (ran.LossesOf("hinge"), ran.LossesOf("cross-entropy"));
        Assert.True(hinge[0] > 0.1);
        Assert.Equal(0, hinge[^1]);
        Assert.All(crossEntropy.Zip(crossEntropy.Skip(1)).TakeLast(100), pair => Assert.True(pair.Second < pair.First));

        // The margin is a difference of scores of about 5 in float32.
        Assert.Equal(0, ran.Number("hinge: data loss"));
        Assert.InRange(ran.Number("hinge: smallest margin"), 1 - 1e-6, 1.1);
        Assert.InRange(ran.Number("cross-entropy: smallest margin"), 1.5, 10);
        Assert.True(ran.Number("cross-entropy: data loss") > 0);
        Assert.InRange(ran.Number("hinge + L2: ‖W‖"), 0.3, 0.8 * ran.Number("hinge: ‖W‖"));
        Assert.InRange(ran.Number("cross-entropy + L2: ‖W‖"), 0.3, 0.8 * ran.Number("cross-entropy: ‖W‖"));
    }
}
