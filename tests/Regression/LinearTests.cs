using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class LinearTests
{
    // Another instruction set or libtorch rounds differently, by no more than this.
    private const double Tolerance = 1e-5;

    [Fact]
    public void Learns_the_slides_line()
    {
        var ran = Example.Run("linear");
        Assert.Equal(10.667848, ran.Losses[0], Tolerance);
        Assert.Equal(0.161723, ran.Losses[^1], Tolerance);
        Assert.Equal(1.9999678, ran.Number("weight"), Tolerance);
        Assert.Equal(2.996679, ran.Number("bias"), Tolerance);
    }

    [Theory]
    [InlineData(1000, 200, 0.01, 10)]
    [InlineData(37, 50, 0.1, 7)]
    [InlineData(1, 3, 0.5, 1)]
    public void Equals_the_twin_with_other_options(int samples, int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("linear", $"--seed 3 --samples {samples} --epochs {epochs} --lr {learningRate} --log-every {logEvery}");
}
