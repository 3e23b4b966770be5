using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class LinearLimitsTests
{
    [Fact]
    public void A_line_ends_at_its_limit()
    {
        var ran = Example.Run("linear-limits");
        Assert.Equal(["line", "slow line", "network"], ran.Curves.Select(curve => curve.Name));
        var (line, slow, network) = (ran.Curves[0].Losses, ran.Curves[1].Losses, ran.Curves[2].Losses);

        // The last slopes are tried at steps of 0.005, which costs some 1e-6 in a valley so flat; float32 sums differ by some 1e-4.
        var least = ran.Number("least L1 loss of a line");
        Assert.Equal(461.142, least, 1e-3);

        // Within 1 at epoch 1823, where the loss falls by some 0.003 an epoch; float32 sums differ by some 1e-4.
        Assert.InRange(line.Index().First(loss => loss.Item < least + 1).Index, 1822, 1824);
        Assert.Equal(461.146, line[^1], 1e-3);
        Assert.All(line, loss => Assert.True(loss > least - 2e-4));

        // Both lines begin with the same weights. Each epoch b rises by no more than 0.001.
        Assert.Equal(line[0], slow[0]);
        Assert.Equal(614.7, slow[^1], 0.1);
        Assert.InRange(network[^1], 24, 100);
    }

    [Theory]
    [Seeds(5)]
    public void Half_the_parabolas_spread_is_what_a_line_must_lose(long seed)
    {
        // E|8x² − 450| is 450 for x ~ U(−15, 15), with a deviation of 318, and so of 10 in a mean of 1000; four of these.
        var ran = Example.Run("linear-limits", $"--seed {seed} --epochs 2 --log-every 1");
        Assert.InRange(ran.Number("least L1 loss of a line"), 410, 490);
    }
}
