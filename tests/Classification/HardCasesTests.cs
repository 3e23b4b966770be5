using Examples.Classification;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

namespace Examples.Tests.Classification;

public sealed class HardCasesTests
{
    private static readonly string[] s_dataSets = ["parity", "ring", "three modes"];

    [Theory]
    [Seeds(5)]
    public void The_network_splits_what_no_line_does(long seed)
    {
        var ran = Example.Run("hard-cases", $"--seed {seed}");
        Assert.All(s_dataSets, data =>
        {
            Assert.InRange(ran.Number($"MLP on {data}: test accuracy"), 0.95, 1);
            Assert.InRange(ran.Number($"linear on {data}: test accuracy"), 0.3, 0.75);

            // Calm: from epoch 50 on no loss of the network rises, but for the last digit of a float32.
            var losses = ran.LossesOf($"MLP on {data}");
            Assert.Equal(800, losses.Count);
            Assert.All(losses.Skip(50).Zip(losses.Skip(51)), pair =>
                Assert.True(pair.Second <= pair.First + 1e-7, $"{pair.First} rises to {pair.Second}"));
        });
    }

    [Fact]
    public void Labels_are_those_of_the_slide() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(-225, 225).Two().ToArbitrary(),
        point =>
        {
            var (x1, x2) = (point.Item1 / 100.0, point.Item2 / 100.0);
            var norm = Math.Sqrt((x1 * x1) + (x2 * x2));
            var centers = new[] { (-1.1, -1.1), (1.1, -1.1), (0, 1.1) };
            var nearest = centers.Min(c => Math.Sqrt(Math.Pow(x1 - c.Item1, 2) + Math.Pow(x2 - c.Item2, 2)));
            var x = tensor(new[,] { { (float)x1, (float)x2 } });
            return HardCases.Parity(x).item<bool>() == (x1 > 0 != x2 > 0)
                && (Near(norm, 1) || Near(norm, 2) || HardCases.Ring(x).item<bool>() == norm is > 1 and < 2)
                && (Near(nearest, 1) || HardCases.ThreeModes(x).item<bool>() == nearest < 1);
        }));

    [Fact]
    public void Borders_belong_where_the_slide_puts_them()
    {
        var x = tensor(new float[,] { { 1, 0 }, { 0, -2 }, { 0.999f, 0 }, { 2.001f, 0 }, { 0, 0 } });
        Assert.Equal([1, 1, 0, 0, 0], HardCases.Ring(x).Numbers());

        // A pixel of 0 is not > 0.
        Assert.Equal([1, 0, 1, 1, 0], HardCases.Parity(x).Numbers());
        var points = tensor(new float[,] { { 0, 1.1f }, { -1.1f, -1.1f }, { 1.1f, -0.2f }, { 0, 0 } });
        Assert.Equal([1, 1, 1, 0], HardCases.ThreeModes(points).Numbers());
    }

    private static bool Near(double value, double border) => Math.Abs(value - border) < 1e-6;
}
