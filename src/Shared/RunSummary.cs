using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared.Tracing;

namespace Examples.Shared;

/// <summary>run.json: how a run was made, and what came out.</summary>
internal sealed record RunSummary
{
    public const string Name = "run.json";

    public required string Example { get; init; }

    /// <summary>done, interrupted, diverged or failed.</summary>
    public required string Status { get; init; }

    /// <summary>By their names on the command line, without dashes.</summary>
    public required IReadOnlyDictionary<string, object> Options { get; init; }

    public required string Device { get; init; }

    public required int Threads { get; init; }

    public required string TorchSharp { get; init; }

    public required string Libtorch { get; init; }

    public required string CpuCapability { get; init; }

    /// <summary>Wall time of an epoch in seconds, without the first ones; null if nothing was trained.</summary>
    public required double? SecondsPerEpoch { get; init; }

    /// <summary>Numbers, or arrays of numbers, by name.</summary>
    public required IReadOnlyDictionary<string, object> Results { get; init; }

    /// <summary>What each figure shows, by the name of its file.</summary>
    public required IReadOnlyDictionary<string, string> Figures { get; init; }

    /// <summary>The files that a run left beside its run.json; none where there is no such file, or a damaged one.</summary>
    public static IReadOnlyList<string> FilesIn(string folder)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Name)))?["figures"] is JsonObject figures
                ? [LossFile.Name, TraceFile.Name, .. figures.Select(figure => Path.GetFileName(figure.Key))]
                : [];
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or JsonException or ArgumentException or InvalidOperationException)
        {
            return [];
        }
    }

    public void Write(string path) => File.WriteAllText(path, Json.Of(this) + "\n");
}
