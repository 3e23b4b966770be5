using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
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
        var process = idle.TryTake(out var waiting) ? waiting : Start(variables);
        process.StandardInput.WriteLine(new JsonObject
        {
            ["name"] = info.Name,
            ["arguments"] = new JsonArray([.. options.Arguments(info), "--format", options.Get(Settings.Format, info)]),
            ["folder"] = folder,
            ["nudge"] = kernels.GetValueOrDefault(Nudge.Variable),
        }.ToJsonString());
        var answer = JsonNode.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"{info.Name} ended its process."))!;
        idle.Add(process);
        return (int)answer["exit"]! == ExitCode.Done
            ? Comparer.Read("C#", "libtorch", Path.Combine(folder, info.Name), (string)answer["output"]!)
            : throw new InvalidOperationException($"{info.Name}: {answer["errors"]}");
    }

    /// <summary>What the processes do: each line of standard input is an example to run, each of standard output what it left.</summary>
    public static void Main()
    {
        while (Console.ReadLine() is { } line)
        {
            var request = JsonNode.Parse(line)!;
            Environment.SetEnvironmentVariable(Nudge.Variable, (string?)request["nudge"]);
            var arguments = request["arguments"]!.AsArray().Select(argument => (string)argument!);
            var ran = Example.Run((string)request["name"]!, Example.Options(arguments), (string)request["folder"]!);
            Console.WriteLine(new JsonObject { ["exit"] = ran.Exit, ["output"] = ran.Output, ["errors"] = ran.Errors }.ToJsonString());
        }
    }

    private static Process Start(IReadOnlyDictionary<string, string?> variables)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(LiveProgram).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        return process;
    }
}
