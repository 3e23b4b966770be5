using System.Text.Json.Nodes;

namespace Examples.Shared.Comparison;

/// <summary>What a twin printed and which losses it left when it was recorded, in pytorch/recorded/NAME.</summary>
public static class Recorded
{
    private static readonly string s_folder = Path.Combine(Clone.Twins, "recorded");

    /// <summary>What is recorded of an example.</summary>
    /// <exception cref="RunException">Nothing is.</exception>
    public static Side Of(string example) =>
        Find(example) ?? throw new RunException($"Nothing is recorded of {example}: 'python3 pytorch/record.py {example}' does it.");

    /// <summary>What is recorded of an example; null if nothing is.</summary>
    public static Side? Find(string example)
    {
        var folder = Path.Combine(s_folder, example);
        return File.Exists(Path.Combine(folder, RunSummary.Name)) ? Side.Read("recorded", "torch", folder, File.ReadAllText(Path.Combine(folder, "output.txt"))) : null;
    }

    /// <summary>The functions whose fingerprint is another than where the records were made.</summary>
    /// <param name="fingerprint">That of a process with the records' kernels.</param>
    public static IReadOnlyList<string> OtherFunctions(IReadOnlyDictionary<string, string> fingerprint)
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, "kernels.json")))!["sha256"]!;
        return [.. fingerprint.Where(function => (string?)recorded[function.Key] != function.Value).Select(function => function.Key)];
    }
}
