using Examples.Losses;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.Losses;

public sealed class EntropyTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-6;

    // What rounding in float64 leaves of sums of a few terms of a few bits.
    private const double Rounding = 1e-12;

    private static readonly Ran s_ran = Example.Run("entropy");

    /// <summary>Two distributions of equally many outcomes, some of which may be impossible.</summary>
    private static readonly Arbitrary<(double[] P, double[] Q)> s_pairs = Arb.From(
        from outcomes in Gen.Choose(1, 8)
        from p in Distributions(outcomes)
        from q in Distributions(outcomes)
        select (p, q));

    [Theory]
    [InlineData("certain", 1, 0)]
    [InlineData("side of a coin", 0.5, 1)]
    [InlineData("face of a die", 1.0 / 6, 2.584963)]
    [InlineData("1 of 256 characters", 1.0 / 256, 8)]
    public void Rare_events_carry_more_information(string name, double probability, double bits) =>
        Assert.Equal([probability, bits], s_ran.Row(name), Table.Within(Printed));

    [Fact]
    public void Fair_coin_has_one_bit_and_a_certain_one_none()
    {
        Assert.Equal([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1], s_ran.Numbers("P(heads)"));
        Assert.Equal([0, 0.4689956, 0.8112781, 1, 0.8112781, 0.4689956, 0], s_ran.Numbers("entropy of the coin, bits"), Table.Within(0.51e-7));
    }

    [Fact]
    public void Cross_entropy_splits_into_entropy_and_divergence()
    {
        Assert.Equal([1.5, 0, 1.5], s_ran.Row("q = p"));
        Assert.Equal([1.5, 0.5, 2], s_ran.Row("q is uniform"));
        Assert.Equal([1.5, double.PositiveInfinity, double.PositiveInfinity], s_ran.Row("q rules out what happens"));
        Assert.Equal([0, 2, 2], s_ran.Row("p is one-hot"));
        Assert.InRange(s_ran.Number("largest |H(p,q) - (H(p) + D(p||q))|"), 0, Rounding);
        Assert.InRange(s_ran.Number("smallest D(p||q)"), 1e-6, 0.1);
    }

    [Fact]
    public void Cross_entropy_is_entropy_plus_divergence() => Check.QuickThrowOnFailure(Prop.ForAll(s_pairs, pair =>
    {
        using var scope = NewDisposeScope();
        var (p, q) = (tensor(pair.P), tensor(pair.Q));
        var (entropy, divergence, cross) = (Entropy.H(p).item<double>(), Entropy.D(p, q).item<double>(), Entropy.H(p, q).item<double>());
        Assert.Equal(pair.P.Zip(pair.Q, (a, b) => a == 0 ? 0 : -a * Math.Log2(b)).Sum(), cross, Rounding);
        Assert.Equal(cross, entropy + divergence, Rounding);
        Assert.InRange(entropy, 0, Math.Log2(pair.P.Length) + Rounding);
    }));

    [Fact]
    public void Divergence_is_zero_only_where_the_distributions_are_equal() => Check.QuickThrowOnFailure(Prop.ForAll(s_pairs, pair =>
    {
        using var scope = NewDisposeScope();
        var (p, q) = (tensor(pair.P), tensor(pair.Q));
        Assert.Equal(0, Entropy.D(p, p).item<double>());

        // Pinsker's inequality: D ≥ 2·(total variation)² nats.
        var distance = pair.P.Zip(pair.Q, (a, b) => Math.Abs(a - b)).Sum() / 2;
        Assert.True(Entropy.D(p, q).item<double>() >= (2 * distance * distance / Math.Log(2)) - Rounding);
    }));

    [Fact]
    public void Loss_written_out_is_the_librarys_also_where_softmax_rounds_to_zero()
    {
        var random = s_ran.Row("1000 random logits and labels");
        Assert.InRange(random[0], 2, 10);
        Assert.Equal([random[0], random[0], random[0], 0], random);
        Assert.Equal([double.PositiveInfinity, 2000 / Math.Log(2), 2000 / Math.Log(2), 0], s_ran.Row("logits 1000, 0, -1000, label 2"), Table.Within(Printed));
    }

    private static Gen<double[]> Distributions(int outcomes) =>
        Gen.Choose(0, 1000).ArrayOf(outcomes).Where(weights => weights.Sum() > 0).Select(weights => weights.Select(w => (double)w / weights.Sum()).ToArray());
}
