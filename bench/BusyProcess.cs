using System.Diagnostics;

using Examples.Shared;

namespace Examples.Bench;

/// <summary>Another process that keeps one core busy, with one thread, as long as this object is not disposed.</summary>
internal sealed class BusyProcess : IDisposable
{
    public const string Command = "busy";

    private readonly Process _process;

    /// <exception cref="RunException">It did not start.</exception>
    public BusyProcess()
    {
        var start = new ProcessStartInfo(Trainer.BenchProgram, [Command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        if (_process.StandardOutput.ReadLine() != Command)
        {
            throw new RunException($"'{Trainer.BenchProgram} {Command}' did not start.");
        }
    }

    /// <summary>Spins until standard input ends, so that it does not outlive the bench, however that ends.</summary>
    public static void Spin()
    {
        Console.WriteLine(Command);
        var end = Task.Run(Console.In.ReadToEnd);
        while (!end.IsCompleted)
        {
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
