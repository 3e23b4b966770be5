using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;

using Examples.Shared.Comparison;

using Spectre.Console;

namespace Examples;

/// <summary>The commands and their options, and what each call does.</summary>
internal sealed class CommandLine
{
    private readonly Catalog _catalog;
    private readonly CancellationToken _interrupt;

    // What means something where several examples run, and where two programs are compared.
    private readonly Dictionary<Setting, Option<object?>> _ofAll = Options(
        Settings.Samples, Settings.Epochs, Settings.LearningRate, Settings.BatchSize, Settings.LogEvery,
        Settings.Device, Settings.Seed, Settings.Threads, Settings.Out, Settings.Format, Settings.Scale);
    private readonly Dictionary<Setting, Option<object?>> _ofCompare =
        Options([.. Settings.All.Where(setting => setting.IsOfTwin || setting == Settings.Out)]);

    private readonly Option<bool> _quiet = new("--quiet") { Description = "no device, progress and files on standard error" };
    private readonly Option<string?> _python = new("--python")
    {
        HelpName = "PROGRAM",
        Description = "the Python to compare with; else the variable PYTHON names it, "
            + "else the first of python3, python and /usr/bin/python3 with PyTorch",
    };
    private readonly Option<string> _with = new("--with")
    {
        HelpName = "WHAT",
        Description = "its twin run now (pytorch), what that left (recorded), or itself on a device (cpu, cuda)",
        DefaultValueFactory = _ => "pytorch",
    };
    private readonly Option<bool> _every = new("--all") { Description = "compare every example" };
    private readonly Option<bool> _json = new("--json") { Description = "print what came out as JSON" };
    private readonly Option<int> _jobs = new("--jobs")
    {
        HelpName = "N",
        Description = "how many examples run at a time; as many as there are processors if left out",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = Jobs,
    };
    private readonly Option<string?> _gallery = new("--gallery")
    {
        HelpName = "FILE",
        Description = "also a copy of the gallery with small figures, for a repository",
    };
    private readonly Argument<string[]> _names = new("NAME")
    {
        HelpName = "NAME",
        Description = "examples to compare",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public CommandLine(Catalog catalog, CancellationToken interrupt)
    {
        _catalog = catalog;
        _interrupt = interrupt;
        _names.CompletionSources.Add([.. catalog.Entries.Select(entry => entry.Info.Name)]);
        _with.CompletionSources.Add("pytorch", "recorded", "cpu", "cuda");
        Root = new RootCommand(
            "Lectures on regression, gradient descent, backpropagation and neural networks as programs, "
            + "each beside the same program in PyTorch.");
        Root.Options.Add(Verbose);
        var help = Root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp(catalog, (HelpAction)help.Action!);
        Root.Subcommands.Add(Command("list", "name, what it shows, slides", _ => List()));
        Root.Subcommands.Add(Command(
            "all",
            "every example, a line each, and a gallery page of them at the end",
            All,
            [_jobs, _gallery, .. _ofAll.Values]));
        Root.Subcommands.Add(Compare());
        Root.Subcommands.Add(Command("devices", "what is there, which libtorch, which device auto takes and why", _ => ListDevices()));
        Root.Subcommands.Add(New());
        Root.Subcommands.Add(Fingerprint());
        foreach (var entry in catalog.Entries)
        {
            Root.Subcommands.Add(Example(entry));
        }
    }

    public RootCommand Root { get; }

    /// <summary>Whether an error shows where it came from.</summary>
    public Option<bool> Verbose { get; } = new("--verbose") { Description = "errors with their stack traces", Recursive = true };

    /// <summary>The error for an option that a command does not have.</summary>
    public UsageException NoOption(Command command, string option)
    {
        var (who, of) = command == Root ? ("The program", "") : (command.Name, $"{command.Name} ");
        var options = command.Options.Concat(Root.Options.Where(other => other.Recursive)).Select(other => other.Name).ToArray();
        if (options.Contains(option))
        {
            return new UsageException($"'{option}' stands behind '--', where nothing is an option: leave '--' out.");
        }

        var meant = Catalog.DidYouMean(option, options);
        return new UsageException($"{who} has no option '{option}'.{meant} '{of}--help' shows what there is.");
    }

    private Command Example(Entry entry)
    {
        var options = Settings.All.Where(setting => setting.IsOf(entry.Info))
            .ToDictionary(setting => setting, setting => OptionOf(setting, entry.Info));
        return Command(entry.Info.Name, entry.Info.Summary, Run, [.. options.Values, _quiet]);

        int Run(ParseResult call)
        {
            var notes = call.GetValue(_quiet) ? null : Console.Error;
            return Runner.Execute(entry, Chosen(call, options), Console.Out, notes, Console.Error, _interrupt).Exit;
        }
    }

    private Command Compare()
    {
        var compare = Command(
            "compare",
            "an example beside its twin in PyTorch: whether they are the same program, and which is faster",
            Compare,
            [_every, _with, _python, _json, .. _ofCompare.Values]);
        compare.Arguments.Add(_names);
        return compare;
    }

    private Command New()
    {
        var name = new Argument<string>("NAME") { Description = "of the example, such as my-port" };
        var command = Command("new", "an example and its twin that run, train and compare, for a port of your own", Run);
        command.Arguments.Add(name);
        return command;

        int Run(ParseResult call)
        {
            string[] taken = ["help", .. Root.Subcommands.Select(other => other.Name)];
            return new NewCommand(taken, Console.Out).Run(call.GetValue(name)!, Environment.CurrentDirectory);
        }
    }

    /// <summary>For compare, which asks a process with other kernels than its own.</summary>
    private static Command Fingerprint()
    {
        var fingerprint = Command("fingerprint", "tells kernels apart", _ =>
        {
            Libtorch.Load();
            Console.WriteLine(JsonSerializer.Serialize(Kernels.Fingerprint()));
            return ExitCode.Done;
        });
        fingerprint.Hidden = true;
        return fingerprint;
    }

    private int List()
    {
        var names = _catalog.Entries.Max(e => e.Info.Name.Length) + 2;
        var summaries = _catalog.Entries.Max(e => e.Info.Summary.Length) + 2;
        var slides = _catalog.Entries.Max(e => e.Info.Slides.Length);
        var isNarrow = TerminalWidth() <= names + summaries + slides;
        foreach (var info in _catalog.Entries.Select(e => e.Info))
        {
            if (isNarrow)
            {
                AnsiConsole.Write(new Text($"{info.Name} ({info.Slides})\n"));
                AnsiConsole.Write(new Padder(new Text(info.Summary), new Spectre.Console.Padding(4, 0, 0, 0)));
            }
            else
            {
                Console.WriteLine($"{info.Name.PadRight(names)}{info.Summary.PadRight(summaries)}{info.Slides}");
            }
        }

        return ExitCode.Done;
    }

    private int ListDevices()
    {
        Libtorch.Load();
        var (device, reason) = Devices.Choose("auto");
        Console.WriteLine($"TorchSharp    {Libtorch.TorchSharp}");
        Console.WriteLine($"libtorch      {Libtorch.Version} ({Libtorch.Runtime})");
        Console.WriteLine($"CPU kernels   {Libtorch.CpuCapability}");
        var threads = Settings.Threads.DefaultOf(_catalog.Entries[0].Info);
        Console.WriteLine($"threads       {threads} by default, of {Environment.ProcessorCount} processors");
        Console.WriteLine($"devices       {string.Join(", ", Devices.All())}");
        Console.WriteLine($"auto takes    {device} ({reason})");
        return ExitCode.Done;
    }

    private int All(ParseResult call)
    {
        var (jobs, gallery) = (call.GetValue(_jobs), call.GetValue(_gallery));
        if (gallery?.EndsWith(".html", StringComparison.OrdinalIgnoreCase) == false)
        {
            throw new UsageException($"--gallery takes a file that ends with .html; '{gallery}' does not.");
        }

        var options = Chosen(call, _ofAll);
        if (options.Chose(Settings.Format, out var format) && format == "svg")
        {
            throw new UsageException("all makes a gallery of PNGs: --format takes png, both or none here.");
        }

        RequireDevice(options);
        return new AllCommand(options, jobs, gallery, Console.Out, Console.Error, _interrupt, width: TerminalWidth()).Run(_catalog.Entries);
    }

    /// <summary>Before anything runs: a device that is not there is so for every example.</summary>
    /// <exception cref="UsageException">It is not there.</exception>
    private static void RequireDevice(RunOptions options)
    {
        if (options.Chose(Settings.Device, out var device))
        {
            Libtorch.Load();
            Devices.Choose(device);
        }
    }

    private static int Jobs(ArgumentResult argument)
    {
        if (!int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) || jobs == 0)
        {
            argument.AddError($"--jobs takes a whole number from 1 on; '{argument.Tokens[0].Value}' is not one.");
        }

        return jobs;
    }

