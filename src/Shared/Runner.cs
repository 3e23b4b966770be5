using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>What a run came to.</summary>
/// <param name="Exit">An <see cref="ExitCode"/>.</param>
/// <param name="Device">Where it was computed.</param>
/// <param name="Losses">Those recorded, a curve for each training.</param>
/// <param name="SecondsPerEpoch">Wall time; 0 if nothing was trained.</param>
public sealed record Outcome(int Exit, string Device, IReadOnlyList<Curve> Losses, double SecondsPerEpoch);

/// <summary>Runs examples.</summary>
public static class Runner
{
    /// <summary>Runs an example and saves what it leaves.</summary>
    /// <param name="entry">The example.</param>
    /// <param name="options">What the caller chose.</param>
    /// <param name="output">Where the program's results go: the same bytes as the twin's.</param>
    /// <param name="notes">Where device, files and errors are noted.</param>
    /// <param name="interrupt">Ends training at the next epoch.</param>
    /// <exception cref="UsageException">The device or the output folder is not to be had.</exception>
    /// <exception cref="RunException">The run failed, or a file could not be written.</exception>
    public static Outcome Execute(Entry entry, RunOptions options, TextWriter output, TextWriter notes, CancellationToken interrupt)
    {
        using var scope = NewDisposeScope();
        using var run = new Run(entry.Info, options, output, interrupt);
        Note($"device: {run.Device} ({run.DeviceReason})");
        var exit = ExitCode.Done;
        try
        {
            entry.Example.Run(run);
            run.Save("done");
        }
        catch (OperationCanceledException)
        {
            run.Dispose();
            notes.WriteLine($"Interrupted after {run.Losses.Sum(l => l.Losses.Count)} epochs; what was recorded is kept.");
            run.Save("interrupted");
            exit = ExitCode.Interrupted;
        }
        catch (DivergedException e)
        {
            run.Dispose();
            notes.WriteLine(e.Message);
            run.Save("diverged");
            exit = ExitCode.Failed;
        }
        catch (ExternalException e)
        {
            throw new RunException($"libtorch: {e.Message.Split('\n')[0]}", e);
        }

        if (run.Missing is { } missing)
        {
            Note(missing);
        }

        Note($"{run.Folder.Path}: {string.Join("  ", run.Folder.Written)}");
        return new Outcome(exit, run.Device.ToString(), run.Losses, run.SecondsPerEpoch);

        void Note(string text)
        {
            if (!options.Quiet)
            {
                notes.WriteLine(text);
            }
        }
    }
}
