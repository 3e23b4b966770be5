using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class LinearTests
{
    [Theory]
    [Seeds(3)]
    public void Reaches_the_noise_floor(long seed)
    {
        var ran = Example.Run("linear", $"--seed {seed}");

        // The mean of |N(0, 0.2²)| is 0.2·√(2/π); over 1000 samples it spreads by 0.2·√((1 − 2/π)/1000).
        Assert.Equal(0.15958, ran.Losses[^1], 4 * 0.0038);

        // A weight on inputs of spread 10/√3, and a bias, are known to about noise·√(1/1000) over that spread.
        Assert.Equal(2, ran.Number("weight"), 0.01);
        Assert.Equal(3, ran.Number("bias"), 0.05);
    }
}
