using System.Diagnostics;

using Examples.Shared;

namespace Examples.Bench;

/// <summary>
/// A training whose live page is looked at and left alone in turns: both in one process, for the machine's speed changes
/// more between processes.
/// </summary>
internal sealed class LiveRun : IDisposable
{
    private const int Port = 18097;
    private const int LogEvery = 500;

    private readonly Process _process;

    /// <param name="start">How the example is started.</param>
    public LiveRun(ProcessStartInfo start)
    {
        string[] options = ["--epochs", "1000000000", "--log-every", $"{LogEvery}", "--format", "none", $"--live={Port}"];
        Array.ForEach(options, start.ArgumentList.Add);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>
    /// A step with the page open over one with it closed: the median over some openings, each beside the steps before and
    /// after.
    /// </summary>
    /// <param name="window">How long the page is open or closed.</param>
    /// <param name="openings">How often it is opened.</param>
    /// <exception cref="RunException">The example ended.</exception>
    public double Ratio(TimeSpan window, int openings)
    {
        // The page is there before the first line; the first look compiles what draws.
        ReadLine();
        SecondsPerStep(window, open: true);
        var closed = SecondsPerStep(window, open: false);
        var ratios = new List<double>();
        while (ratios.Count < openings)
        {
            var (before, open) = (closed, SecondsPerStep(window, open: true));
            closed = SecondsPerStep(window, open: false);
            ratios.Add(2 * open / (before + closed));
        }

        return Row.Median([.. ratios]);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private double SecondsPerStep(TimeSpan window, bool open)
    {
        using var end = new CancellationTokenSource();
        var looking = open ? Look(end.Token) : Task.CompletedTask;
        ReadLine();
        var (steps, clock) = (0, Stopwatch.StartNew());
        for (; clock.Elapsed < window; steps += LogEvery)
        {
            ReadLine();
        }

        var seconds = clock.Elapsed.TotalSeconds / steps;
        end.Cancel();
        looking.GetAwaiter().GetResult();
        return seconds;
    }

    /// <summary>Waits for the line that is printed after so many steps.</summary>
    private void ReadLine()
    {
        if (_process.StandardOutput.ReadLine() is null)
        {
            throw new RunException("The example ended while its live page was measured.");
        }
    }

    /// <summary>Somebody who has the page open: reads its events until it is closed.</summary>
    private static async Task Look(CancellationToken end)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        try
        {
            using var events = await http.GetStreamAsync($"http://127.0.0.1:{Port}/events", end);
            await events.CopyToAsync(Stream.Null, end);
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        catch (HttpRequestException e)
        {
            throw new RunException($"The live page can't be read: {e.Message}", e);
        }
    }
}
