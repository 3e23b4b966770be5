namespace Examples.Shared.Charts;

/// <summary>The figure of one or several loss curves.</summary>
internal static class LossChart
{
    // Below this ratio of highest to lowest, a linear axis shows more.
    private const double LogRatio = 20;

    /// <param name="example">Its name.</param>
    /// <param name="curves">A training each. On a logarithmic axis, losses of 0 are left out.</param>
    /// <param name="log">Whether the axis of the loss is logarithmic; null chooses.</param>
    /// <param name="most">How many points of a curve are drawn, about.</param>
    public static Chart Of(string example, IReadOnlyList<Curve> curves, bool? log = null, int most = int.MaxValue)
    {
        double[] positive = [.. curves.SelectMany(c => c.Losses).Where(loss => loss > 0).DefaultIfEmpty(1)];
        var chart = new Chart($"{example}: loss", "epoch", "loss") { LogY = log ?? positive.Max() / positive.Min() > LogRatio };
        foreach (var (i, curve) in curves.Index())
        {
            var epochs = curve.Outline(most);

            // A curve that lies on the one before it shows between its dashes.
            chart.Line([.. epochs.Select(epoch => (double)epoch)], [.. epochs.Select(epoch => curve.Losses[epoch])], curves.Count > 1 ? curve.Name : null, dashed: i % 2 == 1);
        }

        return chart;
    }
}
