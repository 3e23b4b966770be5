using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

using Examples.Shared.Boards;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>What a run came to.</summary>
/// <param name="Exit">An <see cref="ExitCode"/>.</param>
/// <param name="Losses">Those recorded, a curve for each training.</param>
public sealed record Outcome(int Exit, IReadOnlyList<Curve> Losses);

/// <summary>Runs examples.</summary>
public static partial class Runner
{
    /// <summary>Runs an example and saves what it leaves.</summary>
    /// <param name="entry">The example.</param>
    /// <param name="options">What the caller chose.</param>
    /// <param name="output">Where the program's results go: the same bytes as the twin's.</param>
    /// <param name="notes">Where device and files are noted, and a progress bar is shown; null for a quiet run.</param>
    /// <param name="errors">Where it says why a run ended early.</param>
    /// <param name="interrupt">Ends training at the next epoch.</param>
    /// <exception cref="UsageException">
    /// The device, the memory or the output folder is unavailable, or the learning rate does not fit into float32.
    /// </exception>
    /// <exception cref="RunException">libtorch could not be loaded, libtorch failed, or a file could not be written.</exception>
    public static Outcome Execute(
        Entry entry, RunOptions options, TextWriter output, TextWriter? notes, TextWriter errors, CancellationToken interrupt)
    {
        var ready = options.Get(Settings.Format, entry.Info) == "none" ? Task.CompletedTask : Figure.MakeReady();
        try
        {
            return Run(entry, options, output, notes, errors, interrupt);
        }
        finally
        {
            // However it ended: no process may end while Skia draws.
            Task.WaitAny([ready], CancellationToken.None);
        }
    }

    private static Outcome Run(
        Entry entry, RunOptions options, TextWriter output, TextWriter? notes, TextWriter errors, CancellationToken interrupt)
    {
        Libtorch.Load();
        var info = entry.Info;
        var (device, reason) = Devices.Choose(options.Get(Settings.Device, info), info.DoublePrecision);
        Memory.Require(options.GetOrDefault(Settings.Samples, info));
        if (!info.DoublePrecision && options.GetOrDefault(Settings.LearningRate, info) > float.MaxValue)
        {
            throw new UsageException($"{Settings.LearningRate.Name} is too large: {info.Name} computes in float32, which ends at 3.4e38.");
        }

        using var folder = new OutputFolder(Path.Combine(options.Get(Settings.Out, info), info.Name));
        set_num_threads(options.Get(Settings.Threads, info));

        // Recurrent and convolutional layers on a GPU would round to 10 bits by default, and no longer be what they are on the CPU.
        backends.cudnn.allow_tf32 = false;
        manual_seed(options.GetOrDefault(Settings.Seed, info));
        notes?.WriteLine($"device: {device} ({reason})");

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interrupt);
        using var feed = new LossFeed([.. Boards(info, options, stop, errors)]);
        using var scope = NewDisposeScope();
        using var files = new RunFiles(folder, options.Get(Settings.Format, info), options.Get(Settings.Scale, info));
        using var run = new Run(info, options, device, files, output, showsProgress: notes is not null, feed, stop.Token);
        var (status, exit) = CarryThrough(entry.Example, info, run, files, errors);
        try
        {
            run.Save(status);
        }
        finally
        {
            feed.End(run.Curves, status);
            if (notes is not null)
            {
                Note(notes, options, folder, files, run);
            }
        }

        if (exit == ExitCode.Interrupted)
        {
            var epochs = run.Curves.Sum(curve => curve.Losses.Count);
            var after = epochs switch { 0 => "", 1 => " after 1 epoch", _ => $" after {epochs} epochs" };
            errors.WriteLine($"Interrupted{after}; what was recorded is saved.");
        }

