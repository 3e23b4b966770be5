using Examples.Shared.Charts;

namespace Examples.Shared;

/// <summary>The figure of one or several loss curves.</summary>
internal static class LossChart
{
    // Below this ratio of highest to lowest, a linear axis shows more.
    private const double LogRatio = 20;

    public static Chart Of(string example, IReadOnlyList<Curve> curves)
    {
        var all = curves.SelectMany(c => c.Losses).DefaultIfEmpty(1).ToArray();
        var chart = new Chart($"{example}: loss", "epoch", "loss") { LogY = all.Min() > 0 && all.Max() / all.Min() > LogRatio };
        foreach (var (name, losses) in curves)
        {
            // A curve that lies on the one before it shows between its dashes.
            double[] epochs = [.. Enumerable.Range(0, losses.Count)];
            chart.Line(epochs, [.. losses], curves.Count > 1 ? name : null, dashed: chart.Marks.Count % 2 == 1);
        }

        return chart;
    }
}
