using System.Collections.Concurrent;
using System.Text.Json.Nodes;

using Examples.Shared.Comparison;
using Examples.Shared.Tracing;

namespace Examples.Tests.Support;

/// <summary>What a run of an example in this process left.</summary>
internal sealed record Ran(int Exit, string Output, string Errors, IReadOnlyList<Curve> Curves, string Folder)
{
    /// <summary>As one side of a comparison.</summary>
    public Side Side => field ??= new("C#", Libtorch.Version, Libtorch.CpuCapability, "cpu", Output, Curves, null)
    {
        Trace = Path.Combine(Folder, TraceFile.Name) is var trace && File.Exists(trace) ? TraceFile.Read(trace) : [],
    };

    /// <summary>The losses of an example that trains once.</summary>
    public IReadOnlyList<double> Losses => Assert.Single(Curves).Losses;

    /// <summary>Those of one of its trainings.</summary>
    public IReadOnlyList<double> LossesOf(string training) => Assert.Single(Curves, curve => curve.Name == training).Losses;

    /// <summary>The results in run.json.</summary>
    public JsonNode Results => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "run.json")))!["results"]!;

    /// <summary>A result that is one number.</summary>
    public double Number(string name) => (double)Result(name);

    /// <summary>A result that is several numbers.</summary>
    public double[] Numbers(string name) => [.. Result(name).AsArray().Select(n => (double)n!)];

    private JsonNode Result(string name) =>
        Results[name] ?? throw new KeyNotFoundException($"No result '{name}' in {Results.ToJsonString()}");
}

/// <summary>Runs examples in this process.</summary>
internal static class Example
{
    private static readonly ConcurrentDictionary<
        (string Name, string Options, IReadOnlyDictionary<string, string?> Kernels), Lazy<Ran>> s_ran = [];
    private static readonly ConcurrentDictionary<(string Name, string Options), IEnumerable<IReadOnlyList<Side>>> s_otherwiseRounded = [];

    public static Catalog Catalog { get; } = new(typeof(Examples.Regression.Linear).Assembly);

    /// <summary>The names of some examples, for a theory of them.</summary>
    public static TheoryData<string> Names(Func<Entry, bool> which) => [.. Catalog.Entries.Where(which).Select(entry => entry.Info.Name)];

    /// <summary>Options with which an example shows how its training begins.</summary>
    public static string Few(ExampleAttribute info) => info.Epochs > 0 ? $"--epochs {Math.Min(info.Epochs, 10)}" : "";

    /// <summary>Options with which an example that takes long is run often: fewer epochs.</summary>
    public static string Brief(ExampleAttribute info)
    {
        var isLong = Catalog.Find(info.Name).Subject == "Zoo" || info.Name is "vanishing-gradient" or "linear-limits" or "hard-cases";
        return isLong && info.Epochs > 10 ? Few(info) : "";
    }

    /// <summary>Options as a caller writes them, on the CPU.</summary>
    public static RunOptions Options(string options) =>
        Options(Split(options).Select(option => string.Join('=', option)));

    /// <summary>Options as a program gets them, on the CPU.</summary>
    public static RunOptions Options(IEnumerable<string> arguments) =>
        arguments.Select(argument => argument.Split('=', 2))
            .Select(option => (Setting: Settings.All.Single(setting => setting.Name == option[0]), Text: option[1]))
            .Aggregate(
                new RunOptions().With(Settings.Device, "cpu"),
                (chosen, option) => chosen.With(option.Setting, option.Setting.Parse(option.Text)));

    /// <summary>
    /// Runs an example on the CPU into a temporary folder, with the options given and the example's defaults for the
    /// others, and keeps what it computes in its first steps; once, however many tests ask for the same, here or apart.
    /// Figures are drawn at the defaults only. The test fails if the run does.
    /// </summary>
    /// <param name="name">The example.</param>
    /// <param name="options">As a caller writes them, such as <c>--seed 3 --epochs 20</c>.</param>
    public static Ran Run(string name, string options = "") => Once(name, options, Kernels.Recorded, chosen =>
    {
        var ran = Run(name, chosen);
        Assert.True(ran.Exit == ExitCode.Done, $"{name} {options}: {ran.Errors}");
        return ran;
    });

