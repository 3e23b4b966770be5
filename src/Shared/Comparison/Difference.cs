namespace Examples.Shared.Comparison;

/// <summary>Where two programs first differ by more than rounding.</summary>
/// <param name="Place">The epoch, with the training where there are several, or the line of output.</param>
/// <param name="Here">What the C# program has there.</param>
/// <param name="There">What the other has.</param>
/// <param name="TimesRounding">How many times as far as rounding alone they part.</param>
public sealed record Difference(string Place, string Here, string There, double TimesRounding)
{
    /// <summary>The epoch of a training; null where it is a line of output.</summary>
    public int? Epoch { get; init; }

    /// <summary>Whether it is one of numbers, and not of words, or of how much there is.</summary>
    public bool IsOfNumbers => double.IsFinite(TimesRounding);

    public override string ToString() => $"from {Place} on: {Here} here, {There} there"
        + (IsOfNumbers ? FormattableString.Invariant($", {TimesRounding:G2} times as far as rounding goes") : "");
}
