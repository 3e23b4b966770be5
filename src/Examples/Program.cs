using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text;

using Examples;
using Examples.Shared;

// Loading libtorch takes longer than reading the command line; they go side by side.
if (args is not ([] or ["list" or "--help" or "--version" or "-h" or "-?", ..]))
{
    _ = Task.Run(Torch.Load);
}

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var interrupt = new CancellationTokenSource();
using var ctrlC = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);

var catalog = new Catalog(typeof(Program).Assembly);
var commands = new CommandLine(catalog, interrupt.Token);
var call = commands.Root.Parse(args);
try
{
    if (call.Errors is [var error, ..])
    {
        throw call.UnmatchedTokens is [var name, ..] && call.CommandResult.Command == commands.Root
            ? name.StartsWith('-') ? new UsageException($"There is no option '{name}'. '--help' shows what there is.") : catalog.Unknown(name)
            : new UsageException($"{error.Message} '{(call.CommandResult.Command == commands.Root ? "" : $"{call.CommandResult.Command.Name} ")}--help' shows what there is.");
    }

    return call.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception e)
{
    var cause = e is AggregateException or TypeInitializationException ? e.GetBaseException() : e;
    Console.Error.WriteLine(call.GetValue(commands.Verbose) ? e.ToString()
        : cause is DllNotFoundException ? $"libtorch can't be loaded; ./setup.sh finds or installs one, then build again. ({cause.Message.Split('\n')[0]})"
        : cause.Message);
    return cause switch
    {
        UsageException => ExitCode.Usage,
        OperationCanceledException => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}

// The first asks training to end; a second one ends the program.
void Interrupt(PosixSignalContext context)
{
    context.Cancel = !interrupt.IsCancellationRequested;
    interrupt.Cancel();
}
