using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>The program as its users call it: what it prints, what it leaves, and how it ends.</summary>
[Collection(Collections.Programs)]
public sealed class CommandLineTests : IDisposable
{
    private readonly ExamplesProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("'liner'", "Did you mean 'linear'?", "liner")]
    [InlineData("Which example?", "'--help'")]
    [InlineData("'liner'", "Did you mean 'linear'?", "help", "liner")]
    [InlineData("'liner'", "Did you mean 'linear'?", "liner", "--help")]
    [InlineData("'--epochs' stands behind '--'", "leave '--' out", "linear", "--", "--epochs", "2")]
    [InlineData("'--verbose' stands behind '--'", "leave '--' out", "linear", "--", "--verbose")]
    [InlineData("no option '--version'", "'linear --help'", "linear", "--version")]
    [InlineData("'@file'", "'linear --help'", "linear", "@file")]
    [InlineData("'--epochs' stands before 'linear'", "after it", "--epochs", "3", "linear")]
    [InlineData("no option '--epoch'. Did you mean '--epochs'?", "'linear --help'", "linear", "--epoch", "3")]
    [InlineData("no option '--epochs'", "'gates --help'", "gates", "--epochs", "3")]
    [InlineData("no option '--nonsense'", "'--help'", "--nonsense")]
    [InlineData("no option '--epochs'", "'--help'", "--epochs", "3")]
    [InlineData("'extra'", "'linear --help'", "linear", "extra")]
    [InlineData("no example or command 'compair'", "Did you mean 'compare'?", "compair", "linear")]
    [InlineData("no example or command 'quad'", "Did you mean 'quadratic'?", "quad")]
    [InlineData("no option '--json'", "'--json'. 'linear --help'", "linear", "--json")]
    [InlineData("--out takes a folder", "'--quite'", "linear", "--out", "--quite")]
    [InlineData("'linaer'", "Did you mean 'linear'?", "linaer", "compare")]
    [InlineData("'linaer'", "Did you mean 'linear'?", "--verbose=false", "linaer", "list", "--quiet")]
    [InlineData("'compare'", "'linear --help'", "linear", "compare")]
    [InlineData("--epochs", "'-5'", "linear", "--epochs", "-5")]
    [InlineData("--epochs", "argument", "linear", "--epochs")]
    [InlineData("2147483647 samples", "--samples", "linear", "--samples", "2147483647")]
    [InlineData("--lr", "float32", "linear", "--lr", "1e39")]
    [InlineData("cuda:99", "", "linear", "--device", "cuda:99")]
    [InlineData("cuda:99", "", "all", "--device", "cuda:99")]
    [InlineData("cuda:99", "", "compare", "linear", "mse", "--device", "cuda:99", "--with", "cpu")]
    [InlineData("'file{/}linear'", "--out", "linear", "--out", "file")]
    [InlineData("nowhere.csv", "no file", "advertising", "--data", "nowhere.csv")]
    [InlineData("nowhere.pth", "no file", "linear", "--load", "nowhere.pth", "--device", "cpu", "--out", "some/where")]
    [InlineData("no option '--epoch'", "Did you mean '--epochs'?", "compare", "linear", "--epoch", "3")]
    [InlineData("no option '--verbos'", "Did you mean '--verbose'?", "list", "--verbos")]
    [InlineData("no option '--unheard-of'", "'devices --help'", "devices", "--unheard-of")]
    [InlineData("'compare NAME", "--all", "compare")]
    [InlineData("--all", "not both", "compare", "--all", "linear")]
    [InlineData("'liner'", "Did you mean 'linear'?", "compare", "liner")]
    [InlineData("--with", "'nothing'", "compare", "linear", "--with", "nothing")]
    [InlineData("recorded", "leave out --epochs", "compare", "linear", "--with", "recorded", "--epochs", "3")]
    [InlineData("--python", "--with recorded", "compare", "linear", "--with", "recorded", "--python", "python3")]
    [InlineData("'nowhere'", "--python", "compare", "linear", "--python", "nowhere")]
    [InlineData("''", "--python", "compare", "linear", "--python", "")]
    [InlineData("'linear' is not one", "--trace stands last", "compare", "--trace", "linear")]
    [InlineData("recorded", "leave out --trace", "compare", "linear", "--with", "recorded", "--trace")]
    [InlineData("The twins read weights from .pth only", "compare with cpu", "compare", "linear", "--load", "w.safetensors")]
    [InlineData("no option '--save'", "'compare --help'", "compare", "linear", "--save", "w.pth")]
    [InlineData("no option '--epochs'", "'gates --help'", "compare", "gates", "mse", "--epochs", "3", "--with", "cpu")]
    [InlineData("nowhere.pth", "no file", "compare", "linear", "--load", "nowhere.pth", "--device", "cpu", "--with", "cpu")]
    [InlineData("'file/compared'", "--out", "compare", "linear", "--out", "file/compared", "--with", "cpu")]
    [InlineData("no option '--save'", "'all --help'", "all", "--save", "w.pth")]
    [InlineData("--format", "png, both or none", "all", "--format", "svg")]
    [InlineData("--jobs", "'x'", "all", "--jobs", "x")]
    [InlineData("--jobs", "'0'", "all", "--jobs", "0")]
    [InlineData("--gallery", "ends with .html", "all", "--gallery", "src")]
    [InlineData("file{/}docs'", "--gallery", "all", "--gallery", "file/docs/gallery.html")]
    [InlineData("file{/}weights'", "--save", "linear", "--device", "cpu", "--save", "file/weights/w.pth")]
    [InlineData("'My_Port'", "such as my-port", "new", "My_Port")]
    [InlineData("no src/Examples above", "in a clone", "new", "my-port")]
    [InlineData("argument", "'new --help'", "new")]
    public void A_wrong_call_ends_with_2_and_says_what_is_right(string what, string right, params string[] arguments)
    {
        File.WriteAllText(_program.Folder["file"], "");
        _program.Run(arguments).AssertRefused(ExitCode.Usage, what.Replace("{/}", $"{Path.DirectorySeparatorChar}"), right);
        Assert.Equal([_program.Folder["file"]], Directory.EnumerateFileSystemEntries(_program.Folder.Path));
    }

    [WithoutGpuFact]
    public void Without_a_GPU_cuda_is_refused_with_the_reason()
    {
        _program.Run("linear", "--device", "cuda").AssertRefused(ExitCode.Usage, "There is no device cuda: ", "libtorch");
        _program.Run("compare", "linear", "mse", "--with", "cuda").AssertRefused(ExitCode.Usage, "There is no device cuda: ", "libtorch");
    }

    [LinuxFact]
    public void A_temporary_folder_that_is_not_there_is_named() =>
        _program.Run([("TMPDIR", "/nowhere")], "compare", "linear", "--with", "cpu").AssertRefused(ExitCode.Usage, "/nowhere", "TMPDIR");

    [LinuxFact]
    public void A_library_that_is_damaged_or_missing_is_two_lines()
    {
        using var copy = Copy();

        // What draws is missed once something is drawn; by then the results are printed.
        File.Delete(copy["libSkiaSharp.so"]);
        var drawn = _program.RunAt(copy.Path, "slope", "--quiet");
        Assert.Equal((ExitCode.Failed, 2), (drawn.Exit, drawn.Error.TrimEnd('\n').Split('\n').Length));
        Assert.Contains("libSkiaSharp can't be loaded", drawn.Error);

        File.Delete(copy["libLibTorchSharp.so"]);
        Assert.Contains("LibTorchSharp can't be loaded", Refusal());
        File.WriteAllText(copy["libLibTorchSharp.so"], "no library");
        Assert.Contains("file too short", Refusal());

        string Refusal()
        {
            var ended = _program.RunAt(copy.Path, "linear");
            ended.AssertRefused(ExitCode.Failed, "dotnet build");
            return ended.Error;
        }
    }

    [LinuxFact]
    public void A_standard_error_that_is_closed_or_full_costs_nothing()
    {
        foreach (var redirection in new[] { "2>&-", "2>/dev/full" })
        {
            var ended = _program.Shell($"linear --epochs 3 --format none --device cpu {redirection}");
            Assert.Equal((ExitCode.Done, Example.Apart("linear", "--epochs 3").Output), (ended.Exit, ended.Output));
        }
    }

    [LinuxFact]
    public void A_standard_output_that_is_full_ends_with_1_and_keeps_the_curve()
    {
        var ended = _program.Shell("linear --quiet --epochs 3 >/dev/full");
        Assert.Equal(ExitCode.Failed, ended.Exit);
        Assert.Equal("The output could not be written: No space left on device.\n", ended.Error);
        Assert.Equal(2, File.ReadAllLines(_program.Folder["out", "linear", "loss.csv"]).Length);
        Assert.Equal("failed", (string)_program.Summary("linear")["status"]!);
    }

    [LinuxFact]
    public void A_dumb_terminal_sees_every_line_and_no_bar()
    {
        var screen = _program.Shell("linear --device cpu --format none --epochs 2000 --log-every 200", "TERM=dumb script -qec", "/dev/null").Output;
        Assert.DoesNotContain('\u001b', screen);
        Assert.Equal(11 + 2, screen.Split('\n').Count(line => line.StartsWith("epoch ") || line.Contains(" = ")));
    }

    [LinuxFact]
    public void On_a_terminal_the_bar_costs_no_line()
    {
        // A bar is not drawn before half a second has passed, nor where a build server is recognized.
        const string Terminal = "env -u GITHUB_ACTIONS -u TF_BUILD TERM=xterm script -qec";
        var process = _program.Begin(
            "linear --device cpu --format none --epochs 100000000 --log-every 1000", Terminal, "/dev/null");
        var screen = new StringBuilder();
        while (!screen.ToString().Contains("training") && screen.Length < 100_000 && process.StandardOutput.Read() is >= 0 and var read)
        {
            screen.Append((char)read);
        }

        // Ctrl-C, as the terminal has it.
        process.StandardInput.Write('\u0003');
        process.StandardInput.Flush();
        screen.Append(ExamplesProgram.End(process).Output);
        Assert.Contains("training", screen.ToString());
        Assert.Contains("Interrupted after", screen.ToString());
        var epochs = Regex.Matches(screen.ToString(), @"epoch +(\d+)  loss").Select(line => int.Parse(line.Groups[1].Value)).ToArray();
        Assert.Equal(Enumerable.Range(0, epochs.Length).Select(i => 1000 * i), epochs);
    }

    [Theory]
    [InlineData("[suggest:3]", "lin", "linear")]
    [InlineData("[suggest:11]", "linear --ep", "--epochs")]
    [InlineData("[suggest:17]", "linear --format s", "svg")]
    [InlineData("[suggest:11]", "compare lin", "linear-limits")]
    [InlineData("[suggest:16]", "compare --with r", "recorded")]
    public void A_shell_is_told_how_a_word_goes_on(string position, string line, string word)
    {
        var ended = _program.Run(position, line);
        Assert.Equal((ExitCode.Done, ""), (ended.Exit, ended.Error));
        Assert.Contains(word, ended.Output.Split('\n'));
    }

    [LinuxFact]
    public void Help_has_an_end_where_a_terminal_has_few_columns()
    {
        var screen = _program.Shell("linear --help", "narrow() { TERM=xterm script -qec \"stty cols 4; $1\" /dev/null; }; narrow").Output;
        Assert.Contains("--epochs", screen);
    }

    [LinuxFact]
    public void In_a_folder_that_is_gone_one_line_says_so() =>
        _program.Shell("linear --epochs 2", "mkdir gone && cd gone && rmdir ../gone && sh -c")
            .AssertRefused(ExitCode.Usage, "The current folder is gone");

    [Fact]
    public void Verbose_shows_where_an_error_came_from() =>
        Assert.Contains("   at Examples.", _program.Run("linear", "--device", "cuda:99", "--verbose").Error);

    [Fact]
    public void Verbose_shows_where_the_error_of_one_of_several_came_from()
    {
        string[] call = ["compare", "linear", "quadratic", "--samples", "2147483647", "--device", "cpu", "--with", "cpu", "--verbose"];
        Assert.Contains("   at Examples.", _program.Run(call).Output);
    }

    [LinuxFact]
    public void On_a_narrow_terminal_the_list_has_its_own_lines()
    {
        var screen = _program.Shell("list", "narrow() { TERM=xterm script -qec \"stty cols 60; $1\" /dev/null; }; narrow").Output;
        Assert.Contains($"linear ({Example.Catalog.Find("linear").Info.Slides})", screen);
        Assert.All(screen.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 60));
    }

    [Theory]
    [InlineData("help")]
    [InlineData("--help")]
    public void Help_names_every_example_and_command(string call)
    {
        var help = _program.Run(call);
        Assert.Equal(ExitCode.Done, help.Exit);
        string[] names = [.. Example.Catalog.Entries.Select(e => e.Info.Name), "list", "compare", "devices", "--verbose"];
        Assert.All(names, name => Assert.Contains(name, help.Output));
        Assert.DoesNotContain("fingerprint", help.Output);
    }

    [Theory]
    [InlineData("new", "--help")]
    [InlineData("linear", "--epochs", "0", "--help")]
    [InlineData("--", "help", "linear")]
    public void Who_asks_for_help_gets_it_whatever_else_is_wrong(params string[] arguments)
    {
        var help = _program.Run(arguments);
        Assert.Equal((ExitCode.Done, ""), (help.Exit, help.Error));
        Assert.Contains("Usage:", help.Output);
    }

    [Fact]
    public void Help_of_an_example_shows_its_options_with_their_defaults()
    {
        var help = _program.Run("linear", "--help");
        Assert.Equal(ExitCode.Done, help.Exit);
        Assert.Equal("", help.Error);
        Assert.All(
            [
                "--samples <N>", "--live [PORT]", "--trace [STEPS]", "[default: 1000]", "--lr", "[default: 0.01]",
                "--log-every", "[default: 10]", "--device", "[default: auto]", "--seed", "[default: 0]", "--out", "[default: out]",
                "--quiet", "--threads", "[default: 1]",
            ],
            text => Assert.Contains(text, help.Output));
        Assert.DoesNotContain("--batch-size", help.Output);
        Assert.DoesNotContain("--data", help.Output);
    }

    [Fact]
    public void List_shows_what_every_example_shows()
    {
        var list = _program.Run("list");
        Assert.Equal(ExitCode.Done, list.Exit);
        Assert.All(Example.Catalog.Entries, entry => Assert.Contains(list.Output.Split('\n'), line =>
            line.StartsWith($"{entry.Info.Name} ")
            && line.Contains(entry.Info.Summary)
            && line.Contains(entry.Info.Slides)));
    }

    [Fact]
    public void Devices_says_what_auto_takes_and_which_libtorch_it_is()
    {
        var devices = _program.Run("devices");
        Assert.Equal(ExitCode.Done, devices.Exit);
        Assert.Matches($@"(?m)^libtorch +{Libtorch.Version} \({Libtorch.Runtime}\)$", devices.Output);
        Assert.Matches($"(?m)^CPU kernels +{Libtorch.CpuCapability}$", devices.Output);
        Assert.Matches("(?m)^threads +1 by default", devices.Output);
        Assert.Matches($"(?m)^devices +{string.Join(", ", Devices.All())}$", devices.Output);
        Assert.Matches($@"(?m)^auto takes +{Devices.Choose("auto").Device} \(", devices.Output);
    }

    [Fact]
    public void A_run_prints_its_results_and_leaves_its_files()
    {
        var ended = _program.Run("linear", "--device", "cpu");
        Assert.Equal((ExitCode.Done, Example.Apart("linear").Output), (ended.Exit, ended.Output));
        Assert.Contains("device: cpu (as asked)", ended.Error);
        Assert.Equal(Figures.Among("fit.png", "loss.csv", "loss.png", "run.json"), _program.Folder.Files.Select(Path.GetFileName));
        AssertDrawn("linear", "fit.png", "loss.png");
        var losses = File.ReadAllLines(_program.Folder["out", "linear", "loss.csv"]);
        Assert.Equal(1001, losses.Length);
        Assert.Equal("epoch,loss", losses[0]);
        Assert.EndsWith($"loss {double.Parse(losses[^1].Split(',')[1], CultureInfo.InvariantCulture):F6}", ended.Output.Split('\n')[^4]);
    }

    [Fact]
    public void Run_json_says_how_the_run_was_made_and_what_came_out()
    {
        var ended = _program.Run(
            "linear", "--device", "cpu", "--seed", "3", "--epochs", "4", "--lr", "0.25", "--samples", "50", "--threads", "2",
            "--out", "else/where");
        Assert.Equal(ExitCode.Done, ended.Exit);
        Assert.Contains(Path.Combine("else/where", "linear"), ended.Error);
        var summary = JsonNode.Parse(File.ReadAllText(_program.Folder["else", "where", "linear", "run.json"]))!;
        Assert.Equal(("linear", "done"), ((string)summary["example"]!, (string)summary["status"]!));
        Assert.Equal(("cpu", 2), ((string)summary["device"]!, (int)summary["threads"]!));
        Assert.Equal((Libtorch.Version, Libtorch.CpuCapability), ((string)summary["libtorch"]!, (string)summary["cpuCapability"]!));
        var options = summary["options"]!;
        Assert.Equal((3, 50, 4, 0.25), ((long)options["seed"]!, (int)options["samples"]!, (int)options["epochs"]!, (double)options["lr"]!));
        Assert.Null(options["batch-size"]);
        Assert.True((double)summary["secondsPerEpoch"]! > 0);
        Assert.Contains($"weight = {(double)summary["results"]!["weight"]!:F6}", ended.Output);
        Assert.False(Directory.Exists(_program.Folder["out"]));
    }

    [LinuxTheory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public void An_interrupted_run_ends_with_130_and_keeps_what_was_recorded(string signal)
    {
        var process = _program.Start("quadratic", "--device", "cpu", "--epochs", "10000000", "--log-every", "10");
        var first = process.StandardOutput.ReadLine();
        Assert.StartsWith("epoch      0  loss", first);
        Assert.DoesNotContain(_program.Folder.Files, file => !Path.GetFileName(file).StartsWith('.'));
        Signal(signal, process);
        var ended = ExamplesProgram.End(process);
        Assert.Equal(ExitCode.Interrupted, ended.Exit);
        Assert.Contains("Interrupted after", ended.Error);
        Assert.Equal(Figures.Among("loss.csv", "loss.png", "run.json"), _program.Folder.Files.Select(Path.GetFileName));
        Assert.True(File.ReadAllLines(_program.Folder["out", "quadratic", "loss.csv"]).Length >= 2);
        AssertDrawn("quadratic", "loss.png");
        Assert.Equal("interrupted", (string)_program.Summary("quadratic")["status"]!);
    }

    [LinuxFact]
    public void A_run_with_a_page_ends_by_signals_as_any_other()
    {
        var process = _program.Start(
            "linear", "--device", "cpu", "--epochs", "100000000", "--log-every", "100000", $"--live={FreePort.Find()}");
        while (process.StandardError.ReadLine() is { } line && !line.StartsWith("live: "))
        {
            // The device comes first.
        }

        // Ctrl-\, which asks nobody.
        Signal("QUIT", process);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)), "It goes on.");
    }

    [LinuxFact]
    public void A_second_interrupt_that_comes_later_ends_a_run_that_can_not_end()
    {
        // Nobody reads what it prints, so that it waits in the midst of a line, once the pipe is full.
        var process = _program.Start("quadratic", "--device", "cpu", "--epochs", "10000000", "--log-every", "1");
        Assert.StartsWith("epoch      0  loss", process.StandardOutput.ReadLine());
        AssertSoon(Waits, 60, "It does not wait.");
        Signal("INT", process);
        Assert.False(process.WaitForExit(TimeSpan.FromSeconds(1.2)), "It ended by itself.");
        AssertSoon(SignalledAgainItEnds, 10, "It goes on.");

        bool SignalledAgainItEnds()
        {
            Signal("INT", process);
            return process.WaitForExit(200);
        }

        bool Waits()
        {
            var before = process.TotalProcessorTime;
            return !process.WaitForExit(200) && process.TotalProcessorTime == before;
        }
    }

    [LinuxFact]
    public void An_interrupted_comparison_ends_its_twin_and_leaves_no_temporary_folder()
    {
        var temporary = Directory.CreateDirectory(_program.Folder["temporary"]).FullName;
        var pid = _program.Folder["pid"];
        var python = PythonThat($"echo $$ > \"{pid}\"\nexec sleep 1000");
        var process = _program.Start([("TMPDIR", temporary)], "compare", "linear", "--epochs", "2", "--device", "cpu", "--python", python);
        AssertSoon(() => File.Exists(pid) && File.ReadAllText(pid).EndsWith('\n'), 60, "The twin did not start.");

        // Who is impatient presses Ctrl-C twice.
        Signal("INT", process, times: 2);
        var ended = ExamplesProgram.End(process);
        Assert.Equal((ExitCode.Interrupted, "Interrupted after 0 of 1.\n"), (ended.Exit, ended.Error));
        Assert.Empty(Directory.EnumerateDirectories(temporary, "compare-*"));
        var twin = int.Parse(File.ReadAllText(pid), CultureInfo.InvariantCulture);
        AssertSoon(() => !Directory.Exists($"/proc/{twin}"), 10, "The twin goes on.");
    }

    [TwinFact]
    public void A_comparison_with_the_twin_gives_a_verdict_and_both_versions()
    {
        var ended = _program.Run(
            "compare", "linear", "learning-rate",
            "--epochs", "30", "--seed", "5", "--lr", "0.003", "--log-every", "7", "--device", "cpu");
        Assert.True(ended.Exit == ExitCode.Done, ended.Output + ended.Error);
        Assert.Matches(@"(?m)^linear: (identical|equal to rounding)$", ended.Output);
        const string Rest = @"cpu +loss \d+\.\d{6} → \d+\.\d{6} +[\d.]+ [µm]?s an epoch$";
        Assert.Matches($@"(?m)^  C# +{Libtorch.Version} {Libtorch.CpuCapability} {Rest}", ended.Output);
        Assert.Matches($@"(?m)^  PyTorch +\d+\.\d+\.\d+\S* \w+ {Rest}", ended.Output);
        Assert.Matches(@"(?m)^2 compared: ", ended.Output);
        AssertDrawn("linear", "compare.png");
    }

    [Fact]
    public void A_comparison_with_what_is_recorded_uses_the_records_kernels()
    {
        // The tests themselves have the records' kernels.
        var ended = _program.Run(
            [("ATEN_CPU_CAPABILITY", "default"), ("MKL_CBWR", null), ("ONEDNN_MAX_CPU_ISA", null)],
            "compare", "linear", "gradient-descent", "--with", "recorded", "--json");
        Assert.True(ended.Exit == ExitCode.Done, ended.Output + ended.Error);
        var examples = JsonNode.Parse(ended.Output)!["examples"]!.AsArray();
        Assert.Equal(["linear", "gradient-descent"], examples.Select(e => (string)e!["example"]!));
        var capability = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "AVX2" : Libtorch.CpuCapability;
        Assert.All(examples, example => Assert.Equal(capability, (string)example!["sides"]![0]!["cpuCapability"]!));
        Assert.All(examples, example =>
            Assert.Equal(example!["otherFunctions"] is null ? "identical" : "equal to rounding", (string)example["verdict"]!));
    }

    [FigureFact]
    public void A_figure_that_can_not_be_written_costs_no_verdict()
    {
        Directory.CreateDirectory(_program.Folder["out", "linear", "compare.png"]);
        var ended = _program.Run("compare", "linear", "--epochs", "3", "--device", "cpu", "--with", "cpu");
        Assert.Equal(ExitCode.Failed, ended.Exit);
        Assert.StartsWith("linear: identical\n", ended.Output);
        Assert.Contains("compare.png", ended.Error);
    }

    [LinuxFact]
    public void Records_that_differ_are_damaged_or_missing_are_named_and_end_with_1()
    {
        using var copy = Copy();
        var (recorded, copied) = (Path.Combine(Clone.Twins, "recorded"), copy["pytorch", "recorded"]);
        Directory.CreateDirectory(Path.Combine(copied, "linear"));
        Directory.CreateDirectory(Path.Combine(copied, "mse"));
        foreach (var file in new[] { "kernels.json", "linear/output.txt", "linear/run.json", "mse/output.txt" })
        {
            File.Copy(Path.Combine(recorded, file), Path.Combine(copied, file));
        }

        var losses = File.ReadAllLines(Path.Combine(recorded, "linear", "loss.csv"));
        File.WriteAllLines(
            Path.Combine(copied, "linear", "loss.csv"),
            losses.Select(line => line.StartsWith("666,") ? "666,0.5" : line));
        File.WriteAllText(Path.Combine(copied, "mse", "run.json"), "{");
        var ended = _program.RunAt(copy.Path, "compare", "linear", "mse", "slope", "--with", "recorded");
        Assert.Equal((ExitCode.Failed, ""), (ended.Exit, ended.Error));
        Assert.Matches(@"^linear: differs from epoch 666 on: 0\.\d+ here, 0\.5 there, \S+ times as far as rounding goes\n", ended.Output);
        Assert.Contains(
            "\nmse: failed\n"
            + "  run.json is missing or damaged in the record of mse: 'git checkout pytorch/recorded' fetches it",
            ended.Output);
        Assert.EndsWith(
            "\nslope: failed\n"
            + "  Nothing is recorded of slope: 'python3 pytorch/record.py slope' does it.\n\n"
            + "3 compared: 1 differs, 2 failed\n",
            ended.Output);
    }

    [LinuxTwinFact]
    public void A_program_that_comes_out_otherwise_when_it_runs_again_is_said_to_do_so()
    {
        // Before the twin begins, the weights that all start from become others.
        _program.Run("linear", "--epochs", "1", "--device", "cpu", "--format", "none", "--save", "w.pth");
        _program.Run("linear", "--epochs", "100", "--device", "cpu", "--format", "none", "--save", "others.pth");
        var python = PythonThat($"cp others.pth w.pth\nexec \"{LiveTwin.Python.Path}\" \"$@\"");
        var ended = _program.Run("compare", "linear", "--epochs", "5", "--device", "cpu", "--load", "w.pth", "--python", python);
        Assert.Equal(ExitCode.Failed, ended.Exit);
        Assert.StartsWith("linear: failed\n  The C# program is not the same from run to run: ", ended.Output);
    }

    [LinuxTwinFact]
    public void A_twin_that_comes_out_otherwise_when_it_runs_again_is_said_to_do_so()
    {
        var python = PythonThat($"exec \"{LiveTwin.Python.Path}\" \"$@\" --seed $$");
        var ended = _program.Run("compare", "linear", "--epochs", "5", "--device", "cpu", "--python", python);
        Assert.Equal(ExitCode.Failed, ended.Exit);
        Assert.StartsWith("linear: failed\n  The twin is not the same from run to run: ", ended.Output);
    }

    [LinuxTwinFact]
    public void A_training_that_diverges_differs_from_one_that_does_not_and_its_trace_says_where()
    {
        var python = PythonWithArgument("--lr=3e38", replaced: "--lr=0.01");
        var ended = _program.Run("compare", "linear", "--epochs", "20", "--lr", "0.01", "--device", "cpu", "--trace", "--python", python);
        Assert.Equal(ExitCode.Failed, ended.Exit);
        Assert.Matches(@"(?m)^  C# .*  loss 10\.667848 → ", ended.Output);
        Assert.Matches(@"(?m)^  PyTorch .*  diverged in epoch 1$", ended.Output);
        Assert.Contains("\n  They part in step 1 at weight after the step.\n", ended.Output);
    }

    [TwinTheory]
    [InlineData("--epochs", "0", "takes a whole number from 1 to 2147483647; '0' is not one")]
    [InlineData("--threads", "1025", "takes a whole number from 1 to 1024; '1025' is not one")]
    [InlineData("--lr", "-1", "takes a number greater than 0; '-1' is not one")]
    [InlineData("--epochs", "\u0663", "takes a whole number from 1")]
    [InlineData("--lr", "1_0", "takes a number greater than 0; '1_0' is not one")]
    [InlineData("--out", "", "takes a folder; '' is not one")]
    [InlineData("--load", "none.pth", "there is no file none.pth")]
    [InlineData("--lr", "nan", "takes a number greater than 0; 'nan' is not one")]
    [InlineData("--save", "w.safetensors", "ends with .pth")]
    [InlineData("--save", "trace.pth", "is what --trace leaves")]
    [InlineData("--out", "FILE", "there can be no folder FILE")]
    public void A_twin_refuses_a_wrong_call_too(string option, string value, string what)
    {
        var file = _program.Folder["file"];
        File.WriteAllText(file, "");
        var ended = LiveTwin.Ended(Example.Catalog.Find("linear").Info, [option, value.Replace("FILE", file)]);
        Assert.Equal(ExitCode.Usage, ended.Exit);
        Assert.Contains(what.Replace("FILE", file), ended.Error);
    }

    [UnshareFact]
    public void A_TensorBoard_that_has_no_room_from_the_start_costs_nothing()
    {
        Directory.CreateDirectory(_program.Folder["runs"]);
        _program.Script("full", "mount -t tmpfs -o size=4k none runs && head -c 4096 /dev/zero >runs/full\neval \"exec $1\"");
        var ended = _program.Shell("linear --quiet --device cpu --epochs 3 --tensorboard runs", "unshare --map-root-user --mount ./full");
        Assert.Equal(ExitCode.Done, ended.Exit);
        Assert.Equal("TensorBoard gets no more losses: No space left on device. Training goes on.\n", ended.Error);
    }

    [UnshareFact]
    public void Without_a_font_the_figures_are_left_out_and_one_line_says_what_to_install()
    {
        // Folders that are empty for this process alone.
        _program.Script(
            "bare",
            "for fonts in /usr/share/fonts /usr/local/share/fonts; do [ ! -d $fonts ] || mount -t tmpfs none $fonts; done\n"
            + "FONTCONFIG_FILE=/dev/null HOME=/nowhere eval \"exec $1\"");
        var ended = _program.Shell("linear --epochs 3 --device cpu", "unshare --map-root-user --mount ./bare");
        Assert.Equal(ExitCode.Done, ended.Exit);
        Assert.Single(ended.Error.Split('\n'), line => line == new NoFontException().Message);
        Assert.Equal(["loss.csv", "run.json"], _program.Folder.Files.Select(Path.GetFileName).Where(name => name != "bare"));
    }

    [Fact]
    public void New_writes_an_example_and_its_twin_once()
    {
        Directory.CreateDirectory(_program.Folder["src", "Examples"]);
        Directory.CreateDirectory(_program.Folder["pytorch"]);
        var ended = _program.Run("new", "a-port-of-mine");
        Assert.Equal((ExitCode.Done, ""), (ended.Exit, ended.Error));
        Assert.Contains("compare a-port-of-mine --trace", ended.Output);
        var csharp = _program.Folder["src", "Examples", "Ports", "APortOfMine.cs"];
        var python = _program.Folder["pytorch", "a_port_of_mine.py"];
        Assert.Contains("\n[Example(\"a-port-of-mine\", ", File.ReadAllText(csharp));
        Assert.Contains("\npublic sealed class APortOfMine : IExample\n", File.ReadAllText(csharp));
        var template = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "my_port.py"));
        Assert.Equal(template.Replace("my-port", "a-port-of-mine"), File.ReadAllText(python));
        File.WriteAllText(python, "filled in");
        _program.Run("new", "a-port-of-mine").AssertRefused(ExitCode.Usage, "'a-port-of-mine' is taken by the file ");
        Assert.Equal("filled in", File.ReadAllText(python));
        _program.Run("new", "linear").AssertRefused(ExitCode.Usage, "'linear' is taken");
        _program.Run("new", "list").AssertRefused(ExitCode.Usage, "'list' is taken");
        _program.Run("new", "chart").AssertRefused(ExitCode.Usage, "'chart' is taken by Chart, a type that examples use");
        _program.Run("new", "tensor").AssertRefused(ExitCode.Usage, "'tensor' is taken by Tensor, a type that examples use");
    }

    [TwinFact]
    public void New_takes_no_name_that_would_hide_a_module_of_Python()
    {
        Directory.CreateDirectory(_program.Folder["src", "Examples"]);
        Directory.CreateDirectory(_program.Folder["pytorch"]);
        _program.Run("new", "random").AssertRefused(ExitCode.Usage, "a module of Python");
    }

    [TwinFact]
    public void Compared_tensor_by_tensor_a_right_pair_shows_how_many_are_identical_in_each_step()
    {
        // A folder called torch beside the caller is no PyTorch, and hides none.
        Directory.CreateDirectory(_program.Folder["torch"]);
        var ended = _program.Run("compare", "linear", "--epochs", "20", "--trace", "2", "--device", "cpu");
        Assert.Matches("^linear: (identical|equal to rounding)\n", ended.Output);
        Assert.Contains(
            "\n  at first  3 identical\n  step 1    7 identical\n  step 2    7 identical\n"
            + "  No tensor of the first 2 steps parts.\n",
            ended.Output);
        Assert.False(File.Exists(_program.Folder["out", "linear", "trace.pth"]));
    }

    [Fact]
    public void Compared_with_others_one_that_is_refused_has_failed_in_all_its_words()
    {
        var ended = _program.Run("compare", "linear", "mse", "--samples", "2147483647", "--device", "cpu", "--with", "cpu", "--json");
        Assert.Equal((ExitCode.Failed, ""), (ended.Exit, ended.Error));
        var compared = JsonNode.Parse(ended.Output)!;
        Assert.Equal(["failed", "identical"], compared["examples"]!.AsArray().Select(example => (string)example!["verdict"]!));
        Assert.Contains("2147483647 samples", (string)compared["examples"]![0]!["reason"]!);
    }

    [LinuxFact]
    public void A_standard_output_that_is_full_ends_all_examples_with_one_line()
    {
        var ended = _program.Shell("all --epochs 1 --format none --jobs 2 >/dev/full");
        Assert.Equal((ExitCode.Failed, "The output could not be written: No space left on device.\n"), (ended.Exit, ended.Error));
    }

    [Fact]
    public void A_value_may_begin_as_an_option_does()
    {
        File.WriteAllText(_program.Folder["@y.csv"], "@a,-b,y\n1,2,3\n2,5,4\n4,1,7\n");
        string[] options = ["--device", "cpu", "--with", "cpu", "--data=@y.csv", "--target=-b", "--drop=@a"];
        Assert.StartsWith("advertising: identical\n", _program.Run(["compare", "advertising", .. options]).Output);
    }

    [LinuxFact]
    public void A_Python_without_torch_is_refused()
    {
        var python = _program.Script("python", "exit 1");
        _program.Run([("PYTHON", python)], "compare", "linear").AssertRefused(ExitCode.Usage, $"{python} has no PyTorch", "PYTHON");
    }

    [LinuxTheory]
    [InlineData("torch/lib")]
    [InlineData("torch/__init__.py")]
    [InlineData("torch.py")]
    public void What_is_called_torch_and_has_no_compiled_part_is_no_PyTorch(string file)
    {
        Directory.CreateDirectory(_program.Folder["torch"]);
        File.WriteAllText(_program.Folder[file], "");
        // -S leaves out the packages that are installed.
        var python = _program.Script("python", $"PYTHONPATH=\"{_program.Folder.Path}\" exec python3 -S \"$@\"");
        Assert.StartsWith($"{python} has no PyTorch", Assert.Throws<UsageException>(() => Python.Find(python)).Message);
    }

    [LinuxFact]
    public void Where_the_first_Python_has_no_torch_the_next_is_taken()
    {
        var folder = Directory.CreateDirectory(_program.Folder["bin"]).FullName;
        _program.Script("bin/python3", "exit 1");
        _program.Script("bin/python", "[ \"$1\" = -c ] && echo PyTorch && exit 0\necho 'I am the next' >&2\nexit 1");
        var path = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        var ended = _program.Run([("PATH", path), ("PYTHON", null)], "compare", "linear", "--epochs", "3", "--device", "cpu");
        Assert.Contains("I am the next", ended.Output);
    }

    [LinuxFact]
    public void A_twin_that_fails_is_the_clones_and_reported_with_its_line_and_the_others_go_on()
    {
        var python = PythonThat("echo \"File \\\"$1\\\", line 7, in <module>\nValueError: a mistake in $1\" >&2\nexit 1");
        var ended = _program.Run("compare", "linear", "bowl", "--epochs", "2", "--device", "cpu", "--python", python);
        Assert.Equal((ExitCode.Failed, ""), (ended.Exit, ended.Error));
        Assert.All(["linear.py", "bowl.py"], twin =>
            Assert.Contains($"ValueError: a mistake in {Path.Combine(Clone.Twins, twin)} ({twin}, line 7)\n", ended.Output));
        Assert.EndsWith("\n2 compared: 2 failed\n", ended.Output);
    }

    [LinuxTwinFact]
    public void Of_a_twin_that_fails_it_is_said_where_the_two_part_before()
    {
        var twin = _program.Folder["linear.py"];
        var mistakes = "s/nn.Linear(1, 1)/nn.Linear(1, 1, bias=False)/; s/optimizer.step()/raise ValueError(\"a mistake\")/";
        var python = PythonThat(
            $"sed '{mistakes}' \"$1\" > \"{twin}\"\nshift\n"
            + $"PYTHONPATH=\"{Clone.Twins}\" exec \"{LiveTwin.Python.Path}\" \"{twin}\" \"$@\"");
        string[] call = ["compare", "linear", "--epochs", "2", "--device", "cpu", "--python", python];
        var (untraced, traced) = (_program.Run(call), _program.Run([.. call, "--trace"]));
        Assert.Contains("ValueError: a mistake (linear.py, line", untraced.Output);
        Assert.EndsWith("\n  --trace says whether they part before that.\n\n1 compared: 1 failed\n", untraced.Output);
        Assert.Contains("\n  They part before that, at the initial bias. The other program has no bias: ", traced.Output);
    }

    [LinuxTheory]
    [InlineData("exit 3", "it ended with exit code 3")]
    [InlineData("kill -9 $$", "it was ended by signal 9")]
    public void Of_a_program_without_last_words_it_is_said_how_it_ended(string script, string said) =>
        Assert.Equal(said, Sh(script).LastWords);

    [LinuxFact]
    public void Of_what_libtorch_says_its_stack_is_left_out() =>
        Assert.Equal("one\ntwo", Sh("printf 'one\ntwo\nException raised from f\nframe #0\n' >&2").AllWords);

    [LinuxFact]
    public void A_program_that_waits_for_input_is_told_that_there_is_none()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        Assert.Equal(0, Sh("cat", patience.Token).Exit);
    }

    [LinuxFact]
    public void A_twin_that_leaves_nothing_is_said()
    {
        var comparer = new Comparer(Example.Options("--epochs 2"), Python.Find(PythonThat("exit 0")), CancellationToken.None);
        var error = Assert.Throws<RunException>(() => comparer.Compare(Example.Catalog.Find("linear"), "pytorch"));
        Assert.Contains("without leaving its run.json", error.Message);
    }

    [GpuFact]
    public void On_a_GPU_a_run_learns_the_same_line()
    {
        var ended = _program.Run("linear", "--device", "cuda");
        Assert.Equal(ExitCode.Done, ended.Exit);
        Assert.Equal("cuda:0", (string)_program.Summary("linear")["device"]!);
        Assert.Equal(2, (double)_program.Summary("linear")["results"]!["weight"]!, 0.01);
    }

    /// <summary>The program in a folder of its own, without the twins and records.</summary>
    private static TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (var file in new DirectoryInfo(AppContext.BaseDirectory).EnumerateFiles())
        {
            // .NET finds a program's libraries beside the file itself.
            if (file.Name is "Examples.dll" or "Examples.deps.json" or "Examples.runtimeconfig.json")
            {
                file.CopyTo(copy[file.Name]);
            }
            else
            {
                File.CreateSymbolicLink(copy[file.Name], file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName);
            }
        }

        return copy;
    }

    /// <summary>A script that says to have PyTorch, and then runs another script in place of the twin.</summary>
    private string PythonThat(string script) => _program.Script("python", $"[ \"$1\" = -c ] && echo PyTorch && exit 0\n{script}");

    /// <summary>A Python that gives the twin another argument than it is given.</summary>
    private string PythonWithArgument(string argument, string replaced) =>
        PythonThat(
            $"for a; do shift; [ \"$a\" = {replaced} ] && a={argument}; set -- \"$@\" \"$a\"; done\n"
            + $"exec \"{LiveTwin.Python.Path}\" \"$@\"");

    private static ChildProcess Sh(string script, CancellationToken interrupt = default) =>
        ChildProcess.Run("/bin/sh", ["-c", script], new Dictionary<string, string?>(), interrupt);

    private void AssertDrawn(string example, params string[] figures) =>
        Assert.All(Figures.Among(figures), name => Assert.Equal((900, 600), Pixels.SizeOf(_program.Folder["out", example, name])));

    private static void AssertSoon(Func<bool> condition, int seconds, string otherwise) =>
        Assert.True(SpinWait.SpinUntil(condition, TimeSpan.FromSeconds(seconds)), otherwise);

    private static void Signal(string signal, Process process, int times = 1)
    {
        using var kill = Process.Start("sh", ["-c", string.Join(';', Enumerable.Repeat($"kill -{signal} {process.Id}", times))]);
        kill.WaitForExit();
    }
}
