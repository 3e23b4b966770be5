using static TorchSharp.torch;

namespace Examples.Shared.Charts;

/// <summary>The figure of one or several loss curves.</summary>
internal static class LossChart
{
    // Below this ratio of highest to lowest, a linear axis shows more.
    private const double LogRatio = 20;

    /// <param name="example">Its name.</param>
    /// <param name="curves">A training each. On a logarithmic axis, losses of 0 are left out.</param>
    /// <param name="log">Whether the axis of the loss is logarithmic; null chooses.</param>
    public static Chart Of(string example, IReadOnlyList<Curve> curves, bool? log = null)
    {
        double[] positive = [.. curves.SelectMany(c => c.Losses).Where(loss => loss > 0).DefaultIfEmpty(1)];
        var chart = new Chart($"{example}: loss", "epoch", "loss") { LogY = log ?? positive.Max() / positive.Min() > LogRatio };
        foreach (var (i, (name, losses)) in curves.Index())
        {
            // A curve that lies on the one before it shows between its dashes.
            chart.Line(arange(losses.Count).Numbers(), [.. losses], curves.Count > 1 ? name : null, dashed: i % 2 == 1);
        }

        return chart;
    }
}
