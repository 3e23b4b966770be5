using Examples.Shared.Charts;

namespace Examples.Shared;

/// <summary>The figure of one or several loss curves.</summary>
internal static class LossChart
{
    // Below this ratio of highest to lowest, a linear axis shows more.
    private const double LogRatio = 20;

    public static Chart Of(string example, params (string Label, IReadOnlyList<double> Losses)[] curves)
    {
        var all = curves.SelectMany(c => c.Losses).DefaultIfEmpty(1).ToArray();
        var chart = new Chart($"{example}: loss", "epoch", "loss") { LogY = all.Min() > 0 && all.Max() / all.Min() > LogRatio };
        for (var i = 0; i < curves.Length; i++)
        {
            // A curve that lies on the one before it shows between its dashes.
            double[] epochs = [.. Enumerable.Range(0, curves[i].Losses.Count)];
            chart.Line(epochs, [.. curves[i].Losses], curves.Length > 1 ? curves[i].Label : null, dashed: i > 0);
        }

        return chart;
    }
}
