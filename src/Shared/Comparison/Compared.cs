namespace Examples.Shared.Comparison;

/// <summary>An example compared.</summary>
/// <param name="Example">Its name.</param>
/// <param name="CSharp">The C# program.</param>
/// <param name="Other">What it was compared with.</param>
/// <param name="Verdict">Whether the two are the same program.</param>
/// <param name="OtherFunctions">
/// Where it was compared with a record and is not identical: the functions that round otherwise here than where the
/// record was made. If there are none, and libtorch is of the same version, it should have been identical.
/// </param>
/// <param name="Trace">Where their first steps part, if that was asked for.</param>
/// <param name="FigureFailure">Why the figure of both loss curves could not be drawn; null if it could.</param>
public sealed record Compared(
    string Example, Side CSharp, Side Other, Verdict Verdict, IReadOnlyList<string> OtherFunctions,
    TraceVerdict? Trace, string? FigureFailure);
