using System.Text.RegularExpressions;

using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>The verdict finds small mistakes in a twin, and does not take other kernels for one.</summary>
[Collection(Collections.Trainings)]
public sealed partial class MistakeTests
{
    // Each mistake is a change of the twin's text; where it changes nothing, the example cannot have this mistake.
    private static readonly (string Mistake, Func<string, string> Make)[] s_mistakes =
    [
        ("learning rate × 1.001", twin => LearningRate().Replace(twin, "(1.001 * run.lr)")),
        ("no zero_grad", twin => ZeroGrad().Replace(twin, "")),
        ("sum for mean", twin => Mean().Replace(Loss().Replace(twin, "$1(reduction=\"sum\")"), ".sum()", 1)),
        ("another initialization", twin => Zeros().Replace(Model().Replace(twin, "$1torch.rand(1)\n$0", 1), "$0 + 0.001")),
        ("uphill", twin => twin.Replace("-= run.lr", "+= run.lr")),
        ("data drawn in another order", twin => Data().IsMatch(twin) ? twin.Replace("\n# Data", "\ntorch.rand(1)\n# Data") : twin),
    ];

    // gru is lstm's loop with another layer, so that a mistake in it shows in lstm too.
    private static readonly ExampleAttribute[] s_trained =
        [.. Example.Catalog.Entries.Select(e => e.Info).Where(info => info.Epochs > 0 && info.Name != "gru")];

    public static TheoryData<string, string> Mistakes()
    {
        var data = new TheoryData<string, string>();
        foreach (var info in s_trained)
        {
            var twin = File.ReadAllText(Path.Combine(LiveTwin.Folder, info.Twin));
            foreach (var (mistake, make) in s_mistakes.Where(m => m.Make(twin) != twin))
            {
                data.Add(info.Name, mistake);
            }
        }

        return data;
    }

    [TwinTheory]
    [MemberData(nameof(Mistakes))]
    public void It_is_found(string name, string mistake)
    {
        var info = Example.Catalog.Find(name).Info;
        AssertFound(info, Example.Few(info), s_mistakes.Single(m => m.Mistake == mistake).Make);
    }

    /// <summary>Late in a training that is chaotic, rounding takes two runs far apart; this one is so at all seeds.</summary>
    [TwinTheory]
    [Seeds(3)]
    public void A_learning_rate_off_by_a_hundredth_of_a_percent_is_found_in_a_whole_training(long seed) =>
        AssertFound(Example.Catalog.Find("quadratic").Info, $"--seed {seed}", twin => LearningRate().Replace(twin, "(1.0001 * run.lr)"));

    [Fact]
    public void Every_example_that_trains_can_have_two_of_them()
    {
        var mistakes = Mistakes().ToLookup(row => (string)row[0], row => row[1]);
        Assert.All(s_trained, info =>
            Assert.True(mistakes[info.Name].Count() >= 2, $"{info.Name}: {string.Join(", ", mistakes[info.Name])}"));
    }

    public static TheoryData<string> Trained() => Example.Names(entry => entry.Info.Epochs > 0);

    [Theory]
    [MemberData(nameof(Trained))]
    public void Kernels_that_did_not_measure_the_envelope_are_none(string name)
    {
        var info = Example.Catalog.Find(name).Info;
        var options = Example.Few(info);
        var others = new Dictionary<string, string?>
        {
            ["ATEN_CPU_CAPABILITY"] = "default",
            ["MKL_CBWR"] = "SSE4_2",
            ["ONEDNN_MAX_CPU_ISA"] = "AVX2",
        };
        var other = Example.With(others, info, Example.Options(options));
        var verdict = Verdict.Of(Example.Apart(name, options).Side, other, info.Precision, Example.OtherwiseRounded(info, options));
        Assert.True(verdict.Judgement != Judgement.Differs, verdict.ToString());
    }

    /// <summary>Asserts that a changed twin is told apart, unless it says itself that something is wrong.</summary>
    private static void AssertFound(ExampleAttribute info, string options, Func<string, string> change)
    {
        if (LiveTwin.Run(info, Example.Options(options), change(File.ReadAllText(Path.Combine(LiveTwin.Folder, info.Twin)))) is { } twin)
        {
            var verdict = Verdict.Of(Example.Apart(info.Name, options).Side, twin, info.Precision, Example.OtherwiseRounded(info, options));
            Assert.True(verdict.Judgement == Judgement.Differs, $"{verdict}, {verdict.TimesRounding:G3} times the envelope");
        }
    }

    [GeneratedRegex(@"run\.lr\b")]
    private static partial Regex LearningRate();

    [GeneratedRegex(@"^ *\w+\.zero_grad\(\)\n", RegexOptions.Multiline)]
    private static partial Regex ZeroGrad();

    [GeneratedRegex(@"\b(nn\.\w+Loss)\(\)")]
    private static partial Regex Loss();

    [GeneratedRegex(@"\.mean\(\)")]
    private static partial Regex Mean();

    // Where weights are loaded at once, it does not matter what was drawn for them.
    [GeneratedRegex(@"^( *)\w+ = nn\.(Linear|Sequential)\((?!.*\n *\w+\.load_state_dict)", RegexOptions.Multiline)]
    private static partial Regex Model();

    [GeneratedRegex(@"^ *w = torch\.zeros_like\(\w+\)|torch\.tensor\((weight|bias)\b[^)]*\)", RegexOptions.Multiline)]
    private static partial Regex Zeros();

    [GeneratedRegex(@"\n# Data(.|\n)*torch\.rand|\n# Data(.|\n)*(normal_|uniform_)")]
    private static partial Regex Data();
}