        return new Outcome(exit, run.Curves);
    }

    /// <summary>Says what a run has left, and where.</summary>
    private static void Note(TextWriter notes, RunOptions options, OutputFolder folder, RunFiles files, Run run)
    {
        if (files.LeftOut is { } why)
        {
            notes.WriteLine(why);
        }

        if (folder.Written.Count > 0)
        {
            notes.WriteLine($"{folder.Path}: {string.Join("  ", folder.Written)}");
        }

        if (run.SavedWeights is { } weights)
        {
            notes.WriteLine($"weights: {weights}");
        }

        if (options.Chose(Settings.TensorBoard, out var events))
        {
            notes.WriteLine($"TensorBoard: tensorboard --logdir {events}");
        }
    }

    /// <summary>The boards that were asked for.</summary>
    private static IEnumerable<IBoard> Boards(ExampleAttribute info, RunOptions options, CancellationTokenSource stop, TextWriter errors)
    {
        if (options.Chose(Settings.TensorBoard, out var events))
        {
            // One folder is one run to TensorBoard.
            yield return new TensorBoard(Path.Combine(events, info.Name, $"{DateTime.Now:yyyy-MM-dd_HH-mm-ss}"), errors);
        }

        if (options.Chose(Settings.Visdom, out var server))
        {
            yield return new Visdom(server, info.Name, errors);
        }

        if (options.Chose(Settings.Live, out var port) && LivePage.Start(info, port, stop.Cancel, errors) is { } page)
        {
            yield return page;
        }
    }

    /// <summary>Runs an example, whatever becomes of it; says why where it ended early.</summary>
    /// <returns>How it ended, for run.json and as an <see cref="ExitCode"/>.</returns>
    /// <exception cref="UsageException">The example refuses the call.</exception>
    private static (string Status, int Exit) CarryThrough(
        IExample example, ExampleAttribute info, Run run, RunFiles files, TextWriter errors)
    {
        try
        {
            try
            {
                example.Run(run);
            }
            finally
            {
                // Also where it was interrupted: what waited may be that it had diverged.
                run.ReadLosses();
            }

            return ("done", ExitCode.Done);
        }
        catch (OperationCanceledException)
        {
            return ("interrupted", ExitCode.Interrupted);
        }
        catch (RunException e)
        {
            errors.WriteLine(e.Message);
            return (e is DivergedException ? "diverged" : "failed", ExitCode.Failed);
        }
        catch (Exception e) when (e is not UsageException)
        {
            // Said once all else is saved, where the same may happen again.
            files.Fail(Explained(e, example, info));
            return ("failed", ExitCode.Failed);
        }
    }

    /// <summary>An error of a library, or of an example, in words that say what to do, or where to look.</summary>
    private static RunException Explained(Exception error, IExample example, ExampleAttribute info)
    {
        var line = error.Message.Split('\n')[0];
        return new RunException(
            NativeLibraries.Explain(error)
            ?? (error is ExternalException && Allocation().Match(line) is { Success: true } allocation
                ? TooLarge(double.Parse(allocation.Groups[1].Value, CultureInfo.InvariantCulture), info)
                : $"{(error is ExternalException ? "libtorch" : error.GetType().Name)}: {line}{Where(error, example)}{Known(line)}"),
            error);
    }

    private static string TooLarge(double bytes, ExampleAttribute info)
    {
        string[] options = [.. from setting in new[] { Settings.Samples, Settings.BatchSize } where setting.IsOf(info) select setting.Name];
        return $"There is not enough memory: it takes {Math.Ceiling(bytes / (1 << 30)):F0} GB more.\n"
            + $"A smaller {(options.Length > 0 ? string.Join(" or ", options) : "network")} needs less.";
    }

    /// <summary>
    /// What is known of an error, in a line of its own. TorchSharp 0.107.0 does not keep a Scalar alive while libtorch reads
    /// it, which reads freed memory where another thread collects the garbage just then.
    /// </summary>
    private static string Known(string line) =>
        new[] { "Expected false to be true", "Unknown scalar type" }.Any(words => line.StartsWith(words))
            ? "\nThis is most likely a fault of TorchSharp that depends on chance, "
                + "when other threads of the program are busy; run it again."
        : line.StartsWith("Tensor invalid")
            ? "\nA tensor was used after its dispose scope had ended: what outlives a step leaves it by x.MoveToOuterDisposeScope(), "
                + "and what a hook takes out of an nn.Sequential by x.alias()."
        : line.StartsWith("Trying to backward through the graph a second time")
            ? "\nIn TorchSharp, autograd.grad with create_graph: true also takes retain_graph: true, which it implies in PyTorch."
            : "";

    /// <summary>The line of an example from which an error came; empty where the program was built without its symbols.</summary>
    private static string Where(Exception error, IExample example)
    {
        var frame = Array.Find(new StackTrace(error, fNeedFileInfo: true).GetFrames(), IsOfExamples);
        return frame is null ? "" : $" ({Path.GetFileName(frame.GetFileName())}, line {frame.GetFileLineNumber()})";

        bool IsOfExamples(StackFrame frame) => frame.GetMethod()?.Module == example.GetType().Module && frame.GetFileName() is not null;
    }

    // As the allocators of Linux, macOS and Windows say it.
    [GeneratedRegex("tried to allocate ([0-9]+) bytes")]
    private static partial Regex Allocation();
}
