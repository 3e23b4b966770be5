using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class EntropyTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-6;

    private static readonly Ran s_ran = Example.Run("entropy");

    [Theory]
    [InlineData("certain", 1, 0)]
    [InlineData("side of a coin", 0.5, 1)]
    [InlineData("face of a die", 1.0 / 6, 2.584963)]
    [InlineData("1 of 256", 1.0 / 256, 8)]
    public void Rare_events_carry_more_information(string name, double probability, double bits)
    {
        Assert.Equal([probability, bits], s_ran.Row(name), Table.Within(Printed));
        Assert.Equal(bits, s_ran.Number($"information, {name}"), Printed);
    }

    [Fact]
    public void Fair_coin_has_one_bit_and_a_certain_one_none()
    {
        Assert.Equal([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1], s_ran.Numbers("P(heads)"));
        Assert.Equal(
            [0, 0.4689956, 0.8112781, 1, 0.8112781, 0.4689956, 0],
            s_ran.Numbers("entropy of the coin, bits"),
            Table.Within(0.51e-7));
    }

    [Theory]
    [InlineData("fair     fair", 1, 0)]
    [InlineData("fair     biased", 1, 0.207519)]
    [InlineData("biased   fair", 0.811278, 0.188722)]
    [InlineData("one-hot  fair", 0, 1)]
    public void Cross_entropy_splits_into_entropy_and_divergence(string pair, double entropy, double divergence)
    {
        Assert.Equal([entropy, divergence, entropy + divergence], s_ran.Row(pair), Table.Within(2 * Printed));
        Assert.Equal([entropy, divergence], [s_ran.Number($"H(p), {pair}"), s_ran.Number($"D(p‖q), {pair}")], Table.Within(Printed));
    }

    [Theory]
    [Seeds(5)]
    public void Of_random_distributions_the_divergence_is_positive(long seed)
    {
        var ran = Example.Run("entropy", $"--seed {seed}");

        // The least of a thousand is small, but above 0, for no two of them are equal.
        Assert.InRange(ran.Number("smallest D(p‖q), bits"), 1e-6, 0.1);
    }
}