    private int Compare(ParseResult call)
    {
        var with = call.GetValue(_with)!;
        if (with is not ("pytorch" or "recorded" or "cpu" or "cuda"))
        {
            throw new UsageException($"--with takes pytorch, recorded, cpu or cuda; '{with}' is not one of them.");
        }

        if (call.GetValue(_names)!.FirstOrDefault(name => name.StartsWith('-')) is { } option)
        {
            throw NoOption(call.CommandResult.Command, option);
        }

        if (call.GetValue(_every) && call.GetValue(_names)!.Length > 0)
        {
            throw new UsageException("compare takes names, or --all for every example; not both.");
        }

        var entries = call.GetValue(_every) ? _catalog.Entries : [.. call.GetValue(_names)!.Distinct().Select(_catalog.Find)];
        if (entries.Count == 0)
        {
            throw new UsageException("Which example? 'compare NAME …' or 'compare --all'.");
        }

        var options = Chosen(call, _ofCompare);
        var chosen = Settings.All.Where(options.Chose).ToArray();
        if (with == "recorded" && Recorded.Other(options) is { } other)
        {
            throw new UsageException($"What is recorded are the defaults: leave out {other.Name}, or compare with pytorch.");
        }

        if (with != "pytorch" && call.GetValue(_python) is not null)
        {
            throw new UsageException($"--python is for --with pytorch; --with {with} runs no twin.");
        }

        if (chosen.FirstOrDefault(setting => !entries.Any(entry => setting.IsOf(entry.Info))) is { } foreign)
        {
            var names = entries.Select(entry => entry.Info.Name).ToArray();
            throw new UsageException($"{string.Join(", ", names)}: no option '{foreign.Name}'. '{names[0]} --help' shows what there is.");
        }

        if (with == "pytorch" && options.Chose(Settings.Load, out var weights)
            && !weights.EndsWith(".pth", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException("The twins read weights from .pth only; --load FILE.pth, or compare with cpu.");
        }

        RequireDevice(options);
        if (with is "cpu" or "cuda")
        {
            RequireDevice(options.With(Settings.Device, with));
        }

        // Before anything runs: where it can't be written to, neither can the figures.
        new OutputFolder(options.Get(Settings.Out, entries[0].Info)).Dispose();
        var comparer = new Comparer(options, with == "pytorch" ? Python.Find(call.GetValue(_python)) : null, _interrupt);
        var report = new ComparisonReport(Console.Out, Console.Error, call.GetValue(_json), TerminalWidth());
        foreach (var entry in entries)
        {
            Compared compared;
            try
            {
                compared = comparer.Compare(entry, with);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (Exception e) when (e is not UsageException || entries.Count > 1)
            {
                report.Failed(entry.Info.Name, call.GetValue(Verbose) ? e.ToString() : e.Message);
                continue;
            }

            report.Add(compared);
        }

        return report.End(entries.Count, _interrupt.IsCancellationRequested);
    }

    /// <summary>How many columns the terminal has; where there is none, a line may be as long as it is.</summary>
    private static int TerminalWidth() => Console.IsOutputRedirected ? int.MaxValue : AnsiConsole.Profile.Width;

    /// <summary>What a call chose of the settings that its command has.</summary>
    private static RunOptions Chosen(ParseResult call, Dictionary<Setting, Option<object?>> options) =>
        options.Where(o => call.GetResult(o.Value) is { Implicit: false })
            .Aggregate(new RunOptions(), (chosen, o) => chosen.With(o.Key, call.GetValue(o.Value)!));

    private static Dictionary<Setting, Option<object?>> Options(params Setting[] settings) =>
        settings.ToDictionary(setting => setting, setting => OptionOf(setting, null));

    /// <summary>A setting as an option of a command, with an example's default in the help.</summary>
    private static Option<object?> OptionOf(Setting setting, ExampleAttribute? info)
    {
        var value = info is null || setting.ValueIfBare is not null ? null : setting.DefaultOf(info);
        var @default = Convert.ToString(value, CultureInfo.InvariantCulture);
        var option = new Option<object?>(setting.Name)
        {
            Arity = setting.ValueIfBare is null ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
            Description = string.IsNullOrEmpty(@default) ? setting.Help : $"{setting.Help} [default: {@default}]",
            HelpName = setting.ValueName,
            CustomParser = Parse,
        };
        option.CompletionSources.Add([.. setting.Values]);
        return option;

        object? Parse(ArgumentResult result)
        {
            var value = result.Tokens is [var token, ..] ? token.Value : setting.ValueIfBare ?? "";
            try
            {
                return setting.Parse(value);
            }
            catch (UsageException e)
            {
                // What is no number may be what stands behind an option without its value.
                var isNext = setting.ValueIfBare is not null && !double.TryParse(value, CultureInfo.InvariantCulture, out _);
                result.AddError(isNext ? $"{e.Message} Without a value, {setting.Name} stands last or before another option." : e.Message);
                return null;
            }
        }
    }

    private static Command Command(string name, string description, Func<ParseResult, int> action, params Option[] options)
    {
        var command = new Command(name, description);
        command.SetAction(action);
        Array.ForEach(options, command.Options.Add);
        return command;
    }
}
