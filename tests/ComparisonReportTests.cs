using System.Text.Json.Nodes;

using Examples.Shared.Comparison;
using Examples.Shared.Tracing;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>What a comparison prints.</summary>
public sealed class ComparisonReportTests
{
    [Fact]
    public void Of_an_example_that_hands_over_no_model_it_says_how_trace_would_see_it() =>
        Assert.Contains("run.Watch(model) and run.Record", Printed(new TraceVerdict([], null)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "No tensor of the first step parts.\n")]
    [InlineData(3, "No tensor of the first 3 steps parts.\n")]
    public void Where_nothing_parts_it_says_how_many_steps_were_looked_at(int steps, string said)
    {
        var stages = Enumerable.Range(0, steps + 1).Select(step => new Stage(step, TensorKind.Parameter, 1, 0, 0));
        Assert.Contains(said, Printed(new TraceVerdict([.. stages], null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_two_runs_part_the_tensor_is_named_for_people_and_for_machines()
    {
        var weight = new Parting(new Place(1, TensorKind.Parameter, "weight"), "What it means.", 1, 1, "[0, 0]", 0.25, 0.5, 1e6);
        var parts = new TraceVerdict([new Stage(1, TensorKind.Parameter, 0, 0, 1)], weight);
        Assert.Contains(
            "\n  They part in step 1 at weight after the step.\n  It is 0.25 here, 0.5 there, 1E+06 times as far as rounding goes.\n  What it means.\n",
            Printed(parts),
            StringComparison.Ordinal);
        var parting = JsonNode.Parse(Printed(parts, json: true))!["examples"]![0]!["trace"]!["parting"]!;
        Assert.Equal((1, "parameter", "weight"), ((int)parting["place"]!["step"]!, (string)parting["place"]!["kind"]!, (string)parting["place"]!["name"]!));
    }

    [Fact]
    public void Where_tensors_part_and_what_is_printed_does_not_it_says_so() =>
        Assert.Contains(
            "\n  What they print and record is equal to rounding all the same.\n",
            Printed(new TraceVerdict([], new Parting(new Place(1, TensorKind.Gradient, "weight"), "What it means.", 1, 1, "[0]", 1, 2, 1e6))),
            StringComparison.Ordinal);

    /// <summary>In an epoch, or of what is printed in line 1; times rounding, or infinitely where it is one of words.</summary>
    [Theory]
    [InlineData(null, 100, 0, "They train alike, and part in what they print of it: look at eval(), no_grad(), and at what is computed after training.")]
    [InlineData(null, 100, 3, "They train alike, and part in what they print of it: look at eval(), no_grad(), and at what is computed after training.")]
    [InlineData(null, double.PositiveInfinity, 3, "No tensor of the first 3 steps parts.")]
    [InlineData(5, 100, 0, "--trace says at which tensor they part.")]
    [InlineData(5, 100, 5, "--trace 6 looks further.")]
    [InlineData(5, 100, 6, "No tensor of the first 6 steps parts.")]
    [InlineData(5, double.PositiveInfinity, 5, "No tensor of the first 5 steps parts.")]
    [InlineData(5, double.PositiveInfinity, 5, "--trace 6 looks further.", "it diverged")]
    public void Of_a_difference_the_last_line_says_where_to_look_next(int? epoch, double times, int steps, string last, string? diverged = null)
    {
        var first = new Difference("somewhere", "1", "2", times) { Epoch = epoch };
        var trace = steps == 0 ? null : new TraceVerdict([.. Enumerable.Range(0, steps + 1).Select(step => new Stage(step, TensorKind.Parameter, 1, 0, 0))], null);
        Assert.EndsWith($"\n  {last}\n\n1 compared: 1 differs\n", Printed(trace, new Verdict(Judgement.Differs, times, first), diverged: diverged), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_that_round_otherwise_are_named()
    {
        var verdict = new Verdict(Judgement.EqualToRounding, 2, null);
        Assert.Contains("\n  This machine rounds otherwise than the recorded one: exp, lstm\n", Printed(null, verdict, ["exp", "lstm"]), StringComparison.Ordinal);
        Assert.Equal("[\"exp\",\"lstm\"]", JsonNode.Parse(Printed(null, verdict, ["exp", "lstm"], json: true))!["examples"]![0]!["otherFunctions"]!.ToJsonString());
    }

    private static string Printed(TraceVerdict? trace, Verdict? verdict = null, string[]? otherFunctions = null, string? diverged = null, bool json = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var side = Sides.Of("", 1, 0.5);
        var report = new ComparisonReport(output, TextWriter.Null, json);
        report.Add(new Compared("test", side, side with { Diverged = diverged }, verdict ?? new Verdict(Judgement.Identical, 0, null), otherFunctions ?? [], trace));
        report.End(1, interrupted: false);
        return output.ToString();
    }
}
