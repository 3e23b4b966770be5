using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared.Comparison;

namespace Examples.Tests.Support;

/// <summary>
/// Processes that stay alive and run examples with other kernels than this one's, so that a test does not wait for
/// libtorch to load: one for each choice of kernels, and another where all of them are busy.
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
        var idle = s_idle.GetOrAdd(string.Join(' ', variables.Select(variable => $"{variable.Key}={variable.Value}")), _ => []);
        var request = JsonSerializer.Serialize(new
        {
            name = info.Name,
            arguments = options.Arguments(info).Append($"--format={options.Get(Settings.Format, info)}"),
            folder,
            nudge = kernels.GetValueOrDefault(Nudge.Variable),
        });

        // In a process that has run many examples, one in thousands fails, as other threads collect the garbage
        // (pinned.runsettings). A fresh process is asked the same; what fails for another reason fails there too.
        var (output, error) = idle.TryTake(out var waiting) ? Ask(waiting) : (null, null);
        if (output is null)
        {
            (output, error) = Ask(LiveProcess.Start(ChildProcess.Dotnet, [typeof(LiveProgram).Assembly.Location], variables));
        }

        return output is not null
            ? Side.Read("C#", "libtorch", Path.Combine(folder, info.Name), output)
            : throw new InvalidOperationException($"{info.Name}: {error}");

        (string? Output, string? Error) Ask(Process process)
        {
            try
            {
                process.StandardInput.WriteLine(request);
            }
            catch (IOException)
            {
                // It has ended already; there is nothing to read either.
            }

            if (process.StandardOutput.ReadLine() is not { } line)
            {
                process.WaitForExit();
                return (null, $"it ended its process with exit code {process.ExitCode}.");
            }

            var answer = JsonNode.Parse(line)!;
            if ((int)answer["exit"]! != ExitCode.Done)
            {
                process.Kill();
                return (null, (string?)answer["errors"]);
            }

            idle.Add(process);
            return ((string?)answer["output"], null);
        }
    }

    /// <summary>What the processes do: each line of standard input is an example to run, each of standard output what it left.</summary>
    public static void Main()
    {
        while (Console.ReadLine() is { } line)
        {
            Console.WriteLine(Answer(JsonNode.Parse(line)!).ToJsonString());
        }
    }

    private static JsonObject Answer(JsonNode request)
    {
        Environment.SetEnvironmentVariable(Nudge.Variable, (string?)request["nudge"]);
        var arguments = request["arguments"]!.AsArray().Select(argument => (string)argument!);
        try
        {
            var ran = Example.Run((string)request["name"]!, Example.Options(arguments), (string)request["folder"]!);
            return new JsonObject { ["exit"] = ran.Exit, ["output"] = ran.Output, ["errors"] = ran.Errors };
        }
        catch (RunException e)
        {
            return new JsonObject { ["exit"] = ExitCode.Failed, ["errors"] = e.ToString() };
        }
    }
}