    /// <summary>
    /// The same in another process, so that what trains for long does not keep the others waiting. It
    /// has the kernels of the records only where it can be identical to them, for they take up to three times as long.
    /// </summary>
    /// <param name="name">The example.</param>
    /// <param name="options">As a caller writes them.</param>
    public static Ran Apart(string name, string options = "")
    {
        var info = Catalog.Find(name).Info;
        var kernels = OfApart(info);
        return Once(name, options, kernels, chosen =>
        {
            var folder = TemporaryFolder.OfThisRun();
            var side = LiveProgram.Run(info, chosen, kernels, folder);
            return new Ran(ExitCode.Done, side.Output, "", side.Losses, Path.Combine(folder, name));
        });
    }

    /// <summary>Whether a twin ran on the libtorch in use, and so is to be identical where the kernels are too.</summary>
    public static bool IsOfThisLibtorch(Side twin) => twin.Torch.Split('+')[0] == Libtorch.Version;

    /// <summary>Whether it can only be equal to rounding: TorchSharp computes Adam's average otherwise than PyTorch from 2.0 on.</summary>
    public static bool TrainsByAdam(ExampleAttribute info)
    {
        var file = $"{Catalog.Find(info.Name).Example.GetType().Name}.cs";
        return File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "source", file)).Contains("optim.Adam(");
    }

    /// <summary>
    /// Runs an example on the CPU into a folder, or a temporary one; once more where TorchSharp failed by chance, as it does
    /// once in thousands of runs beside threads that collect the garbage (pinned.runsettings).
    /// </summary>
    public static Ran Run(string name, RunOptions options, string? folder = null)
    {
        try
        {
            return RunOnce(name, options, folder);
        }
        catch (RunException e) when (e.Message.Contains("depends on chance"))
        {
            return RunOnce(name, options, folder);
        }
    }

    private static Ran RunOnce(string name, RunOptions options, string? folder)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter { NewLine = "\n" };
        folder ??= TemporaryFolder.OfThisRun();
        var outcome = Runner.Execute(Catalog.Find(name), options.With(Settings.Out, folder), output, null, errors, CancellationToken.None);
        return new Ran(outcome.Exit, output.ToString(), errors.ToString(), outcome.Losses, Path.Combine(folder, name));
    }

    /// <summary>What measures the envelope of such a run: others by the program, with other kernels than <see cref="Apart"/>'s.</summary>
    public static IEnumerable<IReadOnlyList<Side>> OtherwiseRounded(ExampleAttribute info, string options = "") =>
        s_otherwiseRounded.GetOrAdd((info.Name, Normal(options)), _ => OtherwiseRounded(info, Options(options)));

    /// <summary>The same of options that are no text, or ask for a trace such as this.</summary>
    public static IEnumerable<IReadOnlyList<Side>> OtherwiseRounded(
        ExampleAttribute info, RunOptions options, IReadOnlyList<Traced>? trace = null)
    {
        var others = OfApart(info) == Kernels.Native ? Kernels.Recorded : Kernels.Native;
        return Comparer.OtherwiseRounded(others, kernels => Walk.Measuring(With(kernels, info, options), trace ?? []));
    }

    /// <summary>Runs an example with other kernels than this process has, and draws no figures.</summary>
    public static Side With(IReadOnlyDictionary<string, string?> kernels, ExampleAttribute info, RunOptions options)
    {
        using var folder = new TemporaryFolder();
        return LiveProgram.Run(info, options.With(Settings.Format, "none"), kernels, folder.Path);
    }

    /// <summary>Options with which a run keeps what it computes in its first steps, if it trains.</summary>
    public static RunOptions Traced(ExampleAttribute info, string options) =>
        Settings.Trace.IsOf(info) ? Options(options).With(Settings.Trace, 3) : Options(options);

    private static IReadOnlyDictionary<string, string?> OfApart(ExampleAttribute info) =>
        TrainsByAdam(info) ? Kernels.Native : Kernels.Recorded;

    private static Ran Once(string name, string options, IReadOnlyDictionary<string, string?> kernels, Func<RunOptions, Ran> run)
    {
        var normal = Normal(options);
        var chosen = Traced(Catalog.Find(name).Info, options).With(Settings.Format, normal.Length == 0 ? "png" : "none");
        return s_ran.GetOrAdd((name, normal, kernels), _ => new Lazy<Ran>(() => run(chosen))).Value;
    }

    private static string Normal(string options) =>
        string.Join(' ', Split(options).Where(option => option is not ["--seed", "0"]).SelectMany(option => option));

    /// <summary>Each option with its value, which may have spaces, as a path may.</summary>
    private static IEnumerable<string[]> Split(string options) =>
        $" {options}".Split(" --", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(option => $"--{option}".Split(' ', 2));
}
