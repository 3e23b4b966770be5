using System.Text.Json;
using System.Text.RegularExpressions;

using Examples.Shared.Charts;

namespace Examples.Shared.Comparison;

/// <summary>Runs an example and what it is compared with, with the same options, each in a process of its own.</summary>
/// <param name="options">Those of both.</param>
/// <param name="python">The Python that runs the twins; null if none is needed.</param>
/// <param name="interrupt">Ends both.</param>
public sealed class Comparer(RunOptions options, Python? python, CancellationToken interrupt)
{
    // This program, whether it was started by its own name or by dotnet.
    private static readonly string[] s_program = Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" or "testhost"
        ? [ChildProcess.Dotnet, Path.Combine(AppContext.BaseDirectory, "Examples.dll")]
        : [Environment.ProcessPath!];

    /// <summary>Compares an example, and draws both loss curves into the example's folder.</summary>
    /// <param name="entry">The example.</param>
    /// <param name="with">pytorch, recorded, cpu or cuda.</param>
    /// <exception cref="UsageException">The C# program refuses the options.</exception>
    /// <exception cref="RunException">One of the two failed.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public Compared Compare(Entry entry, string with)
    {
        var info = entry.Info;
        var onCpu = options.With(Settings.Device, "cpu");
        var (runCSharp, runOther) = with switch
        {
            "pytorch" => (On(options), (Func<Side>)(() => Twin(info))),
            "recorded" => (On(onCpu, Kernels.Recorded), () => Recorded.Of(info.Name)),
            "cpu" => (On(onCpu), On(options)),
            _ => (On(options.Chose(Settings.Device) ? options : onCpu), On(options.With(Settings.Device, with))),
        };
        var csharp = Finished(runCSharp, runOther, info);
        var other = Finished(runOther, () => csharp, info);
        var otherwiseRounded = OtherwiseRounded(info, csharp, with == "recorded" ? Kernels.Native : Kernels.Recorded);
        var verdict = Verdict.Of(csharp, other, info.Precision, otherwiseRounded);
        if (csharp.Device == "cpu" && verdict.Judgement == Judgement.EqualToRounding
            && Verdict.Of(csharp, other, info.Precision, []).Judgement == Judgement.Differs)
        {
            RequireRepeatable(csharp, runCSharp(), info.Precision);
        }

        if (with == "pytorch" && other.Device == "cpu" && verdict.Judgement == Judgement.Differs)
        {
            RequireRepeatable(other, runOther(), info.Precision);
        }

        var trace = options.Chose(Settings.Trace) && Settings.Trace.IsOf(info)
            ? Walk.Of(csharp, other, info.Precision, otherwiseRounded)
            : null;
        verdict = trace is null || csharp.Device != other.Device ? verdict : verdict.Beside(trace, csharp.Trace);
        var otherFunctions = with == "recorded" && verdict.Judgement != Judgement.Identical ? Recorded.OtherFunctions(Fingerprint()) : [];
        return new Compared(info.Name, csharp, other, verdict, otherFunctions, trace, Draw(info, csharp, other));

        Func<Side> On(RunOptions chosen, IReadOnlyDictionary<string, string?>? kernels = null) =>
            () => CSharp(info, chosen, kernels ?? Kernels.Inherited);
    }

    /// <summary>
    /// Runs one of two programs. Where it does not come to its end, and both keep what they compute, it is also said where
    /// they part before that; where they do not, how that is to be seen.
    /// </summary>
    private Side Finished(Func<Side> run, Func<Side> runOther, ExampleAttribute info)
    {
        try
        {
            return run();
        }
        catch (UnfinishedException e)
        {
            var where = e.Left.Trace.Count > 0 ? $"\n{Walk.BeforeTheEnd(e.Left, Other(e), info.Precision)}"
                : python is not null && Settings.Trace.IsOf(info) && !options.Chose(Settings.Trace)
                    ? "\n--trace says whether they part before that."
                : "";
            throw new RunException(e.Message + where, e.InnerException);
        }

        // Where the other fails too, the first failure is told.
        Side Other(RunException failure)
        {
            try
            {
                return runOther();
            }
            catch (UnfinishedException e)
            {
                return e.Left;
            }
            catch (RunException)
            {
                throw failure;
            }
        }
    }

