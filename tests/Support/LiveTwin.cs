using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared.Comparison;

namespace Examples.Tests.Support;

/// <summary>A Python with PyTorch that runs twins, started once for all tests.</summary>
internal static class LiveTwin
{
    private static readonly Lazy<(Python? Python, string? Missing)> s_python = new(Find);
    private static readonly Lazy<Process> s_process = new(Start);

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "pytorch");

    /// <summary>Why no twin can run here; null if they can.</summary>
    public static string? Missing => s_python.Value.Missing;

    public static Python Python => s_python.Value.Python!;

    /// <summary>Runs a twin at its options; null if a changed one fails in its own words, as where it diverges.</summary>
    /// <param name="info">Its example.</param>
    /// <param name="options">Of both.</param>
    /// <param name="changed">The text of a changed twin; null runs the twin itself.</param>
    /// <param name="save">Where it leaves its weights, which no comparison asks of it.</param>
    public static Side? Run(ExampleAttribute info, RunOptions options, string? changed = null, string? save = null)
    {
        using var folder = new TemporaryFolder();
        string[] files = save is null ? ["--out", folder.Path] : ["--out", folder.Path, "--save", save];
        var (exit, output, error) = Ask(info, [.. options.Arguments(info), .. files], changed);
        return exit == ExitCode.Done ? Side.Read("PyTorch", folder[info.Name], output)
            : changed is not null && exit == ExitCode.Failed && !error.Contains("Traceback") ? null
            : throw new InvalidOperationException($"{info.Twin}: {error}");
    }

    /// <summary>Runs a twin that is expected to fail.</summary>
    public static (int Exit, string Error) Ended(ExampleAttribute info, RunOptions options, string? changed = null) =>
        Ended(info, options.Arguments(info), changed);

    /// <summary>The same with arguments that are no options of both.</summary>
    public static (int Exit, string Error) Ended(ExampleAttribute info, IEnumerable<string> arguments, string? changed = null)
    {
        var (exit, _, error) = Ask(info, arguments, changed);
        return (exit, error);
    }

    private static (Python? Python, string? Missing) Find()
    {
        try
        {
            return (Python.Find(null), null);
        }
        catch (UsageException e)
        {
            return (null, e.Message);
        }
    }

    private static (int Exit, string Output, string Error) Ask(ExampleAttribute info, IEnumerable<string> arguments, string? changed)
    {
        using var folder = new TemporaryFolder();
        var script = changed is null ? Path.Combine(Folder, info.Twin) : folder[info.Twin];
        if (changed is not null)
        {
            File.WriteAllText(script, changed);
        }

        lock (s_process)
        {
            var process = s_process.Value;
            process.StandardInput.WriteLine(JsonSerializer.Serialize(new { script, arguments }));
            var answer = JsonNode.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended."))!;
            return ((int)answer["exit"]!, (string)answer["output"]!, (string)answer["error"]!);
        }
    }

    private static Process Start() => LiveProcess.Start(
        Python.Path,
        [Path.Combine(AppContext.BaseDirectory, "live.py"), Folder],
        new Dictionary<string, string?> { ["PYTHONUTF8"] = "1", ["PYTHONDONTWRITEBYTECODE"] = "1" });
}
