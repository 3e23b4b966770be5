using System.Diagnostics;

using Examples.Shared;

namespace Examples.Bench;

/// <summary>How long a program took, and how much memory.</summary>
/// <param name="Seconds">Wall time from its start to its end.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Resident">Its resident memory in bytes, every 10 ms; empty if it was not watched.</param>
/// <param name="Peak">The most that it ever had of it, in bytes; 0 if it was not watched.</param>
internal sealed record MeasuredProcess(double Seconds, string Output, IReadOnlyList<long> Resident, long Peak)
{
    private const int WatchMilliseconds = 10;

    /// <summary>
    /// How far resident memory grew in the second half of its life, without the last 5 %, in which it draws: in the first
    /// half .NET lets garbage grow as large as it will. Of a program that was watched.
    /// </summary>
    public long Growth => Resident[Resident.Count * 19 / 20] - Resident[Resident.Count / 2];

    /// <summary>Runs a program to its end.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">Where it is started.</param>
    /// <param name="watchesMemory">Looking at its memory takes time, and is left out where that counts.</param>
    /// <exception cref="RunException">It failed.</exception>
    public static MeasuredProcess Run(string file, IReadOnlyList<string> arguments, string folder, bool watchesMemory)
    {
        var clock = Stopwatch.StartNew();
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        var resident = new List<long>();
        var peak = 0L;
        while (!process.WaitForExit(watchesMemory ? WatchMilliseconds : Timeout.Infinite))
        {
            process.Refresh();
            try
            {
                resident.Add(process.WorkingSet64);
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It ended in this moment.
            }
        }

        var seconds = clock.Elapsed.TotalSeconds;
        if (process.ExitCode != 0)
        {
            var last = error.GetAwaiter().GetResult().TrimEnd().Split('\n')[^1];
            throw new RunException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}: {last}");
        }

        return new MeasuredProcess(seconds, output.GetAwaiter().GetResult(), resident, peak);
    }
}