    /// <summary>Draws both loss curves into the example's folder.</summary>
    /// <returns>Why that failed; null if it did not.</returns>
    private string? Draw(ExampleAttribute info, Side csharp, Side other)
    {
        if (csharp.Losses.Count == 0 || other.Losses.Count == 0 || !Picture.CanBeDrawn)
        {
            return null;
        }

        try
        {
            // The two of each training stand beside each other.
            var trainings = csharp.Losses.Concat(other.Losses).Select(curve => curve.Name).Distinct();
            var curves = from training in trainings
                         from side in new[] { csharp, other }
                         from curve in side.Losses
                         where curve.Name == training
                         select Labelled(curve, side);
            var figure = new Figure(LossChart.Of(info, [.. curves]));
            new OutputFolder(Path.Combine(options.Get(Settings.Out, info), info.Name)).Write("compare.png", path => figure.Save(path));
            return null;
        }
        catch (Exception e) when (e is RunException or UsageException)
        {
            return e.Message;
        }
    }

    /// <summary>
    /// A program that comes out otherwise in every run has no envelope: whatever it is compared with would be equal to
    /// rounding. A twin that does so would be said to differ wherever it does first.
    /// </summary>
    /// <exception cref="RunException">The two runs, made alike, part by more than the precision of their type.</exception>
    internal static void RequireRepeatable(Side one, Side again, double precision)
    {
        if (Verdict.Of(one, again, precision, []).First is { } first)
        {
            throw new RunException(
                $"The {(one.Program == "C#" ? "C# program" : "twin")} is not the same from run to run: "
                + $"{first.Shown(first.Here)}, then {first.Shown(first.There)}, in {first.Place}. "
                + "Draw all random numbers from torch's generator, and look for weights that nothing initializes.");
        }
    }

    /// <summary>
    /// Runs of the C# program on the CPU that round otherwise, in six rounds: with plain kernels; then two at a time, with
    /// the given kernels and a mixture, with another mixture and nudged parameters, twice with two nudges, and with two large
    /// ones, which cross more of the kinks that few runs miss. A round runs when it is asked for, once; a run that fails, as
    /// where rounding takes two of its results further apart than it allows, measures nothing.
    /// </summary>
    public IEnumerable<IReadOnlyList<Side>> OtherwiseRounded(
        ExampleAttribute info, Side one, IReadOnlyDictionary<string, string?> kernels) =>
        OtherwiseRounded(kernels, each => Walk.Measuring(CSharp(info, options.With(Settings.Device, "cpu"), each), one.Trace));

    /// <summary>The same, by a function that runs the program with kernels.</summary>
    internal static IEnumerable<IReadOnlyList<Side>> OtherwiseRounded(
        IReadOnlyDictionary<string, string?> kernels, Func<IReadOnlyDictionary<string, string?>, Side> run)
    {
        const int Large = 8;
        RunException? failure = null;
        Lazy<IReadOnlyList<Side>>[] rounds =
        [
            Runs(1, Kernels.Plain),
            Runs(1, kernels, Kernels.RecordedNative),
            Runs(1, Kernels.PlainCompatible, Nudge.With(kernels, 1)),
            Runs(1, Nudge.With(kernels, 2), Nudge.With(kernels, 3)),
            Runs(1, Nudge.With(kernels, 4), Nudge.With(kernels, 5)),
            Runs(Large, Nudge.With(kernels, 6, Large), Nudge.With(kernels, 7, Large)),
        ];
        return Measured();

        IEnumerable<IReadOnlyList<Side>> Measured()
        {
            foreach (var round in rounds)
            {
                yield return round.Value;
            }

            if (failure is not null && rounds.All(round => round.Value.Count == 0))
            {
                throw new RunException($"How far rounding goes can't be measured. With other kernels: {failure.Message}", failure);
            }
        }

        // Also where one fails or is interrupted, the others have ended before it goes on.
        Lazy<IReadOnlyList<Side>> Runs(int units, params IReadOnlyDictionary<string, string?>[] each) =>
            new(() => [.. Task.WhenAll(each.Select(k => Task.Run(() => Attempt(units, k)))).GetAwaiter().GetResult().OfType<Side>()]);

        Side? Attempt(int units, IReadOnlyDictionary<string, string?> kernels)
        {
            try
            {
                return run(kernels) with { Units = units };
            }
            catch (RunException e)
            {
                failure = e;
                return null;
            }
        }
    }

