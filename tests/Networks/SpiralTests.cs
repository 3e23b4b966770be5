using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class SpiralTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Accuracy_rises_with_depth(long seed)
    {
        var ran = Example.Run("spiral", $"--seed {seed}");
        foreach (var points in new[] { "accuracy", "accuracy on new points" })
        {
            var accuracies = Array.ConvertAll(["linear", "2-layer", "3-layer"], name => ran.Number($"{name} {points}"));

            // By chance half the points are right. Half a turn lies on each side of a line, so no line does much better.
            Assert.InRange(accuracies[0], 0.45, 0.70);
            Assert.InRange(accuracies[1], accuracies[0] + 0.05, accuracies[2] - 0.05);
            Assert.InRange(accuracies[2], 0.97, 1);
        }
    }

    [Fact]
    public void Linear_classifier_stops_where_the_loss_is_lowest()
    {
        var losses = Example.Run("spiral").Curves.ToDictionary(c => c.Name, c => c.Losses);
        Assert.Equal(["linear", "2-layer", "3-layer"], losses.Keys);
        Assert.All(losses.Values, l => Assert.Equal(200, l.Count));

        // Its loss is convex: at the end it no longer falls, though it is still near that of a coin, ln 2 = 0.693.
        Assert.Equal(losses["linear"][^50], losses["linear"][^1], 1e-5);
        Assert.InRange(losses["linear"][^1], 0.6, Math.Log(2));
        Assert.InRange(losses["3-layer"][^1], 0, 0.05);
    }

    [Theory]
    [InlineData(100, 60, 0.05, 25)]
    [InlineData(37, 30, 0.2, 7)]
    [InlineData(1, 3, 0.5, 1)]
    public void Equals_the_twin_with_other_options(int samples, int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("spiral", $"--seed 3 --samples {samples} --epochs {epochs} --lr {learningRate} --log-every {logEvery}");
}
