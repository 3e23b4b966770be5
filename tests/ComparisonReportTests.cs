using Examples.Shared.Comparison;
using Examples.Shared.Tracing;

namespace Examples.Tests;

/// <summary>What a comparison prints for people.</summary>
public sealed class ComparisonReportTests
{
    [Fact]
    public void Of_an_example_that_hands_over_no_model_it_says_how_trace_would_see_it() =>
        Assert.Contains("run.Watch(model) and run.Record", Printed(new TraceVerdict([], null)), StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "No tensor of the first step parts.\n")]
    [InlineData(3, "No tensor of the first 3 steps parts.\n")]
    public void Where_nothing_parts_it_says_how_many_steps_were_looked_at(int steps, string said) =>
        Assert.EndsWith(said, Printed(new TraceVerdict([.. Enumerable.Range(0, steps + 1).Select(step => new Stage(step, Part.Parameter, 1, 0, 0))], null)), StringComparison.Ordinal);

    private static string Printed(TraceVerdict trace)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var side = new Side("C#", "2.10.0", "AVX2", "cpu", "", [], null);
        new ComparisonReport(output, TextWriter.Null, json: false).Add(new Compared("test", side, side, new Verdict(Judgement.Identical, 0, null), [], trace));
        return output.ToString();
    }
}
