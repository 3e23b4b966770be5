using System.Globalization;
using System.Text.RegularExpressions;

using Examples.Shared.Comparison;
using Examples.Shared.Tracing;

namespace Examples;

/// <summary>What comparisons came to: for people as each is done, or for machines as one JSON document at the end.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="errors">Where it says that it was interrupted, or lacks a figure.</param>
/// <param name="json">Whether it is for machines.</param>
/// <param name="width">Of the terminal; a program's line that is longer is broken between its parts.</param>
internal sealed partial class ComparisonReport(TextWriter output, TextWriter errors, bool json, int width = int.MaxValue)
{
    // Beyond this, losses that rounding took apart differ to the eye.
    private const double Chaotic = 0.01;

    // So many steps that are alike are one line.
    private const int Alike = 4;

    private readonly List<object> _rows = [];
    private readonly Dictionary<string, int> _counts = new()
    {
        ["identical"] = 0,
        ["equal to rounding"] = 0,
        ["differs"] = 0,
        ["failed"] = 0,
    };
    private bool _lacksFigure;

    /// <summary>Reports an example.</summary>
    public void Add(Compared compared)
    {
        var (example, csharp, other, verdict, _, trace, figureFailure) = compared;
        var word = verdict.Judgement == Judgement.Differs ? "differs" : verdict.ToString();
        _counts[word]++;
        _rows.Add(new
        {
            example,
            verdict = word,
            timesRounding = verdict.TimesRounding,
            roundingApart = verdict.RoundingApart,
            endsByRounding = verdict.EndsByRounding ? true : (bool?)null,
            first = verdict.First is var (place, here, there, times)
                ? new { place, here, there, timesRounding = times }
                : null,
            writtenOtherwise = verdict.WrittenOtherwise is { } written ? new { written.Place, written.Here, written.There } : null,
            otherFunctions = compared.OtherFunctions is [] ? null : compared.OtherFunctions,
            trace = trace is null ? null : new { stages = trace.Stages, parting = trace.Parting },
            figure = figureFailure,
            sides = new[] { csharp, other }.Select(side => new
            {
                program = side.Program,
                torch = side.Torch,
                cpuCapability = side.CpuCapability,
                device = side.Device,
                firstLoss = Shown(side) is { Losses: [var first, ..] } ? first : (double?)null,
                lastLoss = Shown(side) is { Losses: [.., var last] } ? last : (double?)null,
                diverged = side.Diverged is null ? (bool?)null : true,
                secondsPerEpoch = side.SecondsPerEpoch,
            }),
        });
        if (figureFailure is not null)
        {
            _lacksFigure = true;
            errors.WriteLine(figureFailure);
        }

        if (json)
        {
            return;
        }

        output.WriteLine($"{example}: {verdict}");
        Write(csharp);
        Write(other);
        if (verdict is { First: null, WrittenOtherwise: { } line })
        {
            output.WriteLine($"  They write equal numbers otherwise, in {line.Place}: {line.Values}.");
        }

        if (compared.OtherFunctions is [_, ..])
        {
            output.WriteLine($"  This machine rounds otherwise than the recorded one: {string.Join(", ", compared.OtherFunctions)}");
        }

        // What is handed over after training may part because the losses did.
        var isAfterTraining = trace?.Parting is { Place: { Step: 0 } parted } && csharp.Trace.IsAfterLoss(parted);
        var advice = Advice(compared);
        if (isAfterTraining && advice is not null)
        {
            output.WriteLine($"  {advice}");
        }

        if (trace is not null)
        {
            Write(trace, isAfterTraining ? int.MaxValue : trace.Parting?.Place.Step ?? int.MaxValue);
        }

        if (!isAfterTraining && advice is not null)
        {
            output.WriteLine($"  {advice}");
        }

        output.Flush();
    }

    /// <summary>Reports an example of which one side failed.</summary>
    public void Failed(string example, string reason)
    {
        _counts["failed"]++;
        _rows.Add(new { example, verdict = "failed", reason });
        if (!json)
        {
            output.WriteLine($"{example}: failed\n  {reason.ReplaceLineEndings("\n  ")}");
        }
    }

