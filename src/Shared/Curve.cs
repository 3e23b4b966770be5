namespace Examples.Shared;

/// <summary>The losses of one training, one an epoch.</summary>
/// <param name="Name">Which training it is; "loss" where there is only one.</param>
/// <param name="Losses">In the order of the epochs; float32 losses as the float64 of the same value.</param>
public sealed record Curve(string Name, IReadOnlyList<double> Losses);
