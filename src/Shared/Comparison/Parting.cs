using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>The first tensor in which two programs part by more than rounding.</summary>
/// <param name="Place">Which tensor.</param>
/// <param name="Meaning">What that means, and where to look: a sentence or two.</param>
/// <param name="Differing">How many of its elements differ; 0 where the two tensors can't be compared.</param>
/// <param name="Elements">How many it has.</param>
/// <param name="Index">The element with the largest difference; null where the two tensors can't be compared.</param>
/// <param name="Here">Its value in the C# program.</param>
/// <param name="There">Its value in the other.</param>
/// <param name="TimesRounding">How many times as far as rounding alone they part.</param>
public sealed record Parting(
    Place Place, string Meaning, int Differing, int Elements, string? Index, double Here, double There, double TimesRounding)
{
    /// <summary>How far both values are apart, relative to the larger.</summary>
    internal double RelativeDifference => Math.Abs(Here - There) / Math.Max(Math.Abs(Here), Math.Abs(There));
}

/// <summary>How the tensors of one kind in one step compare.</summary>
/// <param name="Step">The step, from 1 on; 0 before the first.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Identical">How many are the same bits.</param>
/// <param name="EqualToRounding">How many are equal to rounding.</param>
/// <param name="Differ">How many differ by more; those after the first may differ only because it does.</param>
public sealed record Stage(int Step, TensorKind Kind, int Identical, int EqualToRounding, int Differ);

/// <summary>Two traces beside each other.</summary>
/// <param name="Stages">In the order of computation.</param>
/// <param name="Parting">Where they part; null if nowhere.</param>
public sealed record TraceVerdict(IReadOnlyList<Stage> Stages, Parting? Parting)
{
    /// <summary>Whether data that were handed over before training are not the same bits, and may be why later tensors are not.</summary>
    public bool DataMayMatter { get; init; }
}
