namespace Examples.Shared.Comparison;

/// <summary>One of the two programs compared: what it printed, and the losses it recorded.</summary>
/// <param name="Label">Which program it is.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Losses">A curve for each training; none if it trains nothing, or if only its output is known.</param>
/// <param name="SecondsPerEpoch">Wall time; 0 if it is not known.</param>
public sealed record Side(string Label, string Output, IReadOnlyList<Curve> Losses, double SecondsPerEpoch);
