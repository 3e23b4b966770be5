using System.Text.RegularExpressions;

using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

/// <summary>
/// What the networks that train for longest have of their records: the first losses, how many there are, and the words
/// printed. Rounding takes their losses so far apart later that these show no mistake; what all trainings come to is in
/// <see cref="RecurrentTests"/> and <see cref="AutoencoderTests"/>.
/// </summary>
[Collection(Collections.RecurrentTrainings)]
public sealed partial class ChaoticRecordTests
{
    // Up to here rounding alone, by other kernels and PyTorch 1.13, was seen to part a loss by 2.3e-7 of it, two units of
    // its last place, and ten epochs later by 1e-3. The verdict allows 30 units, so that no run has to measure rounding.
    private const int First = 20;

    internal static readonly string[] Chaotic = ["rnn", "autoencoder", "lstm", "gru"];

    public static TheoryData<string> Names() => Example.Names(entry => Chaotic.Contains(entry.Info.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_begins_as_its_record(string name)
    {
        var (ran, record) = (Example.Apart(name), Recorded.Of(name));
        Assert.Equal(
            record.Losses.Select(curve => (curve.Name, curve.Losses.Count)),
            ran.Curves.Select(curve => (curve.Name, curve.Losses.Count)));
        var verdict = Verdict.Of(Beginning(ran.Side), Beginning(record), Example.Catalog.Find(name).Info.Precision, []);
        Assert.True(verdict.Judgement != Judgement.Differs, verdict.ToString());
        RecordTests.AssertFitsAProjector(ran);
    }

    private static Side Beginning(Side side) => side with
    {
        Output = Numbers().Replace(side.Output, "#"),
        Losses = [.. side.Losses.Select(curve => curve with { Losses = [.. curve.Losses.Take(First)] })],
    };

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Numbers();
}
