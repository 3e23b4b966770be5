using Spectre.Console;

namespace Examples.Shared;

/// <summary>
/// The lines that a run prints and, while it trains, a progress bar on standard error. The bar is only drawn where
/// standard output and standard error are both a terminal that can move its cursor, and once training takes long enough
/// to need one.
/// </summary>
/// <param name="enabled">False for a run that is to be quiet.</param>
/// <param name="epochs">How many there will be.</param>
/// <param name="output">Where lines go.</param>
internal sealed class RunOutput(bool enabled, int epochs, TextWriter output)
{
    private const int PatienceMilliseconds = 400;
    private const int RefreshMilliseconds = 80;

    private readonly IAnsiConsole? _console = enabled ? Terminal() : null;
    private readonly long _start = Environment.TickCount64;
    private TaskCompletionSource _hidden = new();
    private Task? _bar;
    private volatile int _epoch;

    /// <summary>Says that an epoch begins.</summary>
    public void ShowProgress(int epoch)
    {
        _epoch = epoch;
        if (_console is not null && _bar is null && Environment.TickCount64 - _start > PatienceMilliseconds)
        {
            _bar = Task.Run(Draw);
        }
    }

    /// <summary>Writes a line; where there is a bar, above it.</summary>
    /// <exception cref="RunException">It can't be written.</exception>
    public void WriteLine(string line)
    {
        if (_bar is not null)
        {
            _console!.Write(new ControlCode(line + Environment.NewLine));
            return;
        }

        try
        {
            output.WriteLine(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException(IOErrors.OutputFailure(e), e);
        }
    }

    /// <summary>Takes the bar away; the next training has its own.</summary>
    public void HideProgress()
    {
        _hidden.SetResult();
        _bar?.Wait();
        (_bar, _hidden) = (null, new());
    }

    private static IAnsiConsole? Terminal()
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected)
        {
            return null;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Profile.Capabilities is { Ansi: true, Interactive: true } ? console : null;
    }

    private void Draw() =>
        _console!.Progress().AutoClear(true).Start(context =>
        {
            var task = context.AddTask("training", maxValue: epochs);
            do
            {
                task.Value = _epoch;
            }
            while (!_hidden.Task.Wait(RefreshMilliseconds));
        });
}
