using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>An example compared.</summary>
/// <param name="Example">Its name.</param>
/// <param name="CSharp">The C# program.</param>
/// <param name="Other">What it was compared with.</param>
/// <param name="Verdict">Whether the two are the same program.</param>
/// <param name="OtherFunctions">
/// Compared with what is recorded, and not identical: the functions that round otherwise on this machine than on the
/// recorded one; where there are none, the records' libtorch and this one should have been identical.
/// </param>
/// <param name="Trace">Where their first steps part, if that was asked for.</param>
public sealed record Compared(
    string Example, Side CSharp, Side Other, Verdict Verdict, IReadOnlyList<string> OtherFunctions,
    TraceVerdict? Trace);
