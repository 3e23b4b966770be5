namespace Examples.Shared.Comparison;

/// <summary>How far a tensor of one run is from the same of another.</summary>
/// <param name="Apart">The largest difference of two elements; infinite where they can't be compared, or only one is NaN.</param>
/// <param name="Largest">The largest finite element of the other's, by its absolute value; 0 if it has none.</param>
internal readonly record struct TensorDistance(double Apart, double Largest);
