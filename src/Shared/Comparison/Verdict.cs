using System.Globalization;
using System.Text.RegularExpressions;

namespace Examples.Shared.Comparison;

/// <summary>How two programs' outputs and losses differ.</summary>
public sealed partial record Verdict
{
    /// <summary>Not a byte of output and not a bit of a loss differs.</summary>
    public required bool Identical { get; init; }

    /// <summary>The largest difference of two losses or of two printed numbers.</summary>
    public required double LargestDifference { get; init; }

    /// <summary>The first epoch of which the losses differ, or null.</summary>
    public required int? FirstEpoch { get; init; }

    /// <summary>The first line of output that differs, from 1 on, or null.</summary>
    public required int? FirstLine { get; init; }

    /// <summary>Compares line by line and epoch by epoch. Losses are compared where both sides know them.</summary>
    public static Verdict Of(Side one, Side other)
    {
        var lines = one.Output.Split('\n').Zip(other.Output.Split('\n')).ToArray();
        var losses = Epochs(one.Losses).Zip(Epochs(other.Losses)).ToArray();
        var firstLine = Array.FindIndex(lines, pair => pair.First != pair.Second);
        var firstEpoch = Array.FindIndex(losses, pair => !pair.First.SequenceEqual(pair.Second));
        var sameLosses = firstEpoch < 0 && (one.Losses.Count == 0 || other.Losses.Count == 0 || Epochs(one.Losses).Count() == Epochs(other.Losses).Count());
        var differences = losses.SelectMany(pair => pair.First.Zip(pair.Second)).Concat(lines.Where(pair => pair.First != pair.Second).SelectMany(pair => Numbers(pair.First).Zip(Numbers(pair.Second))));
        return new Verdict
        {
            Identical = sameLosses && one.Output == other.Output,
            // Math.Max keeps NaN, where Max would leave it out.
            LargestDifference = differences.Select(pair => pair.First.Equals(pair.Second) ? 0 : Math.Abs(pair.First - pair.Second)).Aggregate(0.0, Math.Max),
            FirstEpoch = firstEpoch >= 0 ? firstEpoch : sameLosses ? null : losses.Length,
            FirstLine = firstLine >= 0 ? firstLine + 1 : one.Output == other.Output ? null : lines.Length,
        };
    }

    public override string ToString() =>
        Identical ? "identical"
        : FirstEpoch is { } epoch ? $"differs from epoch {epoch} on, by at most {LargestDifference:g3}"
        : $"differs from line {FirstLine} on, by at most {LargestDifference:g3}";

    /// <summary>For each epoch, the losses of all trainings that have it.</summary>
    private static IEnumerable<double[]> Epochs(IReadOnlyList<Curve> curves) =>
        Enumerable.Range(0, curves.Max(c => (int?)c.Losses.Count) ?? 0)
            .Select(epoch => curves.Where(c => epoch < c.Losses.Count).Select(c => c.Losses[epoch]).ToArray());

    private static IEnumerable<double> Numbers(string line) =>
        Number().Matches(line).Select(m => m.Value switch
        {
            "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            var digits => double.Parse(digits, CultureInfo.InvariantCulture),
        });

    [GeneratedRegex(@"-?\d+(\.\d+)?(e[+-]\d+)?|\bnan\b|-?\binf\b")]
    private static partial Regex Number();
}
