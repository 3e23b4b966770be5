using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Xml.Linq;

using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using Outcome = Examples.Shared.Outcome;
using Runner = Examples.Shared.Runner;

namespace Examples.Tests.Shared;

/// <summary>What a run leaves, however it ends.</summary>
public sealed class RunnerTests : InFolder
{
    private static readonly Config s_fewTests = Config.QuickThrowOnFailure.WithMaxTest(5);

    [Fact]
    public void Losses_come_back_from_the_digits()
    {
        var some = ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble).Where(double.IsFinite);
        Check.One(s_fewTests, Prop.ForAll(Arb.From(some.NonEmptyListOf()), losses =>
        {
            Run(run => Train(run, losses.Select(loss => tensor(loss))), losses.Count);
            Assert.Equal(losses.Select(BitConverter.DoubleToInt64Bits), Losses().Select(BitConverter.DoubleToInt64Bits));
        }));
    }

    [Fact]
    public void Losses_are_printed_when_they_are_due_and_at_the_end()
    {
        var ran = Run(run => Train(run, Enumerable.Range(0, 6).Select(i => tensor(i / 4.0))), 6, logEvery: 2);
        Assert.Equal(
            "epoch      0  loss 0.000000\n"
            + "epoch      2  loss 0.500000\n"
            + "epoch      4  loss 1.000000\n"
            + "epoch      5  loss 1.250000\n",
            ran.Output);
    }

    [Fact]
    public void A_training_that_is_shorter_has_empty_cells()
    {
        Run(
            run =>
            {
                run.Record(0, 1.0, "long");
                run.Record(1, 2.0, "long");
                run.Record(0, 3.0, "short");
            },
            2);
        Assert.Equal("epoch,long,short\n0,1,3\n1,2,\n", File.ReadAllText(_folder["test", "loss.csv"]));
    }

    [Fact]
    public void A_loss_that_is_a_number_keeps_all_its_digits()
    {
        Run(run => run.Record(0, 0.1), 1);
        Assert.Equal(["0.1"], Cells(1));
    }

    [Fact]
    public void Several_trainings_have_a_column_each()
    {
        var ran = Run(
            run =>
            {
                Train(run, [tensor(1.0), tensor(2.0)], "slow");
                Train(run, [tensor(3.0), tensor(4.0)], "fast");
            },
            2);
        Assert.Equal(["slow", "fast"], ran.Outcome.Losses.Select(c => c.Name));
        Assert.Equal("epoch,slow,fast\n0,1,3\n1,2,4\n", File.ReadAllText(_folder["test", "loss.csv"]));
    }

    [Fact]
    public void Of_several_trainings_the_one_that_diverged_is_named() =>
        Assert.Contains("in epoch 1 of fast.", Run(run => Train(run, [tensor(1.0), tensor(double.NaN)], "fast"), 2).Notes);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_loss_that_is_not_finite_ends_the_run_and_keeps_the_curve(double loss)
    {
        var ran = Run(run => Train(run, [tensor(1.0), tensor(2.0), tensor(loss), tensor(3.0)]), 4);
        Assert.Equal(ExitCode.Failed, ran.Outcome.Exit);
        Assert.Contains("not finite in epoch 2. A smaller learning rate (--lr) may help.", ran.Notes);
        Assert.Equal("epoch,loss\n0,1\n1,2\n", File.ReadAllText(_folder["test", "loss.csv"]));
        Assert.Equal("diverged", (string)Summary["status"]!);
        Assert.Equal(Figures.Among("loss.csv", "loss.png", "run.json"), _folder.Files.Select(Path.GetFileName));
    }

    [FigureFact]
    public void Figures_are_listed_as_they_were_drawn_however_long_each_took()
    {
        Run(
            run =>
            {
                run.Draw("slow.png", [.. Enumerable.Range(0, 9).Select(_ => new Chart("slow", "x", "y").Line([0, 1], [0, 1]))]);
                run.Draw("fast.png", new Chart("fast", "x", "y").Line([0, 1], [0, 1]));
                Train(run, [tensor(1.0), tensor(2.0)]);
            },
            2);
        Assert.Equal(["slow.png", "fast.png", "loss.png"], Summary["figures"]!.AsObject().Select(figure => figure.Key));
    }

    [FigureTheory]
    [InlineData("png", 900, "fit.png", "loss.png")]
    [InlineData("svg", 900, "fit.svg", "loss.svg")]
    [InlineData("both", 1800, "fit.png", "fit.svg", "loss.png", "loss.svg")]
    [InlineData("none", 900)]
    public void Figures_have_the_format_and_the_scale_that_were_asked_for(string format, int width, params string[] figures)
    {
        Example.Run("linear", Example.Options($"--epochs 3 --format {format} --scale {width / 900}"), _folder.Path);
        Assert.Equal(figures.Concat(["loss.csv", "run.json"]).Order(), _folder.Files.Select(Path.GetFileName));
        Assert.All(figures.Where(figure => figure.EndsWith(".png")), figure =>
            Assert.Equal((width, width * 2 / 3), Pixels.SizeOf(_folder["linear", figure])));
        Assert.All(figures.Where(figure => figure.EndsWith(".svg")), figure =>
            Assert.Contains(figure == "loss.svg" ? "epoch" : "fitted line", XDocument.Load(_folder["linear", figure]).Root!.Value));
    }

    [Theory]
    [InlineData("slow, fast")]
    [InlineData("slow\nfast")]
    [InlineData("\"slow\"")]
    [InlineData("")]
    public void A_training_whose_name_would_be_no_column_is_refused(string name)
    {
        var ran = Run(run => run.Record(0, tensor(1.0), name), 1);
        Assert.Equal(ExitCode.Failed, ran.Outcome.Exit);
        Assert.Contains($"'{name}' can't name a training", ran.Notes);
    }

    [Fact]
    public void Losses_may_be_of_any_type()
    {
        Run(run => Train(run, [tensor(3L), tensor(0.5f).to(bfloat16), tensor(0.25f).to(float16).reshape(1, 1), tensor(2)]), 4);
        Assert.Equal(["3", "0.5", "0.25", "2"], Cells(1));
    }

    [Fact]
    public void A_tensor_without_elements_is_no_error() =>
        Assert.Equal("", Run(run => run.Report("nothing", zeros(0, 3)), 1).Output);

    [Fact]
    public void An_interrupted_run_keeps_what_was_recorded()
    {
        using var interrupt = new CancellationTokenSource();
        var ran = Run(
            run =>
            {
                foreach (var epoch in run.Epochs())
                {
                    run.Record(epoch, tensor(epoch / 2.0));
                    if (epoch == 2)
                    {
                        interrupt.Cancel();
                    }
                }
            },
            1000,
            interrupt: interrupt.Token);
        Assert.Equal(ExitCode.Interrupted, ran.Outcome.Exit);
        Assert.Contains("Interrupted after 3 epochs;", ran.Notes);
        Assert.Equal("epoch,loss\n0,0\n1,0.5\n2,1\n", File.ReadAllText(_folder["test", "loss.csv"]));
        Assert.Equal("interrupted", (string)Summary["status"]!);
    }

    [Fact]
    public void An_interrupted_run_keeps_the_weights_that_it_has_come_to()
    {
        using var interrupt = new CancellationTokenSource();
        using var model = nn.Linear(1, 1);
        var ran = Run(
            run =>
            {
                run.Watch(model);
                foreach (var epoch in run.Epochs())
                {
                    run.Record(epoch, tensor(1.0));
                    interrupt.Cancel();
                }
            },
            1000,
            options: Example.Options($"--save {_folder["w.pth"]}"),
            interrupt: interrupt.Token);
        Assert.Contains("Interrupted after 1 epoch;", ran.Notes);
        Assert.Contains($"\nweights: {_folder["w.pth"]}\n", ran.Notes);
        Assert.Contains("w.pth", _folder.Files);
    }

    [Fact]
    public void An_example_that_does_not_train_is_interrupted_at_its_next_line()
    {
        using var interrupt = new CancellationTokenSource();
        var ran = Run(
            run =>
            {
                run.Print($"before");
                interrupt.Cancel();
                run.Print($"after");
            },
            1,
            interrupt: interrupt.Token);
        Assert.Equal((ExitCode.Interrupted, "before\n"), (ran.Outcome.Exit, ran.Output));
    }

    [Fact]
    public void Files_of_an_earlier_run_do_not_stay_beside_those_of_another()
    {
        Run(run => run.Draw("fit.png", new Chart("title", "x", "y")), 1);
        File.WriteAllText(_folder["test", "notes.txt"], "a user's");
        Run(run => Train(run, [tensor(1.0)]), 1);
        var names = _folder.Files.Select(Path.GetFileName).Order(StringComparer.Ordinal).OrderBy(name => name != "notes.txt");
        Assert.Equal(["notes.txt", .. Figures.Among("loss.csv", "loss.png", "run.json")], names);

        // A first loss that is not finite leaves no empty curve.
        Run(run => Train(run, [tensor(double.NaN)]), 1);
        Assert.Equal(["notes.txt", "run.json"], _folder.Files.Select(Path.GetFileName));
    }

    public static TheoryData<string, Action<Run>> Errors() => new()
    {
        { @"^libtorch: .*$", _ => ones(2, 3).mm(ones(2, 3)) },
        { Here("elements in the tensor must be 1.*"), run => run.Record(0, zeros(2, 1, float64)) },
        { Here("panels.*"), run => run.Draw("none.png") },
        { Here(@"^FileNotFoundException: .*no data\.csv'.*"), _ => File.ReadAllText("no data.csv") },
        { "^There is not enough memory: it takes 4194304 GB more.\nA smaller network needs less.$", _ => empty(1L << 50) },
        {
            @"^libtorch: Expected false to be true, .*\nThis is most likely a fault of TorchSharp .*run it again\.$",
            _ => throw new NativeException("Expected false to be true, but got true.")
        },
        {
            @"^InvalidOperationException: Tensor invalid.* \(RunnerTests\.cs, line \d+\)\n"
            + @"A tensor was used after .*x\.MoveToOuterDisposeScope\(\), .*\.$",
            _ => Disposed().sum()
        },
        { @"^libtorch: Trying to backward .* \(RunnerTests\.cs, line \d+\)\nIn TorchSharp, autograd\.grad .*$", _ => BackwardTwice() },
    };

    [Theory]
    [MemberData(nameof(Errors), DisableDiscoveryEnumeration = true)]
    public void An_error_says_what_happened_and_where(string said, Action<Run> body) =>
        Assert.Matches(said, Assert.Throws<RunException>(() => Run(body, 1)).Message);

    [Fact]
    public void A_training_without_a_number_of_epochs_is_said()
    {
        var error = Assert.Throws<RunException>(() => Run(run => Train(run, [tensor(1.0)]), 0));
        Assert.Contains("test has no --epochs", error.Message);
    }

    /// <summary>Recurrent and convolutional layers of cuDNN would.</summary>
    [Fact]
    public void On_a_GPU_nothing_is_to_round_to_10_bits()
    {
        backends.cudnn.allow_tf32 = true;
        Run(_ => { }, 1);
        Assert.False(backends.cudnn.allow_tf32);
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(5, false)]
    public void A_training_that_stops_early_has_the_time_of_its_epochs(int last, bool isTimed)
    {
        Run(run => Assert.Equal(last, run.Epochs().First(epoch => epoch == last)), 20);
        Assert.Equal(isTimed, (double?)Summary["secondsPerEpoch"] is not null);
    }

    [Fact]
    public void A_training_that_was_interrupted_has_none()
    {
        using var interrupt = new CancellationTokenSource();
        Run(
            run =>
            {
                foreach (var epoch in run.Epochs().Where(epoch => epoch == 15))
                {
                    interrupt.Cancel();
                }
            },
            20,
            interrupt: interrupt.Token);
        Assert.Null((double?)Summary["secondsPerEpoch"]);
    }

    [Fact]
    public void A_run_leaves_no_tensors()
    {
        Tensor? left = null;
        Run(_ => left = ones(2), 1);
        Assert.True(left!.IsInvalid);
    }

    [Fact]
    public void Results_are_printed_and_kept()
    {
        var ran = Run(
            run =>
            {
                run.Report("number", 1 / 3.0);
                run.Report("scalar", tensor(new[,] { { 0.1f } }));
                run.Report("vector", tensor(new[] { 0.5, -1 }));
                run.Report("matrix", tensor(new double[,] { { 1, 2 }, { 3, 4 } }));
                run.Report("infinite", double.PositiveInfinity);
                run.Print($"a line of {2} and {0.25:F2}");
            },
            1);
        Assert.Equal(
            """
            number = 0.333333
            scalar = 0.100000
            vector = [0.500000, -1.000000]
            matrix[0] = [1.000000, 2.000000]
            matrix[1] = [3.000000, 4.000000]
            infinite = inf
            a line of 2 and 0.25

            """.ReplaceLineEndings("\n"),
            ran.Output);
        Assert.Equal(1 / 3.0, (double)Summary["results"]!["number"]!);
        Assert.Equal((double)0.1f, (double)Summary["results"]!["scalar"]!);
        Assert.Equal([0.5, -1], Summary["results"]!["vector"]!.AsArray().Select(n => (double)n!));
        Assert.Equal([1.0, 2, 3, 4], Summary["results"]!["matrix"]!.AsArray().Select(n => (double)n!));
        Assert.Equal("Infinity", (string)Summary["results"]!["infinite"]!);
    }

    [Fact]
    public void Two_ways_to_compute_the_same_are_said_to_agree()
    {
        var ran = Run(run => run.Agree("one and two", tensor([1.0, 2]), tensor([1.0, 2.0009]), digits: 3), 1);
        Assert.Equal("one and two agree to 1e-3\n", ran.Output);
    }

    [Theory]
    [InlineData(2.0011)]
    [InlineData(double.NaN)]
    public void Where_two_results_do_not_agree_the_run_fails(double other)
    {
        var ran = Run(run => run.Agree("one and two", tensor([1.0, 2]), tensor([1.0, other]), digits: 3), 1);
        Assert.Equal((ExitCode.Failed, ""), (ran.Outcome.Exit, ran.Output));
        Assert.Matches(@"(?m)^one and two differ by .*, but should agree to 1e-3\.$", ran.Notes);
    }

    [Fact]
    public void Results_of_other_shapes_do_not_agree()
    {
        var ran = Run(run => run.Agree("one and two", zeros(2, 1), zeros(2)), 1);
        Assert.Contains("one and two have the shapes (2, 1) and (2,).\n", ran.Notes);
    }

    [TwinFact]
    public void Where_a_twin_has_no_number_it_does_not_agree_either()
    {
        var info = Example.Catalog.Find("linear").Info;
        var twin = File.ReadAllText(Path.Combine(LiveTwin.Folder, info.Twin));
        var changed = $"{twin}\nrun.agree('one and two', torch.tensor(float('nan')), torch.tensor(0.0))\n";
        var ended = LiveTwin.Ended(info, ["--epochs", "1", "--out", _folder["out"]], changed);
        Assert.Contains("one and two differ by nan, but should agree to 1e-6", ended.Error);
    }

    [FigureFact]
    public void A_figure_that_cannot_be_drawn_fails_the_run_and_leaves_the_other_files()
    {
        var error = Assert.Throws<RunException>(() => Run(
            run =>
            {
                Directory.CreateDirectory(_folder["test", "broken.png"]);
                Directory.CreateDirectory(_folder["test", "too.png"]);
                run.Draw("broken.png", new Chart("title", "x", "y"));
                run.Draw("too.png", new Chart("title", "x", "y"));
                Train(run, [tensor(1.0)]);
            },
            1));
        Assert.Contains("broken.png", error.Message);
        Assert.Equal(["loss.csv", "loss.png", "run.json"], _folder.Files.Select(Path.GetFileName));
    }

    [Fact]
    public void An_epoch_is_recorded_once()
    {
        var ran = Run(
            run =>
            {
                run.Record(0, tensor(1.0));
                run.Record(0, tensor(0.5));
            },
            2);
        Assert.Equal(ExitCode.Failed, ran.Outcome.Exit);
        Assert.Contains("Epoch 0 of 'loss' was recorded where epoch 1 comes next", ran.Notes);
    }

    [TwinFact]
    public void In_a_twin_too_an_epoch_is_recorded_once()
    {
        var info = Example.Catalog.Find("linear").Info;
        var twin = File.ReadAllText(Path.Combine(LiveTwin.Folder, info.Twin)).Replace("run.record(epoch, ", "run.record(0, ");
        var ended = LiveTwin.Ended(info, ["--epochs", "3", "--out", _folder["out"]], twin);
        Assert.Contains("Epoch 0 of 'loss' was recorded where epoch 1 comes next", ended.Error);
    }

    [Fact]
    public void An_error_of_the_example_itself_is_passed_on_once_all_that_it_recorded_is_saved()
    {
        var error = Assert.Throws<RunException>(() => Run(
            run =>
            {
                Train(run, [tensor(1.0), tensor(0.5)]);
                throw new InvalidOperationException("a mistake in the example");
            },
            2));
        Assert.Matches(@"^InvalidOperationException: a mistake in the example \(RunnerTests\.cs, line \d+\)$", error.Message);
        Assert.Equal("failed", (string)Summary["status"]!);
        Assert.Equal(["1", "0.5"], Cells(1));
    }

    [Theory]
    [InlineData("--save")]
    [InlineData("--load")]
    public void Weights_are_those_of_a_model_without_a_name(string option)
    {
        var options = Example.Options("").With(Settings.All.Single(setting => setting.Name == option), _folder["w.pth"]);
        using var model = nn.Linear(1, 1);
        var error = Assert.Throws<UsageException>(() => Run(
            run =>
            {
                run.Watch("one", model);
                Train(run, [tensor(1.0)]);
            },
            1,
            options: options));
        Assert.Contains("run.Watch(model)", error.Message);
        Assert.Empty(_folder.Files);
    }

    /// <summary>As where a second model does not take the weights that --load names.</summary>
    [FigureFact]
    public void A_run_that_is_refused_ends_after_its_figures()
    {
        Assert.Throws<UsageException>(() => Run(
            run =>
            {
                run.Draw("slow.png", [.. Enumerable.Range(0, 9).Select(_ => new Chart("slow", "x", "y").Line([0, 1], [0, 1]))]);
                throw new UsageException("It is refused.");
            },
            1));
        Assert.Equal([Path.Combine("test", "slow.png")], _folder.Files);
    }

    [Fact]
    public void A_schedule_knows_how_many_epochs_there_will_be() => Run(run => Assert.Equal(run.EpochCount, run.Epochs().Count()), 3);

    private JsonNode Summary => JsonNode.Parse(File.ReadAllText(_folder["test", "run.json"]))!;

    private IEnumerable<double> Losses() => Cells(1).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture));

    private IEnumerable<string> Cells(int column) =>
        File.ReadLines(_folder["test", "loss.csv"]).Skip(1).Select(line => line.Split(',')[column]);

    private static void Train(Run run, IEnumerable<Tensor> losses, string training = "loss")
    {
        foreach (var (epoch, loss) in run.Epochs().Zip(losses))
        {
            run.Record(epoch, loss, training);
        }
    }

    private (Outcome Outcome, string Output, string Notes) Run(
        Action<Run> body, int epochs, int logEvery = 1000, RunOptions? options = null, CancellationToken interrupt = default)
    {
        using var printed = new StringWriter { NewLine = "\n" };
        using var notes = new StringWriter { NewLine = "\n" };
        var entry = new Entry(new ExampleAttribute("test", "A test") { Slides = "", Epochs = epochs, LogEvery = logEvery }, new Body(body));
        options ??= Example.Options("");
        var outcome = Runner.Execute(entry, options.With(Settings.Out, _folder.Path), printed, notes, notes, interrupt);
        return (outcome, printed.ToString(), notes.ToString());
    }

    /// <summary>A pattern of words and the line of this file that they are of.</summary>
    private static string Here(string words) => $@"{words} \(RunnerTests\.cs, line \d+\)$";

    private static void BackwardTwice()
    {
        var loss = ones(1, requires_grad: true).square().sum();
        loss.backward();
        loss.backward();
    }

    private static Tensor Disposed()
    {
        using var scope = NewDisposeScope();
        return zeros(1);
    }

    /// <summary>As TorchSharp throws what libtorch says.</summary>
    private sealed class NativeException(string message) : ExternalException(message);

    private sealed class Body(Action<Run> body) : IExample
    {
        public void Run(Run run) => body(run);
    }
}