    /// <summary>Reports how many of which verdict there were.</summary>
    /// <param name="asked">How many examples there were to compare.</param>
    /// <param name="interrupted">Whether that was why there are fewer.</param>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int End(int asked, bool interrupted)
    {
        var counts = _counts.Where(c => c.Value > 0).Select(c => $"{c.Value} {(c.Key == "differs" && c.Value > 1 ? "differ" : c.Key)}");
        if (json)
        {
            output.WriteLine(Json.Of(new { examples = _rows, counts = _counts, interrupted }));
        }
        else if (_rows.Count > 0)
        {
            output.WriteLine($"\n{_rows.Count} compared: {string.Join(", ", counts)}");
        }

        if (interrupted)
        {
            errors.WriteLine($"Interrupted after {_rows.Count} of {asked}.");
        }

        return interrupted ? ExitCode.Interrupted
            : _lacksFigure || _counts["differs"] + _counts["failed"] > 0 ? ExitCode.Failed
            : ExitCode.Done;
    }

    /// <summary>Where to look next; null where all is said.</summary>
    private static string? Advice(Compared compared)
    {
        var (_, csharp, other, verdict, _, trace, _) = compared;
        return verdict.First switch
        {
            null when trace?.Parting is { } parting && !verdict.EndsByRounding =>
                $"What they print and record is {verdict} all the same"
                + $"{(parting.Place.Step > 1 ? ": after the first step rounding alone may part what is chaotic or has kinks" : "")}.",
            null when (csharp.Program, csharp.Device) == (other.Program, other.Device) =>
                $"Both ran on the {csharp.Device}: it was compared with itself.",
            null when verdict.RoundingApart >= Chaotic || verdict.EndsByRounding =>
                $"Rounding alone takes its losses up to {PythonText.Format(100 * verdict.RoundingApart, "F0")} % apart"
                + (verdict.EndsByRounding ? ", and decides when training stops, so that what they print is not compared: " : ": ")
                + "what differs by less " + (verdict.CalmEpochs > 0 && verdict.CalmEpochs < csharp.Epochs
                    ? $"shows in the first epochs, as with --epochs {Rounded(verdict.CalmEpochs)}"
                        + (trace is null ? ", and with --trace." : ".")
                    : trace is null ? "shows with --trace." : "shows in the first steps alone."),
            { IsOfTensor: true } =>
                "What they print and record is equal to rounding all the same: "
                + "that does not show everything, least of all where training is chaotic.",
            { Epoch: null } when csharp.Losses.Count > 0 && trace?.Parting is null =>
                "They train alike, and part in what they print: look at eval(), no_grad(), a scheduler, "
                + "and at what is drawn, computed and printed beside and after training.",
            { Epoch: not null, TimesRounding: <= Verdict.BeyondDoubt } first when trace is { Parting: null, DataMayMatter: true } =>
                "The data are only equal to rounding: that may have grown to this. "
                + "Compute them so that both have the same numbers, such as arange(n) * step for linspace. "
                + $"--trace={StepOf(first, csharp)} looks further.",
            { TimesRounding: <= Verdict.BeyondDoubt } when trace?.Parting?.Place.Kind == TensorKind.Loss && other.Torch.StartsWith("1.") =>
                $"PyTorch {other.Torch} has fewer digits of small losses, such as BCEWithLogitsLoss of few samples: "
                + "a newer one shows whether that is all.",
            { Epoch: { } epoch } first when first.IsOfNumbers || csharp.Diverged != other.Diverged =>
                trace is null ? "--trace says at which tensor they part."
                : StepsOf(csharp, first.Training) > epoch || StepsOf(trace) == 0 ? null
                : trace.Parting is not { } parting ? $"--trace={StepOf(first, csharp)} looks further."
                : parting.Place.Step > 0 ? null
                : csharp.Trace.IsAfterLoss(parting.Place)
                    ? $"The losses part from {first.Place} on, which may be before what the trace shows: "
                        + $"--trace={StepOf(first, csharp)} looks there."
                : $"If that is not why the losses part, from {first.Place} on: --trace={StepOf(first, csharp)} looks further.",
            _ => null,
        };
    }

    /// <summary>Down to its first two digits.</summary>
    private static int Rounded(int epochs)
    {
        var unit = (int)Math.Pow(10, Math.Max(0, (int)Math.Log10(epochs) - 1));
        return epochs / unit * unit;
    }

    /// <summary>How many steps of a training a trace has.</summary>
    private static int StepsOf(Side side, string? training) => (
        from traced in side.Trace
        where traced.Place.Kind == TensorKind.Loss && traced.Place.Name == training
        select traced.Place.Step).DefaultIfEmpty(0).Max();

    /// <summary>The step in which losses part: those of a model that is trained once more are counted on.</summary>
    private static int StepOf(Difference first, Side side) => first.Epoch!.Value + 1 + (StepsOf(side, first.Training) > 0 ? 0
        : side.Losses.TakeWhile(curve => curve.Name != first.Training).Sum(curve => curve.Losses.Count));

