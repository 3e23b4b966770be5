using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

[Collection(Collections.Trainings)]
public sealed class RbfTests
{
    [Theory]
    [Seeds(5)]
    public void Units_that_may_move_go_to_the_wiggle(long seed)
    {
        var ran = Example.Apart("rbf", $"--seed {seed}");

        // PyTorch's 0.046 to 0.066 and 0.008 to 0.011 at these seeds, to half a unit of the last digit.
        Assert.InRange(ran.Number("placed: training MSE"), 0.0455, 0.0665);
        Assert.InRange(ran.Number("learned: training MSE"), 0.0075, 0.0115);

        // What the optimizer was not given has stayed: seven steps of 6/7, in float32.
        Assert.Equal(Enumerable.Range(0, 8).Select(i => -3 + 6.0 / 7 * i), ran.Numbers("placed: centers"), Table.Within(1e-6));
        Assert.All(ran.Numbers("placed: widths"), width => Assert.Equal(0.6, width, 1e-6));

        // The wiggle, 2e^(−4x²)·sin 6x, lies within ±0.7 of 0 with a crest and a trough at ±0.23.
        var units = ran.Numbers("learned: centers").Zip(ran.Numbers("learned: widths"));
        var wiggling = units.Where(unit => Math.Abs(unit.First) < 0.7).ToArray();
        Assert.InRange(wiggling.Length, 2, 4);
        Assert.All(wiggling, unit => Assert.InRange(unit.Second, 0.1, 0.45));
        Assert.Contains(wiggling, unit => Math.Abs(unit.First + 0.2) < 0.1);
        Assert.Contains(wiggling, unit => Math.Abs(unit.First - 0.2) < 0.1);
    }
}
