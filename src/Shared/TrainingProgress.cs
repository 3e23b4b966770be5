using Spectre.Console;

namespace Examples.Shared;

/// <summary>A progress bar on standard error, if that is a terminal and training takes long enough to need one.</summary>
/// <param name="enabled">False for a run that is to be quiet.</param>
/// <param name="epochs">How many there will be.</param>
/// <param name="output">Where lines go.</param>
internal sealed class TrainingProgress(bool enabled, int epochs, TextWriter output) : IDisposable
{
    private const int PatienceMilliseconds = 400;
    private const int RefreshMilliseconds = 80;

    private readonly bool _enabled = enabled && !Console.IsErrorRedirected;
    private readonly long _start = Environment.TickCount64;
    private readonly ManualResetEventSlim _stopped = new();
    private IAnsiConsole? _console;
    private Task? _bar;
    private volatile int _epoch;

    /// <summary>Says that an epoch begins.</summary>
    public void Report(int epoch)
    {
        _epoch = epoch;
        if (_enabled && _bar is null && Environment.TickCount64 - _start > PatienceMilliseconds)
        {
            _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
            _bar = Task.Run(Draw);
        }
    }

    /// <summary>Writes a line; where bar and line meet on one terminal, the line goes above the bar.</summary>
    public void WriteLine(string line)
    {
        if (_bar is null || Console.IsOutputRedirected)
        {
            output.WriteLine(line);
        }
        else
        {
            _console!.Write(new ControlCode(line + Environment.NewLine));
        }
    }

    /// <summary>Takes the bar away; the next training has its own.</summary>
    public void Dispose()
    {
        _stopped.Set();
        _bar?.Wait();
        _bar = null;
        _stopped.Reset();
    }

    private void Draw() =>
        _console!.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("training", maxValue: epochs);
            do
            {
                task.Value = _epoch;
            }
            while (!_stopped.Wait(RefreshMilliseconds));
        });
}
