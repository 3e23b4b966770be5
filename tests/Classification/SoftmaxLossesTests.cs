using Examples.Tests.Support;

namespace Examples.Tests.Classification;

public sealed class SoftmaxLossesTests
{
    [Theory]
    [Seeds(5)]
    public void Only_cross_entropy_learns_from_the_wrong_start_and_all_three_from_the_default(long seed)
    {
        var ran = Example.Run("softmax-losses", $"--seed {seed}");

        // 0.967 and 0.010, less or more a point of 300 that lies so near a boundary that rounding decides on it.
        Assert.InRange(ran.Number("cross-entropy from the wrong start: training accuracy"), 0.9633, 1);
        Assert.InRange(ran.Number("L2 from the wrong start: training accuracy"), 0, 0.0134);
        Assert.InRange(ran.Number("L1 from the wrong start: training accuracy"), 0, 0.0134);
        foreach (var loss in new[] { "cross-entropy", "L2", "L1" })
        {
            Assert.InRange(ran.Number($"{loss} from the default start: training accuracy"), 0.9633, 1);
        }
    }

    [Fact]
    public void Where_softmax_is_sure_and_wrong_only_cross_entropy_has_a_gradient()
    {
        var ran = Example.Run("softmax-losses", "--epochs 1");

        // Half of the last digit of the slides' numbers.
        Assert.Equal([0.9993, -0.9997, 0.0003], ran.Numbers("∂L/∂z by cross-entropy"), Table.Within(0.5e-4));
        var halves = ran.Numbers("∂L/∂z by L2").Select(gradient => gradient / 2);
        Assert.Equal([0.00100, -0.00067, -0.00033], halves, Table.Within(0.5e-5));
        Assert.Equal([0.00067, -0.00067, 0], ran.Numbers("∂L/∂z by L1"), Table.Within(0.5e-5));
        Assert.InRange(ran.Numbers("∂L/∂z by L1")[2], 2e-7, 3e-7);
    }
}
