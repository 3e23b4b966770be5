using System.Diagnostics;
using System.Text.Json.Nodes;

using Examples.Shared;

namespace Examples.Bench;

/// <summary>
/// One of the programs that are measured: the bare loop, the example or the twin. Each run
/// is a process of its own, and all take the same options.
/// </summary>
internal sealed class Trainer
{
    private readonly string _file;
    private readonly Func<string, string[]> _call;
    private readonly string _device;
    private readonly string _folder;

    private Trainer(string file, Func<string, string[]> call, string device, string folder)
    {
        _file = file;
        _call = call;
        _device = device;
        _folder = Directory.CreateDirectory(folder).FullName;
    }

    /// <summary>The program of this bench.</summary>
    public static string BenchProgram { get; } = Beside("Bench");

    public static Trainer OfBareLoop(string device, string folder) =>
        new(BenchProgram, name => [BareLoop.Command, name], device, Path.Combine(folder, "bare"));

    public static Trainer OfExample(string device, string folder) =>
        new(Beside("Examples"), name => [name], device, Path.Combine(folder, "example"));

    /// <exception cref="UsageException">There is no Python with PyTorch.</exception>
    public static Trainer OfTwin(string device, string folder) =>
        new(Python.Find(null).Path, name => [Path.Combine(Clone.Twins, $"{name}.py")], device, Path.Combine(folder, "twin"));

    /// <summary>Trains in one thread, printing seldom.</summary>
    /// <exception cref="RunException">It failed.</exception>
    public MeasuredProcess Train(string name, int samples, int epochs, bool watchesMemory = false) =>
        Run(name, [.. Brief(samples, epochs), "--out", _folder], watchesMemory);

    /// <summary>Wall time of a step in seconds, without the first ones, in one thread, printing seldom.</summary>
    /// <exception cref="RunException">It failed.</exception>
    public double SecondsPerStep(string name, int samples, int epochs) => SecondsPerStep(name, Brief(samples, epochs));

    /// <summary>Wall time of a step in seconds, without the first ones, with an example's defaults but for these options.</summary>
    /// <exception cref="RunException">It failed.</exception>
    public double SecondsPerStep(string name, params string[] options)
    {
        Run(name, [.. options, "--out", _folder]);
        return (double)Summary(name)["secondsPerEpoch"]!;
    }

    /// <summary>Starts a training that does not end, with a live page.</summary>
    public LiveRun Live(string name) => new(new ProcessStartInfo(_file, [.. _call(name), "--device", _device, "--out", _folder]));

    /// <summary>Runs it as a user does, with its defaults but for these options.</summary>
    /// <exception cref="RunException">It failed.</exception>
    public MeasuredProcess Run(string name, IEnumerable<string> options, bool watchesMemory = false) =>
        MeasuredProcess.Run(_file, [.. _call(name), "--device", _device, .. options], _folder, watchesMemory);

    /// <summary>What the last training left in run.json.</summary>
    public JsonNode Summary(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, name, "run.json")))!;

    private static string[] Brief(int samples, int epochs) =>
        ["--samples", $"{samples}", "--epochs", $"{epochs}", "--log-every", "1000", "--threads", "1"];

    private static string Beside(string program) =>
        Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? $"{program}.exe" : program);
}
