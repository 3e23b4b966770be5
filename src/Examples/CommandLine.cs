using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

using Examples.Shared;
using Examples.Shared.Comparison;

using Spectre.Console;

namespace Examples;

/// <summary>The commands and options, and what each call does.</summary>
internal sealed class CommandLine
{
    private const string AtLeastOne = "takes a whole number from 1 on";

    private readonly Catalog _catalog;
    private readonly CancellationToken _interrupt;

    private readonly Option<string> _device = new("--device") { Description = "auto, cpu, cuda, cuda:N or mps; auto takes CUDA, then MPS, then the CPU", DefaultValueFactory = _ => "auto" };
    private readonly Option<long> _seed = Parsed("--seed", "of the random numbers", "takes a whole number from 0 to 2⁶³ − 1", text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null, 0L);
    private readonly Option<int?> _threads = Optional<int>("--threads", "for the operators on the CPU; libtorch's choice if left out", "takes a whole number from 1 to 1024", text => Whole(text) is <= 1024 and var threads ? threads : null);
    private readonly Option<string> _out = new("--out") { Description = "folder in which each example has its own", DefaultValueFactory = _ => "out" };
    private readonly Option<bool> _quiet = new("--quiet") { Description = "nothing on standard error but errors" };
    private readonly Option<string?> _python = new("--python") { Description = "the Python to compare with; else the variable PYTHON names it, else the first of the usual ones with PyTorch" };
    private readonly Option<string> _with = new("--with") { Description = "pytorch, recorded, cpu or cuda", DefaultValueFactory = _ => "pytorch" };
    private readonly Option<bool> _all = new("--all") { Description = "compare every example" };
    private readonly Argument<string[]> _names = new("NAME") { Description = "examples to compare", Arity = ArgumentArity.ZeroOrMore };

    public CommandLine(Catalog catalog, CancellationToken interrupt)
    {
        _catalog = catalog;
        _interrupt = interrupt;
        Root = new RootCommand("Lectures on regression, gradient descent, backpropagation and neural networks as programs, each beside the same program in PyTorch.");
        Root.Options.Add(Verbose);
        Root.Subcommands.Add(Command("list", "name, what it shows, slides", _ => List()));
        Root.Subcommands.Add(Compare());
        Root.Subcommands.Add(Command("devices", "what is there, which libtorch, which device auto takes and why", _ => Devices()));
        foreach (var entry in catalog.Entries)
        {
            Root.Subcommands.Add(Example(entry));
        }
    }

    public RootCommand Root { get; }

    /// <summary>Whether an error shows where it came from.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "errors with their stack traces", Recursive = true };

    private Command Example(Entry entry)
    {
        var options = Settings.Of(entry.Info);
        return Command(entry.Info.Name, entry.Info.Summary, call => Runner.Execute(entry, Chosen(call, options), Console.Out, Console.Error, _interrupt).Exit, [.. options.All, _device, .. entry.Info.Random ? new Option[] { _seed } : [], _threads, _out, _quiet]);
    }

    private Command Compare()
    {
        var options = Settings.Of(null);
        var compare = Command("compare", "an example beside its twin in PyTorch: what differs, and who is faster", call => Compare(call, options), [_all, _with, _python, .. options.All, _device, _seed, _threads, _out]);
        compare.Arguments.Add(_names);
        return compare;
    }

    private int List()
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("name", "what it shows", "slides");
        foreach (var entry in _catalog.Entries)
        {
            table.AddRow(new Spectre.Console.Text(entry.Info.Name), new Spectre.Console.Text(entry.Info.Summary), new Spectre.Console.Text(entry.Info.Slides));
        }

