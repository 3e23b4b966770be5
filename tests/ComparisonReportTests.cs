using System.Text.Json.Nodes;

using Examples.Shared.Comparison;
using Examples.Shared.Tracing;

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
        var stages = Enumerable.Range(0, steps + 1).Select(step => new Stage(step, Part.Parameter, 1, 0, 0));
        Assert.Contains(said, Printed(new TraceVerdict([.. stages], null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_two_runs_part_the_tensor_is_named_for_people_and_for_machines()
    {
        var weight = new Parting(new Place(1, Part.Parameter, "weight"), "What it means.", 1, 1, "[0, 0]", 0.25, 0.5, 1e6);
        var parts = new TraceVerdict([new Stage(1, Part.Parameter, 0, 0, 1)], weight);
        Assert.Contains(
            "\n  They part in step 1 at weight after the step.\n  It is 0.25 here, 0.5 there, 1E+06 times as far as rounding goes.\n  What it means.\n",
            Printed(parts),
            StringComparison.Ordinal);
        var parting = JsonNode.Parse(Printed(parts, json: true))!["examples"]![0]!["trace"]!["parting"]!;
        Assert.Equal((1, "parameter", "weight"), ((int)parting["place"]!["step"]!, (string)parting["place"]!["part"]!, (string)parting["place"]!["name"]!));
    }

    private static string Printed(TraceVerdict trace, bool json = false)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var side = new Side("C#", "2.10.0", "AVX2", "cpu", "", [], null);
        var report = new ComparisonReport(output, TextWriter.Null, json);
        report.Add(new Compared("test", side, side, new Verdict(Judgement.Identical, 0, null), [], trace));
        report.End(1, interrupted: false);
        return output.ToString();
    }
}
