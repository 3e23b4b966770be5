using System.Globalization;
using System.Text.Json.Nodes;

using Examples.Shared.Charts;

namespace Examples.Shared.Comparison;

/// <summary>Runs an example and what it is compared with, with the same options.</summary>
/// <param name="options">Those of both.</param>
/// <param name="python">The Python that runs the twins; null if none is needed.</param>
/// <param name="notes">Where errors are noted.</param>
/// <param name="interrupt">Ends both.</param>
public sealed class Comparer(RunOptions options, Python? python, TextWriter notes, CancellationToken interrupt)
{
    private static readonly string s_twins = Path.Combine(AppContext.BaseDirectory, "pytorch");

    /// <summary>Compares an example, and draws both loss curves into the example's folder.</summary>
    /// <param name="entry">The example.</param>
    /// <param name="with">pytorch, recorded, cpu or cuda.</param>
    /// <exception cref="RunException">One of the two failed.</exception>
    public (Side CSharp, Side Other, Verdict Verdict) Compare(Entry entry, string with)
    {
        // What is recorded was computed on the CPU.
        var csharp = CSharp(entry, with == "recorded" ? options with { Device = "cpu" } : options);
        var other = with switch
        {
            "pytorch" => Twin(entry),
            "recorded" => Recorded(entry),
            _ => Elsewhere(entry, with),
        };
        if (csharp.Losses.Count > 0 && other.Losses.Count > 0)
        {
            var chart = LossChart.Of(entry.Info.Name, [.. csharp.Losses.Zip(other.Losses).SelectMany(pair => new[] { Labelled(pair.First, csharp), Labelled(pair.Second, other) })]);
            new OutputFolder(Path.Combine(options.Out, entry.Info.Name)).Write("compare.png", path => ChartRenderer.Save(path, [chart]));
        }

        return (csharp, other, Verdict.Of(csharp, other));
    }

    /// <summary>The options as the twin takes them: those that were chosen and that the example has.</summary>
    public static IEnumerable<string> Arguments(ExampleAttribute info, RunOptions options)
    {
        (string Name, object? Value, bool Has)[] arguments =
        [
            ("--device", options.Device, true),
            ("--seed", options.Seed, info.Random),
            ("--threads", options.Threads, true),
            ("--samples", options.Samples, info.Samples > 0),
            ("--epochs", options.Epochs, info.Epochs > 0),
            ("--lr", options.LearningRate, info.LearningRate > 0),
            ("--batch-size", options.BatchSize, info.BatchSize > 0),
            ("--log-every", options.LogEvery, info.LogEvery > 0),
            ("--data", options.Data, info.Data is not null),
        ];
        return arguments.Where(a => a.Has && a.Value is not null).SelectMany(a => new[] { a.Name, Convert.ToString(a.Value, CultureInfo.InvariantCulture)! });
    }

    private Side CSharp(Entry entry, RunOptions options)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var outcome = Runner.Execute(entry, options with { Quiet = true }, output, notes, interrupt);
        interrupt.ThrowIfCancellationRequested();
        return outcome.Exit == ExitCode.Done
            ? new Side($"C# on {outcome.Device}", output.ToString(), outcome.Losses, outcome.SecondsPerEpoch)
            : throw new RunException($"{entry.Info.Name} failed, so there is nothing to compare.");
    }

    private Side Elsewhere(Entry entry, string device) =>
        InTemporaryFolder(folder => CSharp(entry, options with { Device = device, Out = folder }));

    private Side Twin(Entry entry) => InTemporaryFolder(folder =>
    {
        var (exit, output, error) = python!.Run([Path.Combine(s_twins, entry.Info.Twin), .. Arguments(entry.Info, options), "--out", folder], interrupt);
        if (exit != 0)
        {
            throw new RunException($"The twin {entry.Info.Twin} failed in {python.Path}: {error.TrimEnd().Split('\n')[^1]}");
        }

        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, entry.Info.Name, "run.json")))!;
        var csv = Path.Combine(folder, entry.Info.Name, "loss.csv");
        return new Side(
            $"PyTorch {run["torch"]} on {run["device"]}",
            output.ReplaceLineEndings("\n"),
            File.Exists(csv) ? Curves(File.ReadLines(csv).Select(line => line.Split(','))) : [],
            (double)run["secondsPerEpoch"]!);
    });

    private static Side Recorded(Entry entry)
    {
        var environment = JsonNode.Parse(File.ReadAllText(Path.Combine(s_twins, "recorded", "environment.json")))!;
        var file = Path.Combine(s_twins, "recorded", entry.Info.Name + ".txt");
        return new Side($"recorded with PyTorch {environment["torch"]}, {environment["cpuCapability"]}", File.ReadAllText(file), [], 0);
    }

    private static Curve Labelled(Curve curve, Side side) => curve with { Name = curve.Name == "loss" ? side.Label : $"{curve.Name}, {side.Label}" };

    private static IReadOnlyList<Curve> Curves(IEnumerable<string[]> rows) =>
    [
        .. rows.First().Skip(1).Select((name, column) => new Curve(
            name,
            [.. rows.Skip(1).Select(row => row[column + 1]).Where(cell => cell.Length > 0).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))])),
    ];

    private static Side InTemporaryFolder(Func<string, Side> run)
    {
        var folder = Directory.CreateTempSubdirectory("compare-").FullName;
        try
        {
            return run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
