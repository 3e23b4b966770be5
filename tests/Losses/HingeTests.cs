using Examples.Losses;
using Examples.Shared;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.Losses;

public sealed class HingeTests
{
    // float32 has 7 digits.
    private const double Single = 1e-6;

    private static readonly Lazy<Ran> s_ran = new(() => Example.Run("hinge"));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(9)]
    public void Hinge_rests_at_zero_once_its_margins_are_met_and_cross_entropy_never(long seed)
    {
        var ran = seed == 0 ? s_ran.Value : Example.Run("hinge", $"--seed {seed}");
        var losses = ran.Curves.ToDictionary(c => c.Name, c => c.Losses);
        Assert.Equal(0, losses["hinge"][^1]);
        Assert.True(losses["hinge"][0] > 0.1);
        Assert.All(losses["cross-entropy"], loss => Assert.True(loss > 1e-3));
        Assert.True(losses["cross-entropy"][^1] < losses["cross-entropy"][^2]);
        Assert.InRange(Margin(ran, "hinge"), 1 - Single, 1.1);
        Assert.True(Margin(ran, "cross-entropy") > 1.5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void L2_shrinks_the_weights(long seed)
    {
        var ran = seed == 0 ? s_ran.Value : Example.Run("hinge", $"--seed {seed}");
        Assert.True(Norm(ran, "hinge + L2") < 0.8 * Norm(ran, "hinge"));
        Assert.True(Norm(ran, "cross-entropy + L2") < 0.8 * Norm(ran, "cross-entropy"));
    }

    [Fact]
    public void Losses_written_out_are_the_librarys()
    {
        foreach (var loss in new[] { "hinge", "cross-entropy" })
        {
            var line = s_ran.Value.Output.Split('\n').First(l => l.StartsWith(loss + " ", StringComparison.Ordinal));
            Assert.EndsWith(" 0.000000", line, StringComparison.Ordinal);
        }

        // (1000 + 1000 + 1) + (0 + 1000 + 1) over three classes, and log-sum-exp 1000 less the score −1000.
        Assert.Equal([1000.666687, 1000.666687, 0], s_ran.Value.Row("hinge of ±1000"));
        Assert.Equal([2000, 2000, 0], s_ran.Value.Row("cross-entropy of ±1000"));
    }

    [Fact]
    public void Losses_are_their_formulas_and_hinge_is_zero_exactly_where_margins_are_met() => Check.QuickThrowOnFailure(Prop.ForAll(Batches, batch =>
    {
        using var scope = NewDisposeScope();
        var (classes, rows) = batch;
        var (scores, y) = (tensor(rows.SelectMany(r => r.Scores).ToArray(), [rows.Length, classes]), tensor(rows.Select(r => r.Label).ToArray()));
        var others = rows.Select(r => r.Scores.Where((_, j) => j != r.Label).Select(s => s - r.Scores[r.Label]).ToArray()).ToArray();
        Assert.Equal(others.Average(o => o.Sum(d => Math.Max(0, d + 1)) / classes), Hinge.HingeLoss(scores, y).item<double>(), 1e-9);
        Assert.Equal(others.Average(o => Math.Log(1 + o.Sum(Math.Exp))), Hinge.CrossEntropy(scores, y).item<double>(), 1e-9);
        Assert.Equal(others.All(o => o.All(d => d <= -1)), Hinge.HingeLoss(scores, y).item<double>() == 0);
    }));

    [Theory]
    [InlineData(3, 1, 2, 0.1)]
    [InlineData(4, 100, 30, 1)]
    public void Equals_the_twin_with_other_options(long seed, int samples, int epochs, double learningRate) =>
        Example.SameAsTwin("hinge", $"--seed {seed} --samples {samples} --epochs {epochs} --lr {learningRate} --log-every 9");

    /// <summary>Some rows of scores with labels; the scores are quarters, so that margins of exactly 1 occur.</summary>
    private static Arbitrary<(int Classes, (double[] Scores, long Label)[] Rows)> Batches { get; } = Arb.From(
        from classes in Gen.Choose(2, 4)
        from rows in (from scores in Gen.Choose(-20, 20).Select(i => i / 4.0).ArrayOf(classes)
                      from label in Gen.Choose(0, classes - 1)
                      select (scores, (long)label)).ArrayOf().Where(rows => rows.Length > 0)
        select (classes, rows));

    private static double Margin(Ran ran, string training) => ran.Numbers(training)[2];

    private static double Norm(Ran ran, string training) => ran.Numbers(training)[3];
}
