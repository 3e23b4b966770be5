using System.Text.Json.Nodes;

using Examples.Shared.Comparison;
using Examples.Shared.Tracing;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>What a comparison prints.</summary>
public sealed class ComparisonReportTests
{
    private const string PartsInPrint =
        "They train alike, and part in what they print: look at eval(), no_grad(), a scheduler, "
        + "and at what is drawn, computed and printed beside and after training.";

    private static readonly Verdict s_identical = new(Judgement.Identical, 0, null);

    [Fact]
    public void Of_an_example_that_hands_over_no_model_it_says_how_trace_would_see_it() =>
        Assert.Contains("run.Watch(model) and run.Record", Printed(new TraceVerdict([], null)));

    [Theory]
    [InlineData(1, "No tensor of the first step parts.\n")]
    [InlineData(3, "No tensor of the first 3 steps parts.\n")]
    public void Where_nothing_parts_it_says_how_many_steps_were_looked_at(int steps, string said) =>
        Assert.Contains(said, Printed(Identical(steps)));

    [Fact]
    public void Where_two_runs_part_the_tensor_is_named_for_people_and_for_machines()
    {
        var weight = new Parting(new Place(1, TensorKind.Parameter, "weight"), "What it means.", 1, 1, "[0, 0]", 0.25, 0.5, 1e6);
        var parts = new TraceVerdict([new Stage(1, TensorKind.Parameter, 0, 0, 1)], weight);
        Assert.Contains(
            "\n  They part in step 1 at weight after the step.\n"
            + "  It is 0.25 here, 0.5 there, 1,000,000 times as far as rounding goes.\n"
            + "  What it means.\n",
            Printed(parts));
        var place = AsJson(parts)["trace"]!["parting"]!["place"]!;
        Assert.Equal((1, "parameter", "weight"), ((int)place["step"]!, (string)place["kind"]!, (string)place["name"]!));
    }

    [Theory]
    [InlineData(Judgement.Identical, "identical")]
    [InlineData(Judgement.EqualToRounding, "equal to rounding")]
    public void Where_tensors_part_and_what_is_printed_does_not_it_says_so(Judgement judgement, string words)
    {
        var weight = new Parting(new Place(1, TensorKind.Gradient, "weight"), "What it means.", 1, 1, "[0]", 1, 2, 1e6);
        var printed = Printed(new TraceVerdict([], weight), new Verdict(judgement, 0, null));
        Assert.Contains($"\n  What they print and record is {words} all the same.\n", printed);
    }

    /// <summary>In an epoch, or of what is printed in line 1; times rounding, or infinitely where it is one of words.</summary>
    [Theory]
    [InlineData(null, 100, 0, PartsInPrint)]
    [InlineData(null, 100, 3, PartsInPrint)]
    [InlineData(null, double.PositiveInfinity, 3, PartsInPrint)]
    [InlineData(5, 100, 0, "--trace says at which tensor they part.")]
    [InlineData(5, 100, 5, "--trace=6 looks further.")]
    [InlineData(5, 100, 6, "No tensor of the first 6 steps parts.")]
    [InlineData(5, double.PositiveInfinity, 5, "No tensor of the first 5 steps parts.")]
    [InlineData(5, double.PositiveInfinity, 5, "--trace=6 looks further.", "it diverged")]
    public void Of_a_difference_the_last_line_says_where_to_look_next(
        int? epoch, double times, int steps, string last, string? diverged = null)
    {
        var first = new Difference("somewhere", "1", "2", times) { Epoch = epoch, Training = epoch is null ? null : "loss" };
        var trace = steps == 0 ? null : Identical(steps);
        var printed = Printed(trace, new Verdict(Judgement.Differs, times, first), diverged: diverged);
        Assert.EndsWith($"\n  {last}\n\n1 compared: 1 differs\n", printed);
    }

    [Fact]
    public void Where_only_the_data_are_rounded_otherwise_it_says_that_this_may_be_why()
    {
        var verdict = new Verdict(Judgement.Differs, 100, new Difference("epoch 20", "1", "2", 100) { Epoch = 20 });
        var trace = Identical(3) with { DataMayMatter = true };
        Assert.Contains("\n  The data are only equal to rounding: that may have grown to this. ", Printed(trace, verdict));
    }

    [Theory]
    [InlineData("1.13.0a0", TensorKind.Loss, 100, true)]
    [InlineData("1.13.0a0", TensorKind.Loss, 1000, false)]
    [InlineData("1.13.0a0", TensorKind.Output, 100, false)]
    [InlineData("2.10.0", TensorKind.Loss, 100, false)]
    public void A_loss_that_an_older_PyTorch_rounds_more_may_be_right(string torch, TensorKind kind, double times, bool mayBeRight)
    {
        var verdict = new Verdict(Judgement.Differs, times, new Difference("epoch 1", "1", "2", times) { Epoch = 1, Training = "loss" });
        var trace = new TraceVerdict([], new Parting(new Place(2, kind, "loss"), "What it means.", 1, 1, "[]", 1, 2, times));
        var said = BesidePyTorch(Sides.Of("", 1, 2), verdict: verdict, trace: trace, torch: torch);
        Assert.Equal(mayBeRight, said.Contains("\n  PyTorch 1.13.0a0 has fewer digits of small losses, such as BCEWithLogitsLoss"));
    }

