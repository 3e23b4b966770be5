using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class SpiralTests
{
    [Theory]
    [Seeds(5)]
    public void Accuracy_rises_with_depth(long seed)
    {
        var ran = Example.Run("spiral", $"--seed {seed}");
        foreach (var points in new[] { "training accuracy", "test accuracy" })
        {
            var accuracies = Array.ConvertAll(["linear", "2-layer", "3-layer"], name => ran.Number($"{name}: {points}"));

            // By chance half the points are right. Half a turn lies on each side of a line, so no line does much better.
            Assert.InRange(accuracies[0], 0.45, 0.70);
            Assert.InRange(accuracies[1], accuracies[0] + 0.05, accuracies[2] - 0.05);
            Assert.InRange(accuracies[2], 0.97, 1);
        }

        // Test points are other points, and 1000: an accuracy of them is in thousandths.
        Assert.NotEqual(ran.Number("2-layer: training accuracy"), ran.Number("2-layer: test accuracy"));
        Assert.All(["linear", "2-layer", "3-layer"], name =>
            Assert.Equal(0, Math.IEEERemainder(1000 * ran.Number($"{name}: test accuracy"), 1), 1e-3));

        // The linear classifier's loss is convex: at the end it no longer falls, though it is still near a coin's, ln 2.
        var linear = ran.LossesOf("linear");
        Assert.Equal(linear[^50], linear[^1], 1e-5);
        Assert.InRange(linear[^1], 0.6, Math.Log(2));
        Assert.InRange(ran.LossesOf("3-layer")[^1], 0, 0.05);
    }
}
