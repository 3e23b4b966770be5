using Examples.Shared.Comparison;

namespace Examples.Shared.Gallery;

/// <summary>An example in the gallery.</summary>
/// <param name="Entry">The example.</param>
/// <param name="Side">What it left; null if it failed.</param>
/// <param name="Verdict">Beside what is recorded; null if it was not compared.</param>
/// <param name="Reference">What it was compared with, such as PyTorch 2.10.0.</param>
/// <param name="Failure">Why it failed; null if it did not.</param>
public sealed record GalleryEntry(Entry Entry, Side? Side, Verdict? Verdict, string Reference, string? Failure);
