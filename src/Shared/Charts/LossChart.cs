using ScottPlot;

namespace Examples.Shared.Charts;

/// <summary>The figure of one or several loss curves.</summary>
internal static class LossChart
{
    // A curve that lies on those before it lets them show between its dashes.
    private static readonly LinePattern[] s_patterns = [LinePattern.Solid, Chart.Dashed, new([8, 10, 2, 10], 0, "Dash and dot")];

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

        // Of several methods on several tasks, as "RNN at T = 10" is one, dashes tell those apart that are fewer, and colors the others.
        var names = curves.Select(curve => NameOf(curve)).ToArray();
        string[] methods = [.. names.Select(name => name.Method).Distinct()], tasks = [.. names.Select(name => name.Task).Distinct()];
        var areCrossed = methods.Length > 1 && tasks.Length > 1 && methods.Length * tasks.Length == curves.Count;
        var patterns = curves.Count % 2 == 0 ? 2 : s_patterns.Length;
        var dashesTellMethods = methods.Length < tasks.Length;
        foreach (var (i, (epochs, losses)) in outlines.Index())
        {
            var zeros = chart.LogY ? Zeros(curves[i].Losses, unit) : "";
            var (method, task) = (Array.IndexOf(methods, names[i].Method), Array.IndexOf(tasks, names[i].Task));
            var (color, pattern) = !areCrossed ? (i, i % patterns) : dashesTellMethods ? (task, method) : (method, task);
            chart.Line(epochs, losses, curves.Count > 1 || zeros.Length > 0 ? curves[i].Name + zeros : null,
                s_patterns[pattern % s_patterns.Length], Palette.Colors[color % Palette.Colors.Count]);
        }

        return chart;
    }

    /// <summary>"RNN at T = 10" is the method RNN on the task T = 10; what compare names, with a comma, is a method alone.</summary>
    private static (string Method, string Task) NameOf(Curve curve) =>
        !curve.Name.Contains(',') && curve.Name.Split([" at ", " on ", " from "], 2, StringSplitOptions.None) is [var method, var task]
            ? (method, task)
            : (curve.Name, "");

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