    /// <summary>How many steps two traces have; 0 if nothing of a step was kept.</summary>
    private static int StepsOf(TraceVerdict trace) => trace.Stages.Select(stage => stage.Step).DefaultIfEmpty(0).Max();

    /// <summary>Of several trainings the one that is called loss, or else the last; null where nothing was recorded.</summary>
    private static Curve? Shown(Side side) =>
        side.Losses.FirstOrDefault(curve => curve.Name == "loss") ?? (side.Losses is [.., var last] ? last : null);

    /// <summary>Reports a trace, up to the last step of interest.</summary>
    private void Write(TraceVerdict trace, int last)
    {
        var steps = trace.Stages.Where(stage => stage.Step <= last).GroupBy(stage => stage.Step).ToArray();
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            var title = step.Key == 0 ? "at first" : $"step {step.Key}";
            if (step.All(stage => stage.Differ == 0))
            {
                var counts = Counts([.. step]);
                var alike = steps.Skip(i).TakeWhile(other => Counts([.. other]) == counts).Count();
                if (step.Key > 0 && alike >= Alike)
                {
                    i += alike - 1;
                    title = $"{title}-{steps[i].Key}";
                }

                output.WriteLine($"  {title,-9} {counts}");
                continue;
            }

            foreach (var (row, stage) in step.Index())
            {
                output.WriteLine($"  {(row == 0 ? title : ""),-9} {Plural(stage.Kind),-20} {Counts(stage)}");
            }
        }

        if (trace.Parting is not { } parting)
        {
            var most = StepsOf(trace);
            output.WriteLine(most == 0
                ? "  Nothing of a step was kept: "
                    + "run.Watch(model) and run.Record show it to --trace, where the model is called with gradients."
                : $"  No tensor of the first {(most == 1 ? "step" : $"{most} steps")} parts.");
            return;
        }

        output.WriteLine($"  They part {(parting.Place.Step == 0 ? "" : $"in step {parting.Place.Step} ")}at {parting.Place}.");
        if (parting.Index is { } index)
        {
            var elements = parting.Elements == 1
                ? "It is"
                : $"{parting.Differing} of {parting.Elements} elements differ, {index} the most:";
            var times = Difference.BesideRounding(parting.TimesRounding);
            output.WriteLine(FormattableString.Invariant($"  {elements} {parting.Here:G9} here, {parting.There:G9} there{times}."));
        }

        output.WriteLine($"  {parting.Meaning}");

        static string Counts(params Stage[] stages) => string.Join(", ", new[]
        {
            (Count: stages.Sum(s => s.Identical), Word: "identical"),
            (Count: stages.Sum(s => s.EqualToRounding), Word: "equal to rounding"),
            (Count: stages.Sum(s => s.Differ), Word: "different"),
        }.Where(c => c.Count > 0).Select(c => $"{c.Count} {c.Word}"));

        static string Plural(TensorKind kind) => kind switch
        {
            TensorKind.Data => "data",
            TensorKind.Initial => "initial parameters",
            TensorKind.Input => "input",
            TensorKind.ModuleInput => "inputs of modules",
            TensorKind.Output => "outputs",
            TensorKind.Loss => "loss",
            TensorKind.Buffer => "buffers",
            TensorKind.Gradient => "gradients",
            _ => "parameters",
        };
    }

    private void Write(Side side)
    {
        var torch = $"{side.Torch.Split('+')[0]} {(side.Device == "cpu" ? $"{side.CpuCapability} cpu" : side.Device)}";
        var losses = side.Diverged is { } words ? $"diverged {InEpoch().Match(words)}"
            : Shown(side) is { Losses: [var first, ..] all, Name: var training } ? $"{training} {Number(first)} → {Number(all[^1])}"
            : "";
        var time = side.SecondsPerEpoch is { } seconds ? $"{Duration(seconds)} an epoch" : "";
        var line = $"  {side.Program,-9} {torch,-18} {losses,-27}  {time}".TrimEnd();
        var parts = new[] { torch, losses, time }.Where(part => part.Length > 0);
        output.WriteLine(line.Length <= width ? line : $"  {side.Program,-9} {string.Join("\n            ", parts)}");

        static string Number(double loss) => PythonText.Format(loss, "F6");

        static string Duration(double seconds)
        {
            var (factor, unit) = seconds < 1e-3 ? (1e6, "µs") : seconds < 1 ? (1e3, "ms") : (1, "s");
            return string.Create(CultureInfo.InvariantCulture, $"{seconds * factor:F1} {unit}");
        }
    }

    [GeneratedRegex(@"in epoch .+(?=\. A)")]
    private static partial Regex InEpoch();
}
