using System.Text.Json.Nodes;

namespace Examples.Shared.Comparison;

/// <summary>What a twin printed and which losses it left when it was recorded, in pytorch/recorded/NAME.</summary>
public static class Recorded
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "pytorch", "recorded");

    /// <summary>What is recorded of an example.</summary>
    /// <exception cref="RunException">Nothing is.</exception>
    public static Side Of(string example)
    {
        var folder = Path.Combine(s_folder, example);
        if (!File.Exists(Path.Combine(folder, RunSummary.Name)))
        {
            throw new RunException($"Nothing is recorded of {example}: 'python3 pytorch/record.py {example}' does it.");
        }

        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, RunSummary.Name)))!;
        var losses = Path.Combine(folder, LossFile.Name);
        return new Side(
            "recorded",
            (string)run["torch"]!,
            (string)run["cpuCapability"]!,
            (string)run["device"]!,
            File.ReadAllText(Path.Combine(folder, "output.txt")),
            File.Exists(losses) ? LossFile.Read(losses) : [],
            null);
    }

    /// <summary>Whether a record is of the libtorch in use, and so to be identical where the kernels are too.</summary>
    public static bool IsOfThisLibtorch(Side record) => record.Torch.Split('+')[0] == Libtorch.Version;

    /// <summary>The functions whose fingerprint is another than where the records were made.</summary>
    /// <param name="fingerprint">That of a process with the records' kernels.</param>
    public static IReadOnlyList<string> OtherFunctions(IReadOnlyDictionary<string, string> fingerprint)
    {
        var recorded = JsonNode.Parse(File.ReadAllText(Path.Combine(s_folder, "kernels.json")))!["sha256"]!;
        return [.. fingerprint.Where(function => (string?)recorded[function.Key] != function.Value).Select(function => function.Key)];
    }
}
