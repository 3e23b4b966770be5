using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

[Collection(Collections.Trainings)]
public sealed class FeedForwardTests
{
    [Theory]
    [Seeds(5)]
    public void One_hidden_layer_learns_XOR_and_a_sine(long seed)
    {
        var ran = Example.Apart("feed-forward", $"--seed {seed}");
        Assert.Equal(4, ran.Number("corners of XOR right"));
        Assert.Contains("XOR: 4 of 4 corners right\n", ran.Output);
        Assert.InRange(ran.LossesOf("XOR")[^1], 0, 0.01);

        // PyTorch's 0.009 to 0.016 at these seeds, and a tenth of it; the noise alone is 0.01, the sine ½.
        Assert.InRange(ran.Number("training MSE on sin 2x"), 0.008, 0.018);
        Assert.InRange(ran.Number("variance of y"), 0.45, 0.56);
    }
}