    [Theory]
    [InlineData(1789, true, "in the first epochs, as with --epochs 1700.\n")]
    [InlineData(9, false, "in the first epochs, as with --epochs 9, and with --trace.\n")]
    [InlineData(0, true, "in the first steps alone.\n")]
    [InlineData(0, false, "with --trace.\n")]
    public void Of_a_chaotic_training_it_says_what_the_verdict_does_not_show(int calm, bool isTraced, string where)
    {
        var (side, trace) = (Sides.Of("", 1, 2) with { Epochs = 5000 }, isTraced ? Identical(3) : null);
        var verdict = new Verdict(Judgement.EqualToRounding, 2, null) { RoundingApart = 0.474, CalmEpochs = calm };
        var said = $"\n  Rounding alone takes its losses up to 47 % apart: what differs by less shows {where}";
        Assert.Contains(said, BesidePyTorch(side, verdict: verdict, trace: trace));
        Assert.DoesNotContain("apart", BesidePyTorch(side, verdict: verdict with { RoundingApart = 0.005 }, trace: trace));
        var stops = BesidePyTorch(side, verdict: verdict with { EndsByRounding = true }, trace: trace);
        Assert.Contains($" apart, and decides when training stops, so that what they print is not compared: what differs by less shows {where}", stops);
    }

    [Fact]
    public void Numbers_that_are_written_otherwise_are_named()
    {
        var verdict = new Verdict(Judgement.EqualToRounding, 0, null) { WrittenOtherwise = new Difference("line 3", "steps 24.0", "steps 24", 0) };
        Assert.Contains("\n  They write equal numbers otherwise, in line 3: steps 24.0 here, steps 24 there.\n", Printed(null, verdict));
    }

    [Fact]
    public void Of_what_differs_in_a_tensor_alone_it_says_that_nothing_else_shows_it()
    {
        var first = new Difference("in step 1 at the output of fc", "1", "2", 1e6) { IsOfTensor = true };
        var printed = Printed(null, new Verdict(Judgement.Differs, 1e6, first));
        Assert.StartsWith("test: differs in step 1 at the output of fc: 1 here, 2 there, 1,000,000 times as far as rounding goes\n", printed);
        Assert.Contains("\n  What they print and record is equal to rounding all the same: that does not show everything", printed);
    }

    /// <summary>As where a model is first trained once there are enough data.</summary>
    [Fact]
    public void The_steps_of_several_models_are_counted_by_the_last()
    {
        Stage[] stages = [new(6, TensorKind.Output, 1, 0, 0), new(2, TensorKind.Parameter, 1, 0, 0)];
        Assert.Contains("No tensor of the first 6 steps parts.\n", Printed(new TraceVerdict(stages, null)));
    }

    [Theory]
    [InlineData("loss", "length", 1)]
    [InlineData("length", "loss", 1)]
    [InlineData("slow", "fast", 2)]
    public void Of_several_trainings_the_one_called_loss_is_shown_or_the_last(string first, string second, double shown)
    {
        var side = Sides.Of() with { Losses = [new(first, [first == "loss" ? 1 : 2]), new(second, [second == "loss" ? 1 : 2])] };
        Assert.Contains(FormattableString.Invariant($"  {(shown == 1 ? "loss" : "fast")} {shown:F6} → {shown:F6}"), BesidePyTorch(side));
    }

    [Theory]
    [InlineData(2.5e-6, "2.5 µs an epoch")]
    [InlineData(2.5e-3, "2.5 ms an epoch")]
    [InlineData(2.5, "2.5 s an epoch")]
    public void Time_of_an_epoch_has_the_unit_that_fits(double seconds, string said) =>
        Assert.Contains($"  {said}\n", Printed(null, seconds: seconds));

    [Fact]
    public void On_a_narrow_terminal_no_number_is_broken()
    {
        var printed = BesidePyTorch(Sides.Of("", 10.5, 0.25) with { SecondsPerEpoch = 2.5e-6 }, width: 40);
        Assert.StartsWith(
            "test: identical\n"
            + "  C#        2.10.0 AVX2 cpu\n            loss 10.500000 → 0.250000\n            2.5 µs an epoch\n"
            + "  PyTorch   2.10.0",
            printed);
        Assert.All(printed.Split('\n'), line => Assert.InRange(line.Length, 0, 40));
    }

