using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>One of the two programs compared: what it printed, and the losses it recorded.</summary>
/// <param name="Program">C#, PyTorch or recorded.</param>
/// <param name="Torch">The version of its libtorch.</param>
/// <param name="CpuCapability">The instruction set of its kernels on the CPU.</param>
/// <param name="Device">Where it computed.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Losses">A curve for each training; none if it trains nothing.</param>
/// <param name="SecondsPerEpoch">Wall time without the first epochs; null if it is not known or nothing was trained.</param>
public sealed record Side(
    string Program, string Torch, string CpuCapability, string Device, string Output, IReadOnlyList<Curve> Losses, double? SecondsPerEpoch)
{
    /// <summary>The results that are single numbers, as the C# program keeps them.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Results { get; init; } = [];

    /// <summary>How many epochs were asked for; null where that is no option. What is recorded may be more, as of batches.</summary>
    public int? Epochs { get; init; }

    /// <summary>How its run ended: done, interrupted, diverged or failed; null of a record.</summary>
    public string? Status { get; init; }

    /// <summary>What it said where its training diverged; null if none did.</summary>
    public string? Diverged { get; init; }

    /// <summary>The tensors of its first steps, if they were asked for.</summary>
    public IReadOnlyList<Traced> Trace { get; init; } = [];

    /// <summary>
    /// How far tensors of the C# program are from those of this run, in whose trace's place they stand: all that measuring
    /// rounding takes, where a trace may be as large as memory.
    /// </summary>
    internal IReadOnlyDictionary<Traced, TensorDistance> Distances { get; init; } = new Dictionary<Traced, TensorDistance>();

    /// <summary>
    /// By how many units in the last place its first parameters were nudged, so that it parts as many times as far as by
    /// rounding; 1 where they were not.
    /// </summary>
    public int Units { get; init; } = 1;

    /// <summary>In a line.</summary>
    public string Label => $"{Program}, libtorch {Torch}, {(Device == "cpu" ? CpuCapability : Device)}";

    /// <summary>Reads what a program left in its folder: run.json, and loss.csv and trace.pth where there are such.</summary>
    /// <param name="program">C#, PyTorch or recorded.</param>
    /// <param name="folder">Of this example.</param>
    /// <param name="output">Its standard output.</param>
    /// <exception cref="InvalidDataException">A file is not there or is damaged; the message names it.</exception>
    internal static Side Read(string program, string folder, string output)
    {
        var side = ReadFile(folder, RunSummary.Name, path =>
        {
            var run = JsonNode.Parse(File.ReadAllText(path))!;
            return new Side(
                program,
                Torch: (string)(run["libtorch"] ?? run["torch"])!,
                CpuCapability: (string)run["cpuCapability"]!,
                Device: (string)run["device"]!,
                Output: output.Replace("\r\n", "\n"),
                Losses: [],
                SecondsPerEpoch: (double?)run["secondsPerEpoch"])
            {
                Status = (string?)run["status"],
                Epochs = (int?)run["options"]?["epochs"],
                Results =
                [
                    .. from result in run["results"]?.AsObject() ?? []
                       where result.Value?.GetValueKind() == JsonValueKind.Number
                       select KeyValuePair.Create(result.Key, (double)result.Value!),
                ],
            };
        });
        var losses = ReadIfThere(LossFile.Name, LossFile.Read);
        return side with
        {
            Losses = losses.Any(curve => curve.Losses.Count > 0) ? losses : [],
            Trace = ReadIfThere(TraceFile.Name, TraceFile.Read),
        };

        IReadOnlyList<T> ReadIfThere<T>(string name, Func<string, IReadOnlyList<T>> read) =>
            File.Exists(Path.Combine(folder, name)) ? ReadFile(folder, name, read) : [];
    }

    /// <summary>Reads a file that only a program of this project can have written as it should be.</summary>
    /// <exception cref="InvalidDataException">It is not there or is damaged.</exception>
    internal static T ReadFile<T>(string folder, string name, Func<string, T> read)
    {
        try
        {
            return read(Path.Combine(folder, name));
        }
        catch (Exception e)
        {
            throw new InvalidDataException($"{name} is missing or damaged", e);
        }
    }
}
