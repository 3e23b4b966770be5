using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared.Comparison;

namespace Examples.Tests.Support;

/// <summary>
/// Processes that stay alive and run examples with other kernels than this one's, or the program as it is called, so that
/// a test does not wait for libtorch to load: one for each choice of kernels, and another where all of them are busy.
/// </summary>
internal static class LiveProgram
{
    private static readonly ConcurrentDictionary<string, ConcurrentBag<Process>> s_idle = [];

    /// <summary>Runs an example into a folder.</summary>
    /// <param name="info">The example.</param>
    /// <param name="options">Of it.</param>
    /// <param name="kernels">Those of libtorch, and a nudge or none.</param>
    /// <param name="folder">Where it leaves its folder of files.</param>
    public static Side Run(ExampleAttribute info, RunOptions options, IReadOnlyDictionary<string, string?> kernels, string folder)
    {
        var variables = kernels.Where(variable => variable.Key != Nudge.Variable).ToDictionary();
        var answer = Ask(variables, new
        {
            name = info.Name,
            arguments = options.Arguments(info, Settings.Format),
            folder,
            nudge = kernels.GetValueOrDefault(Nudge.Variable),
        }, again: true);
        return answer.Exit == ExitCode.Done
            ? Side.Read("C#", Path.Combine(folder, info.Name), answer.Output)
            : throw new InvalidOperationException($"{info.Name}: {answer.Error}");
    }

    /// <summary>Calls the program.</summary>
    /// <param name="arguments">Of the call.</param>
    /// <param name="folder">The current one.</param>
    public static Ended Call(IEnumerable<string> arguments, string folder) => Ask([], new { call = arguments, folder }, again: false);

    /// <summary>Asks an idle process with these variables, or a new one.</summary>
    /// <param name="variables">Of its environment; null removes one.</param>
    /// <param name="request">What <see cref="Main"/> reads.</param>
    /// <param name="again">
    /// Whether a new process is asked the same where the idle one fails: when it has run many examples, one in thousands
    /// fails, as other threads collect the garbage (pinned.runsettings). What fails for another reason fails there too.
    /// </param>
    private static Ended Ask(Dictionary<string, string?> variables, object request, bool again)
    {
        var idle = s_idle.GetOrAdd(string.Join(' ', variables.Select(variable => $"{variable.Key}={variable.Value}")), _ => []);
        var line = JsonSerializer.Serialize(request);
        return idle.TryTake(out var waiting) && Answer(waiting) is var answer && (answer.Exit == ExitCode.Done || !again)
            ? answer
            : Answer(LiveProcess.Start(ChildProcess.Dotnet, [typeof(LiveProgram).Assembly.Location], variables));

        Ended Answer(Process process)
        {
            try
            {
                process.StandardInput.WriteLine(line);
            }
            catch (IOException)
            {
                // It has ended already; there is nothing to read either.
            }

            if (process.StandardOutput.ReadLine() is not { } answer)
            {
                process.WaitForExit();
                return new Ended(process.ExitCode, "", "It ended its process.");
            }

            var ended = JsonSerializer.Deserialize<Ended>(answer)!;
            if (ended.Exit == ExitCode.Done || !again)
            {
                idle.Add(process);
            }
            else
            {
                process.Kill();
            }

            return ended;
        }
    }

    /// <summary>What the processes do: each line of standard input is something to run, each of standard output what it left.</summary>
    public static void Main()
    {
        while (Console.ReadLine() is { } line)
        {
            var request = JsonNode.Parse(line)!;
            var ended = request["call"] is { } call ? Called(Strings(call), (string)request["folder"]!) : Executed(request);
            Console.WriteLine(JsonSerializer.Serialize(ended));
        }
    }

    /// <summary>Calls the program's entry point, which writes to the console and returns its exit code.</summary>
    private static Ended Called(string[] arguments, string folder)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var (console, consoleErrors) = (Console.Out, Console.Error);
        Console.SetOut(output);
        Console.SetError(errors);
        Environment.CurrentDirectory = folder;
        try
        {
            var exit = (int)typeof(CommandLine).Assembly.EntryPoint!.Invoke(null, [arguments])!;
            return new Ended(exit, output.ToString().ReplaceLineEndings("\n"), errors.ToString().ReplaceLineEndings("\n"));
        }
        finally
        {
            Environment.CurrentDirectory = AppContext.BaseDirectory;
            Console.SetError(consoleErrors);
            Console.SetOut(console);
        }
    }

    private static string[] Strings(JsonNode array) => [.. array.AsArray().Select(text => (string)text!)];

    private static Ended Executed(JsonNode request)
    {
        Environment.SetEnvironmentVariable(Nudge.Variable, (string?)request["nudge"]);
        try
        {
            var ran = Example.Run((string)request["name"]!, Example.Options(Strings(request["arguments"]!)), (string)request["folder"]!);
            return new Ended(ran.Exit, ran.Output, ran.Errors);
        }
        catch (RunException e)
        {
            return new Ended(ExitCode.Failed, "", e.ToString());
        }
    }
}
