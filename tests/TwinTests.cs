using System.Globalization;

using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>
/// Every example is the same program as its twin, run beside it, in its first steps tensor by tensor: at as many seeds as
/// the variable SEEDS says, and with all its options chosen otherwise; what trains for long with fewer epochs, and all of
/// them at seed 0, where their records show the whole.
/// </summary>
[Collection(Collections.Twins)]
public sealed class TwinTests
{
    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var info in Example.Catalog.Entries.Select(e => e.Info))
        {
            for (var seed = 0; seed < (info.Random ? SeedsAttribute.Most : 1); seed++)
            {
                var epochs = seed == 0 ? Example.Few(info) : Example.Brief(info);
                data.Add(info.Name, $"{(info.Random ? $"--seed {seed}" : "")} {epochs}".Trim());
            }

            if (Otherwise(info) is { Length: > 0 } otherwise)
            {
                data.Add(info.Name, otherwise);
            }
        }

        return data;
    }

    [TwinTheory]
    [MemberData(nameof(Cases))]
    public void It_is_the_same_program(string name, string options)
    {
        var info = Example.Catalog.Find(name).Info;
        var traced = Example.Traced(info, options);
        var twin = Task.Run(() => LiveTwin.Run(info, traced)!);
        var side = Example.Apart(name, options).Side;
        var other = twin.GetAwaiter().GetResult();
        var otherwiseRounded = Example.OtherwiseRounded(info, traced, side.Trace);
        var verdict = Verdict.Of(side, other, info.Precision, otherwiseRounded);
        var roundsOtherwise = !Example.IsOfThisLibtorch(other) || Example.TrainsByAdam(info);
        Assert.True(
            verdict.Judgement == Judgement.Identical || (verdict.Judgement == Judgement.EqualToRounding && roundsOtherwise),
            verdict.ToString());
        var traces = Walk.Of(side, other, info.Precision, otherwiseRounded);
        Assert.True(traces.Parting is null, $"{traces.Parting}");
        Assert.Equal(info.Epochs > 0, traces.Stages.Count > 0);
    }

    /// <summary>All options of an example, none of them as by default.</summary>
    private static string Otherwise(ExampleAttribute info)
    {
        (Setting Setting, FormattableString Value)[] options =
        [
            (Settings.Seed, $"11"),
            (Settings.Samples, $"{info.Samples / 2 + 7}"),
            (Settings.Epochs, $"{(Example.Brief(info).Length > 0 ? 7 : info.Epochs / 4 + 3)}"),
            (Settings.LearningRate, $"{info.LearningRate * 0.7}"),
            (Settings.BatchSize, $"{info.BatchSize / 2 + 3}"),
            (Settings.LogEvery, $"{info.LogEvery / 3 + 2}"),
        ];
        var words = from option in options
                    where option.Setting.IsOf(info)
                    select $"{option.Setting.Name} {option.Value.ToString(CultureInfo.InvariantCulture)}";
        return string.Join(' ', words);
    }
}
