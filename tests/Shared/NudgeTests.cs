using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>Training that starts from parameters off by a unit in the last place.</summary>
public sealed class NudgeTests
{
    private static readonly ExampleAttribute s_linear = Example.Catalog.Find("linear").Info;

    [Fact]
    public void A_nudge_moves_losses_by_rounding_alone_and_each_seed_otherwise()
    {
        var asIs = Losses(Kernels.Recorded);
        var (one, again, other) = (Nudged(1), Nudged(1), Nudged(2));
        Assert.Equal(one, again);
        Assert.NotEqual(asIs, one);
        Assert.NotEqual(one, other);

        // Data and initialization are as before: a unit in the last place of float32 is 1.2e-7, and the loss sums up few of them.
        Assert.All(asIs.Zip(one), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * pair.First));

        static IReadOnlyList<double> Nudged(int seed) => Losses(Nudge.With(Kernels.Recorded, seed));
    }

    [Fact]
    public void Models_that_are_watched_by_name_are_nudged_too()
    {
        var vae = Example.Catalog.Find("vae").Info;
        Assert.NotEqual(All(Kernels.Recorded), All(Nudge.With(Kernels.Recorded, 1)));

        double[] All(IReadOnlyDictionary<string, string?> kernels) =>
            [.. Example.With(kernels, vae, Example.Options("--epochs 10")).Losses.SelectMany(curve => curve.Losses)];
    }

    private static IReadOnlyList<double> Losses(IReadOnlyDictionary<string, string?> kernels) =>
        Example.With(kernels, s_linear, Example.Options("--epochs 20")).Losses[0].Losses;
}