    [Fact]
    public void A_program_that_was_compared_with_itself_is_said_to_be() =>
        Assert.Contains("\n  Both ran on the cpu: it was compared with itself.\n", Printed(null));

    [Fact]
    public void Machines_get_the_first_loss_and_the_last()
    {
        var side = AsJson(null)["sides"]![0]!;
        Assert.Equal((1, 0.5), ((double)side["firstLoss"]!, (double)side["lastLoss"]!));
    }

    [Fact]
    public void Functions_that_round_otherwise_are_named()
    {
        var verdict = new Verdict(Judgement.EqualToRounding, 2, null);
        Assert.Contains("\n  This machine rounds otherwise than the recorded one: exp, lstm\n", Printed(null, verdict, ["exp", "lstm"]));
        Assert.Equal("[\"exp\",\"lstm\"]", AsJson(null, verdict, ["exp", "lstm"])["otherFunctions"]!.ToJsonString());
    }

    [Fact]
    public void What_is_not_finite_is_no_multiple_of_rounding()
    {
        var parting = new Parting(new Place(1, TensorKind.Output, "fc"), "", 1, 1, "[0]", 1, double.NaN, double.PositiveInfinity);
        Assert.Contains("\n  It is 1 here, NaN there.\n", Printed(new TraceVerdict([], parting)));
    }

    /// <summary>As of a model that is trained by Adam and then by LBFGS: a trace has the steps of the first alone.</summary>
    [Fact]
    public void Of_a_second_training_the_steps_are_counted_on()
    {
        var first = new Difference("epoch 1 of polish", "1", "2", 100) { Epoch = 1, Training = "polish" };
        var side = Sides.Of() with
        {
            Losses = [new("loss", [.. new double[40]]), new("polish", [1, 1, 1])],
            Trace = [LossOf("loss", 1), new Traced(new Place(0, TensorKind.Data, "mean"), [1], ScalarType.Float32, [1])],
        };
        Assert.EndsWith("\n  --trace=42 looks further.\n", Compared(Identical(3)));
        Assert.Contains(
            "\n  The losses part from epoch 1 of polish on, which may be before what the trace shows: --trace=42 looks there.\n  at first",
            Compared(Identical(3) with { Parting = new(new Place(0, TensorKind.Data, "mean"), "", 1, 1, "[0]", 1, 2, 100) }));

        string Compared(TraceVerdict trace) => BesidePyTorch(side, verdict: new Verdict(Judgement.Differs, 100, first), trace: trace);
    }

    [Fact]
    public void Many_steps_that_are_alike_are_one_line()
    {
        Assert.Contains("\n  at first  1 identical\n  step 1    1 identical\n  step 2    1 identical\n  No", Printed(Identical(2)));
        Assert.Contains("\n  at first  1 identical\n  step 1-30 1 identical\n  No tensor of the first 30 steps parts.\n", Printed(Identical(30)));
    }

    /// <summary>A trace of so many steps in which no tensor parts.</summary>
    private static TraceVerdict Identical(int steps) =>
        new([.. Enumerable.Range(0, steps + 1).Select(step => new Stage(step, TensorKind.Parameter, 1, 0, 0))], null);

    private static Traced LossOf(string training, int step) =>
        new(new Place(step, TensorKind.Loss, training), [], ScalarType.Float32, [1]);

    private static string BesidePyTorch(
        Side side, int width = int.MaxValue, Verdict? verdict = null, TraceVerdict? trace = null, string torch = "2.10.0")
    {
        using var output = new StringWriter { NewLine = "\n" };
        var report = new ComparisonReport(output, TextWriter.Null, json: false, width);
        report.Add(new Compared("test", side, side with { Program = "PyTorch", Torch = torch }, verdict ?? s_identical, [], trace, null));
        return output.ToString();
    }

    private static JsonNode AsJson(TraceVerdict? trace, Verdict? verdict = null, string[]? otherFunctions = null) =>
        JsonNode.Parse(Printed(trace, verdict, otherFunctions, json: true))!["examples"]![0]!;

    private static string Printed(
        TraceVerdict? trace, Verdict? verdict = null, string[]? otherFunctions = null, string? diverged = null,
        double? seconds = null, bool json = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var steps = trace?.Stages.Select(stage => stage.Step).Distinct().Where(step => step > 0) ?? [];
        var side = Sides.Of("", 1, 0.5) with { SecondsPerEpoch = seconds, Trace = [.. steps.Select(step => LossOf("loss", step))] };
        var report = new ComparisonReport(output, TextWriter.Null, json);
        var other = side with { Diverged = diverged };
        report.Add(new Compared("test", side, other, verdict ?? s_identical, otherFunctions ?? [], trace, null));
        report.End(1, interrupted: false);
        return output.ToString();
    }
}
