using Examples.Losses;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.Losses;

public sealed class HingeTests
{
    /// <summary>Some rows of scores with labels; the scores are quarters, so that margins of exactly 1 occur.</summary>
    private static readonly Arbitrary<(int Classes, (double[] Scores, long Label)[] Rows)> s_batches = Arb.From(
        from classes in Gen.Choose(2, 4)
        from rows in (from scores in Gen.Choose(-20, 20).Select(i => i / 4.0).ArrayOf(classes)
                      from label in Gen.Choose(0, classes - 1)
                      select (scores, (long)label)).ArrayOf().Where(rows => rows.Length > 0)
        select (classes, rows));

    [Theory]
    [Seeds(5)]
    public void Hinge_rests_at_zero_once_its_margins_are_met_cross_entropy_never_and_L2_shrinks_the_weights(long seed)
    {
        var ran = Example.Run("hinge", $"--seed {seed}");
        var losses = ran.Curves.ToDictionary(c => c.Name, c => c.Losses);
        Assert.True(losses["hinge"][0] > 0.1);
        Assert.Equal(0, losses["hinge"][^1]);
        Assert.All(losses["cross-entropy"].Zip(losses["cross-entropy"].Skip(1)).TakeLast(100), pair => Assert.True(pair.Second < pair.First));
        Assert.Matches(@"(?m)^hinge  .* \d+$", ran.Output);
        Assert.Matches("(?m)^cross-entropy  .* never$", ran.Output);

        // Of each: hinge, cross-entropy, smallest margin, ‖W‖. The margin is a difference of scores of about 5 in float32.
        Assert.Equal(0, ran.Numbers("hinge")[0]);
        Assert.InRange(ran.Numbers("hinge")[2], 1 - 1e-6, 1.1);
        Assert.InRange(ran.Numbers("cross-entropy")[2], 1.5, 10);
        Assert.Equal(losses["cross-entropy"][^1], ran.Numbers("cross-entropy")[1], 1e-4);
        Assert.InRange(ran.Numbers("hinge + L2")[3], 0.3, 0.8 * ran.Numbers("hinge")[3]);
        Assert.InRange(ran.Numbers("cross-entropy + L2")[3], 0.3, 0.8 * ran.Numbers("cross-entropy")[3]);
    }

    [Fact]
    public void Losses_written_out_are_the_librarys()
    {
        var ran = Example.Run("hinge", "--epochs 1");
        foreach (var loss in new[] { "hinge", "cross-entropy" })
        {
            var row = ran.Row(loss, "loss");
            Assert.InRange(row[0], 0.1, 10);
            Assert.Equal([row[0], row[0], 0], row, Table.Within(1e-6));
        }

        // (1000 + 1000 + 1) + (0 + 1000 + 1) over three classes, and log-sum-exp 1000 less the score −1000.
        Assert.Equal([1000.666687, 1000.666687, 0], ran.Row("hinge of ±1000"));
        Assert.Equal([2000, 2000, 0], ran.Row("cross-entropy of ±1000"));
    }

    [Fact]
    public void Losses_are_their_formulas_and_hinge_is_zero_exactly_where_margins_are_met() => Check.QuickThrowOnFailure(Prop.ForAll(s_batches, batch =>
    {
        using var scope = NewDisposeScope();
        var (classes, rows) = batch;
        var (scores, y) = (tensor(rows.SelectMany(r => r.Scores).ToArray(), [rows.Length, classes]), tensor(rows.Select(r => r.Label).ToArray()));
        var others = rows.Select(r => r.Scores.Where((_, j) => j != r.Label).Select(s => s - r.Scores[r.Label]).ToArray()).ToArray();

        // float64 rounds sums of some tens in the fourteenth digit.
        Assert.Equal(others.Average(o => o.Sum(d => Math.Max(0, d + 1)) / classes), Hinge.HingeLoss(scores, y).item<double>(), 1e-12);
        Assert.Equal(others.Average(o => Math.Log(1 + o.Sum(Math.Exp))), Hinge.CrossEntropy(scores, y).item<double>(), 1e-12);
        Assert.Equal(others.All(o => o.All(d => d <= -1)), Hinge.HingeLoss(scores, y).item<double>() == 0);
    }));
}