    /// <summary>Runs the C# program, in a process of its own.</summary>
    /// <param name="info">The example.</param>
    /// <param name="options">What was chosen.</param>
    /// <param name="kernels">Those of libtorch.</param>
    /// <param name="folder">Where it leaves its folder of files.</param>
    /// <exception cref="UsageException">It refuses the options.</exception>
    /// <exception cref="RunException">It failed.</exception>
    public Side CSharp(ExampleAttribute info, RunOptions options, IReadOnlyDictionary<string, string?> kernels, string folder)
    {
        var arguments = options.Arguments(info, Settings.Format, Settings.Scale);
        var ended = Call([info.Name, .. arguments, $"--out={folder}", "--quiet"], kernels);
        return ended.Exit == ExitCode.Usage
            ? throw new UsageException(ended.AllWords)
            : Read("C#", Path.Combine(folder, info.Name), ended, $"The C# program failed: {ended.AllWords}");
    }

    private Side CSharp(ExampleAttribute info, RunOptions options, IReadOnlyDictionary<string, string?> kernels) =>
        InTemporaryFolder(folder => CSharp(info, options.With(Settings.Format, "none"), kernels, folder));

    private Side Twin(ExampleAttribute info) => InTemporaryFolder(folder =>
    {
        var ended = python!.Run([Path.Combine(Clone.Twins, info.Twin), .. options.Arguments(info), "--out", folder], interrupt);
        var left = Path.Combine(folder, info.Name);
        return ended.Exit == 0 && !File.Exists(Path.Combine(left, RunSummary.Name))
            ? throw new RunException(
                $"The twin ended in {python.Path} without leaving its {RunSummary.Name}: "
                + (ended.LastWords is { Length: > 0 } words ? words : $"{info.Twin} must make a Run."))
            : Read("PyTorch", left, ended, $"The twin failed in {python.Path}: {ended.LastWords}{Where(ended.Error, info.Twin)}");
    });

    /// <summary>
    /// Reads what a program left that ran to its end, or whose training diverged: a mistake may make it do so, and where that
    /// came from shows before.
    /// </summary>
    private static Side Read(string program, string folder, ChildProcess ended, string failure)
    {
        var words = new InvalidOperationException(ended.Error.Trim());
        try
        {
            var side = Side.Read(program, folder, ended.Output);
            return side.Status == "diverged" ? side with { Diverged = ended.LastWords }
                : ended.Exit == ExitCode.Done ? side
                : throw new UnfinishedException(failure, words, side);
        }
        catch (InvalidDataException e)
        {
            throw ended.Exit == ExitCode.Done
                ? new RunException($"{(program == "C#" ? "The C# program" : "The twin")} has ended, and its {e.Message}.", e)
                : new RunException(failure, words);
        }
    }

    /// <summary>The last line of a twin that a traceback of Python names.</summary>
    private static string Where(string traceback, string twin) =>
        Regex.Matches(traceback, $@"{Regex.Escape(twin)}"", line (\d+)") is [.., var last] ? $" ({twin}, line {last.Groups[1].Value})" : "";

    /// <summary>That of the records' kernels on this machine, computed in a process of its own.</summary>
    internal Dictionary<string, string> Fingerprint()
    {
        var ended = Call(["fingerprint"], Kernels.Recorded);
        return ended.Exit == ExitCode.Done
            ? JsonSerializer.Deserialize<Dictionary<string, string>>(ended.Output)!
            : throw new RunException($"The C# program failed: {ended.AllWords}");
    }

    private ChildProcess Call(IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> kernels) =>
        ChildProcess.Run(s_program[0], [.. s_program[1..], .. arguments], kernels, interrupt);

    private static Curve Labelled(Curve curve, Side side) =>
        curve with { Name = curve.Name == "loss" ? side.Label : $"{curve.Name}, {side.Label}" };

    private static string AnotherFolder =>
        $"The variable {(OperatingSystem.IsWindows() ? "TMP" : "TMPDIR")} names another temporary folder.";

    private static Side InTemporaryFolder(Func<string, Side> run)
    {
        var folder = TemporaryFolder();
        try
        {
            return run(folder);
        }
        catch (RunException e) when (e.Message.Contains(folder))
        {
            throw new RunException(
                $"{e.Message.Replace(folder, Path.GetTempPath().TrimEnd(Path.DirectorySeparatorChar))} {AnotherFolder}", e.InnerException);
        }
        finally
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A program may have removed it, or another may still read a file of it.
            }
        }
    }

    private static string TemporaryFolder()
    {
        try
        {
            return Directory.CreateTempSubdirectory("compare-").FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                $"There is no temporary folder to work in: {Path.GetTempPath()} can't be written to. {AnotherFolder}");
        }
    }
}
