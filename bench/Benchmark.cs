using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;

using Examples.Shared;

namespace Examples.Bench;

/// <summary>What is measured: the tables, and the file into which they go.</summary>
internal sealed class Benchmark
{
    // Of what takes a few seconds.
    private const int ShortTurns = 3;

    private static readonly string[] s_examples = ["linear", "quadratic"];

    private readonly Trainer _bare;
    private readonly Trainer _example;
    private readonly Trainer _twin;
    private readonly bool _quick;

    private Benchmark(string device, string folder, bool quick)
    {
        _bare = Trainer.OfBareLoop(device, folder);
        _example = Trainer.OfExample(device, folder);
        _twin = Trainer.OfTwin(device, folder);
        _quick = quick;
    }

    /// <summary>Measures, prints the tables and, where they are whole, writes them.</summary>
    /// <param name="rounds">How often each program is measured.</param>
    /// <param name="device">Where they train.</param>
    /// <param name="only">Measures the rows with this text in them or in their table's title.</param>
    /// <param name="quick">Measures next to nothing, to see that everything runs.</param>
    /// <exception cref="UsageException">There is no Python with PyTorch.</exception>
    /// <exception cref="RunException">A program failed, or the bare loop is not the example's.</exception>
    public static void Run(int rounds, string device, string only, bool quick)
    {
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        try
        {
            var benchmark = new Benchmark(device, folder, quick);
            var report = new StringBuilder();
            var lines = benchmark.Head(rounds).Concat(benchmark.Tables().SelectMany(table => table.Measure(rounds, only)));
            foreach (var line in lines)
            {
                Console.WriteLine(line);
                report.Append(line).Append('\n');
            }

            if (!quick && only.Length == 0)
            {
                var file = benchmark.Device == "cpu" ? "RESULTS.md" : $"RESULTS-{benchmark.Device.Split(':')[0]}.md";
                new OutputFolder(ResultsFolder).Write(file, path => File.WriteAllText(path, report.ToString()));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string ResultsFolder =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ResultsFolder").Value!;

    private static string Processor =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name")) is { } line
            ? line.Split(": ")[1]
            : RuntimeInformation.ProcessArchitecture.ToString();

    private string Device => (string)_example.Summary("linear")["device"]!;

    /// <summary>Runs each program once, to see that all three train alike, and says what is measured and where.</summary>
    private IEnumerable<string> Head(int rounds)
    {
        foreach (var name in s_examples)
        {
            var losses = _example.Train(name, 1000, 50).Output;
            if (_bare.Train(name, 1000, 50).Output is var bare && !losses.StartsWith(bare))
            {
                throw new RunException(
                    $"The bare loop no longer trains as {name} does; change bench/BareLoop.cs as the example was.\n"
                    + $"{bare}is not\n{losses}");
            }

            _twin.Train(name, 1000, 50);
        }

        var (csharp, python) = (_example.Summary("linear"), _twin.Summary("linear"));
        yield return $"""
            # Results

            `dotnet run -c Release --project bench` measures anew; [README.md](README.md) says what and how.

            | | |
            | --- | --- |
            | bare loop and example | .NET {Environment.Version}, libtorch {csharp["libtorch"]}, {csharp["cpuCapability"]} |
            | twin | PyTorch {python["torch"]}, {python["cpuCapability"]} |
            | device | {csharp["device"]}, {python["device"]} for the twin |
            | threads | {csharp["threads"]}, {python["threads"]} for the twin |
            | processor | {Processor}, {Environment.ProcessorCount} logical cores |
            | rounds | {rounds} |
            """;
    }

    private IEnumerable<Table> Tables()
    {
        Column[] stepColumns =
        [
            new("bare loop", "F1", r => 1e6 * r[0]),
            new("example", "F1", r => 1e6 * r[1]),
            new("twin", "F1", r => 1e6 * r[2]),
            new("example / bare loop", "F3", r => r[1] / r[0], HasTarget: true),
            new("twin / example", "F2", r => r[2] / r[1], HasTarget: true),
        ];
        yield return new Table("A step of training, µs", stepColumns,
        [
            Step("linear", 1_000, 20_000, Target.AtLeast(1.5)),
            Step("quadratic", 1_000, 5_000, Target.AtLeast(1.35)),
            Step("linear", 100_000, 1_000, null),
            Step("quadratic", 100_000, 100, null),
        ]);

        Column[] recurrentColumns =
        [
            new("example", "F2", r => 1e3 * r[0]),
            new("twin", "F2", r => 1e3 * r[1]),
            new("example / twin", "F2", r => r[0] / r[1], HasTarget: true),
        ];
        yield return new Table("A step of recurrent networks, ms", recurrentColumns,
            [Recurrent("lstm", Target.AtMost(1)), Recurrent("gru", null)]);

        Column[] liveColumns = [new("open / closed", "F3", r => r[0], HasTarget: true)];
        yield return new Table("A step with the live page", liveColumns, [Live("linear"), Live("quadratic")]);

        Column[] processColumns =
        [
            new("example, with figures", "F2", r => r[0]),
            new("twin, without", "F2", r => r[1]),
            new("example / twin", "F2", r => r[0] / r[1], HasTarget: true),
        ];
        yield return new Table("The whole process with its defaults, s", processColumns, [Whole("linear", 0.65), Whole("quadratic", 0.8)]);

        Column[] memoryColumns =
        [
            new("bare loop", "F0", r => 1e-6 * r[0]),
            new("example", "F0", r => 1e-6 * r[1]),
            new("twin", "F0", r => 1e-6 * r[2]),
            new("example / twin", "F2", r => r[1] / r[2]),
        ];
        var manySamples = _quick ? 10_000 : 1_000_000;
        yield return new Table($"Peak memory with {manySamples:N0} samples, 10 epochs, MB", memoryColumns,
            [.. s_examples.Select(name => new Row(name, Each(trainer => trainer.Train(name, manySamples, 10, watchesMemory: true).Peak)))]);

        Column[] growthColumns =
        [
            new("bare loop", "F1", r => 1e-6 * r[0]),
            new("example", "F1", r => 1e-6 * r[1], HasTarget: true),
            new("twin", "F1", r => 1e-6 * r[2]),
        ];
        var manySteps = Epochs(100_000);
        var growth = Each(trainer => trainer.Train("linear", 1_000, 2 * manySteps, watchesMemory: true).Growth);
        yield return new Table($"Growth of memory over {manySteps:N0} steps, after as many, MB", growthColumns,
            [new Row("linear", growth, Target.AtMost(5))]);

        Column[] busyColumns =
        [
            new("alone", "F2", r => r[0]),
            new("beside it", "F2", r => r[1]),
            new("beside it / alone", "F2", r => r[1] / r[0], HasTarget: true),
        ];
        yield return new Table("The whole process beside another that keeps one core busy, s", busyColumns,
            [Busy("quadratic, example", _example, Target.AtMost(2.5)), Busy("quadratic, twin", _twin, null)]);
    }

    private Row Step(string name, int samples, int epochs, Target? fasterThanTwin)
    {
        var seconds = Each(trainer => trainer.SecondsPerStep(name, samples, Epochs(epochs)));
        return new Row($"{name}, {samples:N0} samples", seconds, Target.AtMost(1.05), fasterThanTwin) { Turns = ShortTurns };
    }

    private Row Recurrent(string name, Target? target) =>
        new(name, [() => _example.SecondsPerStep(name, Defaults()), () => _twin.SecondsPerStep(name, Defaults())], target);

    private Row Live(string name)
    {
        return new Row(name, [Ratio], Target.AtMost(1.03));

        double Ratio()
        {
            using var run = _example.Live(name);
            return _quick ? run.Ratio(TimeSpan.FromSeconds(0.1), 1) : run.Ratio(TimeSpan.FromSeconds(3), 5);
        }
    }

    private Row Whole(string name, double target)
    {
        return new Row(name, [() => Seconds(_example), () => Seconds(_twin)], Target.AtMost(target)) { Turns = ShortTurns };

        double Seconds(Trainer trainer) => trainer.Run(name, Defaults()).Seconds;
    }

    private Row Busy(string head, Trainer trainer, Target? target)
    {
        return new Row(head, [Seconds, SecondsBeside], target);

        double Seconds() => trainer.Run("quadratic", Defaults()).Seconds;

        double SecondsBeside()
        {
            // The bench itself is the other process: it has nothing else to do.
            using var stop = new CancellationTokenSource();
            var spinning = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                }
            });
            try
            {
                return Seconds();
            }
            finally
            {
                stop.Cancel();
                spinning.Wait();
            }
        }
    }

    /// <summary>The bare loop, the example and the twin; the example in the middle, beside each that it is compared with.</summary>
    private Func<double>[] Each(Func<Trainer, double> measure) => [() => measure(_bare), () => measure(_example), () => measure(_twin)];

    private int Epochs(int epochs) => _quick ? Math.Max(20, epochs / 1000) : epochs;

    /// <summary>The options of a run with its defaults, but for the epochs of a quick one.</summary>
    private string[] Defaults() => _quick ? ["--epochs", "20"] : [];
}
