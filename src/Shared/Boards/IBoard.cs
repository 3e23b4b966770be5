namespace Examples.Shared.Boards;

/// <summary>What boards show of a run: its loss curves so far, and the last lines that it printed.</summary>
/// <param name="Curves">A training each.</param>
/// <param name="Lines">The last lines, newest last.</param>
/// <param name="Status">running, or how the run ended.</param>
internal sealed record Snapshot(IReadOnlyList<Curve> Curves, IReadOnlyList<string> Lines, string Status);

/// <summary>Shows a run while it trains.</summary>
internal interface IBoard : IDisposable
{
    /// <summary>Takes what there is now; called up to twice a second, and at the end.</summary>
    void Show(Snapshot snapshot);
}
