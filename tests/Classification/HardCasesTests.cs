using Examples.Classification;
using Examples.Shared;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.Classification;

public sealed class HardCasesTests
{
    [Theory]
    [Seeds(5)]
    public void The_network_splits_what_no_line_does(long seed)
    {
        var ran = Example.Run("hard-cases", $"--seed {seed}");
        foreach (var data in new[] { "parity", "ring", "three modes" })
        {
            var (linear, mlp) = (ran.Number($"{data}, linear"), ran.Number($"{data}, MLP"));
            Assert.InRange(mlp, 0.95, 1);
            Assert.InRange(linear, 0.3, 0.75);
            Assert.Equal([linear, mlp], ran.Row(data), Table.Within(0.51e-4));
        }
    }

    [Fact]
    public void Labels_are_those_of_the_slide() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(-225, 225).Two().ToArbitrary(),
        point =>
        {
            var (x1, x2) = (point.Item1 / 100.0, point.Item2 / 100.0);
            var norm = Math.Sqrt((x1 * x1) + (x2 * x2));
            var nearest = new[] { (-1.1, -1.1), (1.1, -1.1), (0, 1.1) }.Min(c => Math.Sqrt(Math.Pow(x1 - c.Item1, 2) + Math.Pow(x2 - c.Item2, 2)));
            var x = tensor(new[,] { { (float)x1, (float)x2 } });
            return HardCases.Parity(x).item<bool>() == (x1 > 0 != x2 > 0)
                && (Near(norm, 1) || Near(norm, 2) || HardCases.Ring(x).item<bool>() == norm is > 1 and < 2)
                && (Near(nearest, 1) || HardCases.ThreeModes(x).item<bool>() == nearest < 1);

            // On a border, float32 decides.
            static bool Near(double value, double border) => Math.Abs(value - border) < 1e-6;
        }));

    [Fact]
    public void Borders_belong_where_the_slide_puts_them()
    {
        var x = tensor(new float[,] { { 1, 0 }, { 0, -2 }, { 0.999f, 0 }, { 2.001f, 0 }, { 0, 0 } });
        Assert.Equal([1, 1, 0, 0, 0], HardCases.Ring(x).Numbers());

        // A pixel of 0 is not > 0.
        Assert.Equal([1, 0, 1, 1, 0], HardCases.Parity(x).Numbers());
        Assert.Equal([1, 1, 1, 0], HardCases.ThreeModes(tensor(new float[,] { { 0, 1.1f }, { -1.1f, -1.1f }, { 1.1f, -0.2f }, { 0, 0 } })).Numbers());
    }
}
