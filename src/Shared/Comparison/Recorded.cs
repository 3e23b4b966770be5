using System.Text.Json.Nodes;

namespace Examples.Shared.Comparison;

/// <summary>What a twin printed and which losses it left when it was recorded, in pytorch/recorded/NAME.</summary>
public static class Recorded
{
    private static readonly string s_folder = Path.Combine(Clone.Twins, "recorded");

    /// <summary>What is recorded of an example.</summary>
    /// <exception cref="RunException">Nothing is, or a file of it is damaged.</exception>
    public static Side Of(string example) => Find(example)
        ?? throw new RunException($"Nothing is recorded of {example}: '{Python.Command} pytorch/record.py {example}' does it.");

    /// <summary>What is recorded of an example; null if nothing is.</summary>
    /// <exception cref="RunException">A file of it is damaged.</exception>
    public static Side? Find(string example)
    {
        var folder = Path.Combine(s_folder, example);
        return Directory.Exists(folder) ? Read(Record, $"the record of {example}", example) : null;

        Side Record() => Side.Read("recorded", folder, Side.ReadFile(folder, "output.txt", File.ReadAllText));
    }

    /// <summary>The first option chosen that what is recorded was not made with: the defaults on the CPU; null if there is none.</summary>
    public static Setting? Other(RunOptions options)
    {
        Setting[] alike = options.Chose(Settings.Device, out var device) && device == "cpu"
            ? [Settings.Threads, Settings.Device]
            : [Settings.Threads];
        return Settings.All.Except(alike)
            .FirstOrDefault(setting => setting.IsOfTwin && options.Chose(setting));
    }

    /// <summary>The functions whose fingerprint is another than where the records were made.</summary>
    /// <param name="fingerprint">That of a process with the records' kernels.</param>
    /// <exception cref="RunException">The file of the records' is damaged.</exception>
    public static IReadOnlyList<string> OtherFunctions(IReadOnlyDictionary<string, string> fingerprint)
    {
        var recorded = Read(Fingerprint, "the records", "");
        return [.. fingerprint.Where(function => (string?)recorded[function.Key] != function.Value).Select(function => function.Key)];

        static JsonNode Fingerprint() =>
            Side.ReadFile(s_folder, "kernels.json", path => JsonNode.Parse(File.ReadAllText(path))!["sha256"]!);
    }

    private static T Read<T>(Func<T> read, string what, string argument)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            var record = $"{Python.Command} pytorch/record.py {argument}".TrimEnd();
            throw new RunException($"{e.Message} in {what}: 'git checkout pytorch/recorded' fetches it, or '{record}' makes it anew.", e);
        }
    }
}
