using ScottPlot;

namespace Examples.Shared.Charts;

/// <summary>The figure of one or several loss curves.</summary>
internal static class LossChart
{
    // A curve that lies on those before it lets them show between its dashes.
    private static readonly LinePattern[] s_patterns = [LinePattern.Solid, Chart.Dashed, new([3, 6], 0, "Dotted")];

    /// <param name="example">Where it counts no epochs, a loss is of a step.</param>
    /// <param name="curves">A training each. On a logarithmic axis, losses of 0 or less are not drawn but said.</param>
    /// <param name="log">Whether the axis of the loss is logarithmic; null chooses.</param>
    /// <param name="most">How many points of a curve are drawn, about.</param>
    public static Chart Of(ExampleAttribute example, IReadOnlyList<Curve> curves, bool? log = null, int most = 20_000)
    {
        var outlines = curves.Select(curve => curve.Outline(most)).ToArray();
        var all = outlines.SelectMany(outline => outline.Losses).ToArray();
        var positive = all.Where(loss => loss > 0).DefaultIfEmpty(1).ToArray();
        var unit = example.Epochs > 0 ? "epoch" : "step";

        // Below a ratio of 20, a linear axis shows more.
        var logY = log ?? (all.All(loss => loss >= 0) && positive.Max() / positive.Min() > 20);
        var chart = new Chart($"{example.Name}: loss", unit, "loss") { LogY = logY };

        // Trainings on one task share a color, and patterns tell them apart; of pairs, two patterns do.
        string[] tasks = [.. curves.Select(TaskOf)];
        var areShared = tasks.Distinct().Count() < tasks.Length;
        var patterns = curves.Count % 2 == 0 ? 2 : s_patterns.Length;
        foreach (var (i, (epochs, losses)) in outlines.Index())
        {
            var zeros = chart.LogY ? Zeros(curves[i].Losses, unit) : "";
            var pattern = areShared ? tasks[..i].Count(task => task == tasks[i]) : i % patterns;
            chart.Line(epochs, losses, curves.Count > 1 || zeros.Length > 0 ? curves[i].Name + zeros : null,
                s_patterns[pattern % s_patterns.Length], Palette.Colors[Array.IndexOf(tasks, tasks[i]) % Palette.Colors.Count]);
        }

        return chart;
    }

    /// <summary>Of "RNN at T = 10" it is "T = 10"; of what compare names, with a comma, the whole.</summary>
    private static string TaskOf(Curve curve) =>
        curve.Name.Contains(',') ? curve.Name : curve.Name.Split([" at ", " on ", " from "], StringSplitOptions.None)[^1];

    /// <summary>Says which losses a logarithmic axis can't show.</summary>
    private static string Zeros(IReadOnlyList<double> losses, string unit)
    {
        var first = losses.TakeWhile(loss => loss > 0).Count();
        var hidden = losses.Any(loss => loss < 0) ? "≤ 0" : "0";
        return first == losses.Count ? ""
            : losses.Skip(first).Any(loss => loss > 0) ? $" ({hidden} in the gaps)"
            : $" ({hidden} from {unit} {first} on)";
    }
}
