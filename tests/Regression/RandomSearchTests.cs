using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class RandomSearchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    public void Descent_is_below_random_search(long seed)
    {
        var ran = Example.Run("random-search", $"--seed {seed}");
        var (descent, search) = (ran.Curves[0], ran.Curves[1]);
        Assert.Equal(("gradient descent", "random search"), (descent.Name, search.Name));
        Assert.Equal(descent.Losses.Count, search.Losses.Count);
        Assert.True(descent.Losses[^1] < search.Losses[^1]);

        // The noise floor is 0.2·√(2/π) = 0.1596; the mean over 1000 points spreads by 2.4 %.
        Assert.Equal(0.1596, descent.Losses[^1], 0.02);
        Assert.All(ran.Curves, curve => Assert.All(curve.Losses.Zip(curve.Losses.Skip(1)), pair => Assert.True(pair.Second <= pair.First)));
    }

    [Fact]
    public void Descent_is_that_of_the_example_linear()
    {
        var (linear, ran) = (Example.Run("linear"), Example.Run("random-search"));
        Assert.Equal(linear.Losses.Min(), ran.Curves[0].Losses[^1]);
        Assert.Equal(linear.Number("weight"), ran.Number("weight"));
        Assert.Equal(linear.Number("bias"), ran.Number("bias"));
    }

    [Theory]
    [InlineData(50, 30, 0.1, 7)]
    [InlineData(1, 3, 0.5, 1)]
    public void Equals_the_twin_with_other_options(int samples, int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("random-search", $"--seed 3 --samples {samples} --epochs {epochs} --lr {learningRate} --log-every {logEvery}");
}
