using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

using Examples;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Console.SetError(ForgivingWriter.OfStandardError());
using var interrupt = new CancellationTokenSource();
var ended = new ManualResetEventSlim();
var interruptedAt = 0L;
PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, Interrupt)).ToArray();

var catalog = new Catalog(typeof(Program).Assembly);
var commands = new CommandLine(catalog, interrupt.Token);
var words = args is ["--", .. var behind] ? behind : args;
var call = commands.Root.Parse(
    words is ["help", .. var rest] ? [.. rest, "--help"] : words,
    new ParserConfiguration { ResponseFileTokenReplacer = null });
try
{
    RequireCurrentFolder();

    // A shell that asks how a word goes on hands over its line as one word, which is no call.
    var completes = call.Tokens is [{ Type: TokenType.Directive, Value: var directive }, ..] && directive.StartsWith("[suggest");
    if (!completes && call.CommandResult.Command == commands.Root && call.UnmatchedTokens is [var unknown, ..] && !unknown.StartsWith('-'))
    {
        throw Unknown(unknown);
    }

    if (!completes && call.Errors is [var error, ..])
    {
        throw Wrong(error.Message);
    }

    return call.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
}
catch (Exception e)
{
    Console.Error.WriteLine(call.GetValue(commands.Verbose) ? e.ToString()
        : e is IOException or UnauthorizedAccessException ? IOErrors.OutputFailure(e)
        : e.Message);
    return e switch
    {
        UsageException => ExitCode.Usage,
        OperationCanceledException => ExitCode.Interrupted,
        _ => ExitCode.Failed,
    };
}
finally
{
    ended.Set();

    // Until here nothing may collect them: they would take the handlers with them.
    Array.ForEach(registrations, registration => registration.Dispose());
}

// In the program's words, not in those of a parser.
UsageException Wrong(string message)
{
    var command = call.CommandResult.Command;
    var of = command == commands.Root ? "" : $"{command.Name} ";
    if (command == commands.Root && call.UnmatchedTokens is [])
    {
        return new UsageException("Which example? 'linear' is the first, 'list' shows them all, '--help' shows the commands.");
    }

    if (call.UnmatchedTokens is not [var token, ..])
    {
        return new UsageException($"{message} '{of}--help' shows what there is.");
    }

    var isBeforeCommand = call.Tokens.TakeWhile(other => other.Type != TokenType.Command).Any(other => other.Value == token);
    return (IsOption: token.StartsWith('-'), isBeforeCommand) switch
    {
        (true, true) when of.Length > 0 => new UsageException($"'{token}' stands before '{command.Name}': options come after it."),
        (true, _) => commands.NoOption(command, token),
        (false, true) => Unknown(token),
        (false, false) => new UsageException($"{of}takes no '{token}'. '{of}--help' shows what there is."),
    };
}

UsageException Unknown(string word) =>
    catalog.Unknown(word, commands.Root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name));

static void RequireCurrentFolder()
{
    try
    {
        Directory.GetCurrentDirectory();
    }
    catch (IOException)
    {
        throw new UsageException("The current folder is gone: change to another one.");
    }
}

// The first asks training to end; one that comes a second later or more ends the program, whatever it leaves.
void Interrupt(PosixSignalContext context)
{
    if (!interrupt.IsCancellationRequested)
    {
        interruptedAt = Stopwatch.GetTimestamp();
    }

    context.Cancel = Stopwatch.GetElapsedTime(interruptedAt) < TimeSpan.FromSeconds(1);
    interrupt.Cancel();
    if (OperatingSystem.IsWindows() && context.Signal != PosixSignal.SIGINT)
    {
        // Where its window was closed, or the system shuts down, Windows ends the program as soon as this returns.
        ended.Wait(TimeSpan.FromSeconds(5));
    }
}