        Write(table);
        return ExitCode.Done;
    }

    private static int Devices()
    {
        Console.WriteLine($"libtorch {Torch.Version}, provider {Torch.Provider}{(Torch.Library() is { } library ? $", {library}" : "")}");
        Console.WriteLine($"devices: {string.Join(", ", Torch.Devices())}");
        var (device, reason) = Torch.Choose("auto");
        Console.WriteLine($"auto takes {device} ({reason})");
        return ExitCode.Done;
    }

    private int Compare(ParseResult call, Settings settings)
    {
        var names = call.GetValue(_names)!;
        var with = call.GetValue(_with)!;
        if (with is not ("pytorch" or "recorded" or "cpu" or "cuda"))
        {
            throw new UsageException($"--with takes pytorch, recorded, cpu or cuda; '{with}' is none.");
        }

        var entries = call.GetValue(_all) ? _catalog.Entries : [.. names.Select(_catalog.Find)];
        if (entries.Count == 0)
        {
            throw new UsageException("Which example? 'compare NAME …' or 'compare --all'.");
        }

        var options = Chosen(call, settings);
        if (with == "recorded" && options with { Device = "auto", Threads = null, Out = "out" } != new RunOptions())
        {
            throw new UsageException("What is recorded are the defaults: leave out the other options, or compare with pytorch.");
        }

        var comparer = new Comparer(options, with == "pytorch" ? Python.Find(call.GetValue(_python)) : null, Console.Error, _interrupt);
        var table = new Table().Border(TableBorder.Simple).AddColumns("example", "program", "first loss", "last loss", "time an epoch", "verdict");
        var identical = 0;
        foreach (var entry in entries)
        {
            var (csharp, other, verdict) = comparer.Compare(entry, with);
            identical += verdict.Identical ? 1 : 0;
            AddRow(entry.Info.Name, csharp, verdict.ToString());
            AddRow("", other, $"largest difference {verdict.LargestDifference:g3}");
        }

        Write(table);
        Console.WriteLine(identical == entries.Count ? $"{identical} of {entries.Count} identical" : $"{entries.Count - identical} of {entries.Count} differ");
        return identical == entries.Count ? ExitCode.Done : ExitCode.Failed;

        void AddRow(string name, Side side, string verdict) => table.AddRow(new[]
        {
            name,
            side.Label,
            side.Losses.Count > 0 ? Shared.Text.Format(side.Losses[^1].Losses[0], "F6") : "",
            side.Losses.Count > 0 ? Shared.Text.Format(side.Losses[^1].Losses[^1], "F6") : "",
            side.SecondsPerEpoch > 0 ? string.Create(CultureInfo.InvariantCulture, $"{side.SecondsPerEpoch * 1e6:F1} µs") : "",
            verdict,
        }.Select(cell => new Spectre.Console.Text(cell)));
    }

    /// <summary>A table as wide as it must be where nobody looks at a terminal.</summary>
    private static void Write(Table table)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = 200;
        }

        console.Write(table);
    }

    private RunOptions Chosen(ParseResult call, Settings settings) => new()
    {
        Device = call.GetValue(_device)!,
        Seed = call.GetValue(_seed),
        Threads = call.GetValue(_threads),
        Out = call.GetValue(_out)!,
        Quiet = call.GetValue(_quiet),
        Samples = call.GetValue(settings.Samples),
        Epochs = call.GetValue(settings.Epochs),
        LearningRate = call.GetValue(settings.LearningRate),
        BatchSize = call.GetValue(settings.BatchSize),
        LogEvery = call.GetValue(settings.LogEvery),
        Data = call.GetValue(settings.Data),
    };

    private static Command Command(string name, string description, Func<ParseResult, int> action, params Option[] options)
    {
        var command = new Command(name, description);
        command.SetAction(action);
        Array.ForEach(options, command.Options.Add);
        return command;
    }

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;

    /// <summary>An option whose value is read by a function; null from it is an error, and the message says what is right.</summary>
    private static Option<T> Parsed<T>(string name, string description, string rule, Func<string, T?> read, T value)
        where T : struct =>
        new(name) { Description = description, CustomParser = result => Read(result, name, rule, read) ?? value, DefaultValueFactory = _ => value };

    /// <inheritdoc cref="Parsed"/>
    private static Option<T?> Optional<T>(string name, string description, string rule, Func<string, T?> read)
        where T : struct =>
        new(name) { Description = description, CustomParser = result => Read(result, name, rule, read) };

    private static T? Read<T>(ArgumentResult result, string name, string rule, Func<string, T?> read)
        where T : struct
    {
        var text = result.Tokens[0].Value;
        var value = read(text);
        if (value is null)
        {
            result.AddError($"{name} {rule}; '{text}' is none.");
        }

        return value;
    }

    /// <summary>The options of examples that train or generate data. All are set to null where nothing was given.</summary>
    private sealed record Settings(
        Option<int?> Samples, Option<int?> Epochs, Option<double?> LearningRate, Option<int?> BatchSize, Option<int?> LogEvery, Option<string?> Data, Option[] All)
    {
        /// <summary>The options that an example has, or all of them, with the example's defaults in the help.</summary>
        public static Settings Of(ExampleAttribute? info)
        {
            var samples = Optional("--samples", Help("how many to generate", info?.Samples), AtLeastOne, Whole);
            var epochs = Optional("--epochs", Help("how long to train", info?.Epochs), AtLeastOne, Whole);
            var learningRate = Optional<double>("--lr", Help("learning rate", info?.LearningRate), "takes a number greater than 0", text =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0 && double.IsFinite(rate) ? rate : null);
            var batchSize = Optional("--batch-size", Help("samples in a mini-batch", info?.BatchSize), AtLeastOne, Whole);
            var logEvery = Optional("--log-every", Help("epochs from one printed loss to the next", info?.LogEvery), AtLeastOne, Whole);
            var data = new Option<string?>("--data") { Description = info?.Data ?? "a file of data" };
            (Option Option, bool Has)[] all =
            [
                (samples, info is not { Samples: 0 }),
                (epochs, info is not { Epochs: 0 }),
                (learningRate, info is not { LearningRate: 0 }),
                (batchSize, info is not { BatchSize: 0 }),
                (logEvery, info is not { LogEvery: 0 }),
                (data, info is not { Data: null }),
            ];
            return new Settings(samples, epochs, learningRate, batchSize, logEvery, data, [.. all.Where(o => o.Has).Select(o => o.Option)]);
        }

        private static string Help(string text, object? value) =>
            value is null ? text : string.Create(CultureInfo.InvariantCulture, $"{text} [default: {value}]");
    }
}
