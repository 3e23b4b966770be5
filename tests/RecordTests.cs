using Examples.Shared.Comparison;
using Examples.Tests.Support;

using Xunit.Abstractions;

namespace Examples.Tests;

/// <summary>
/// Every example prints what its twin printed on PyTorch, and leaves the same losses: to the bit where the record is of
/// this libtorch and all kernels have the record's fingerprint, and otherwise, or where Adam trains, to rounding.
/// </summary>
public sealed class RecordTests(RecordTests.Tally tally) : IClassFixture<RecordTests.Tally>
{
    // Computed in a process of its own: other tests may be computing in this one.
    private static readonly IReadOnlyList<string> s_otherFunctions =
        Recorded.OtherFunctions(new Comparer(new RunOptions(), null, CancellationToken.None).Fingerprint());

    public static TheoryData<string> Names() => Example.Names(entry => entry.Subject != "Zoo");

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_its_record(string name) => IsItsRecord(name, Example.Run(name), tally);

    /// <summary>As CONTRIBUTING has it of a new example; of a copy, which keeps the records as they are.</summary>
    [TwinFact]
    public void What_record_py_leaves_is_a_record()
    {
        using var copy = new TemporaryFolder();
        foreach (var file in Directory.EnumerateFiles(LiveTwin.Folder, "*.py"))
        {
            File.Copy(file, copy[Path.GetFileName(file)]);
        }

        string[] call = [copy["record.py"], "mse"];
        var ended = ChildProcess.Run(LiveTwin.Python.Path, call, new Dictionary<string, string?>(), CancellationToken.None);
        Assert.Equal((0, "mse: 8 lines\n"), (ended.Exit, ended.Output.ReplaceLineEndings("\n")));
        var record = Side.Read("recorded", copy["recorded", "mse"], File.ReadAllText(copy["recorded", "mse", "output.txt"]));
        Assert.NotEqual(Judgement.Differs, Verdict.Of(record, Recorded.Of("mse"), Example.Catalog.Find("mse").Info.Precision, []).Judgement);
    }

    internal static void IsItsRecord(string name, Ran ran, Tally tally)
    {
        var info = Example.Catalog.Find(name).Info;
        var record = Recorded.Of(name);
        var verdict = Verdict.Of(ran.Side, record, info.Precision, Example.OtherwiseRounded(info));
        tally.Count(info, record, verdict.Judgement);
        var roundsOtherwise = s_otherFunctions.Count > 0 || !Example.IsOfThisLibtorch(record) || Example.TrainsByAdam(info);
        Assert.True(
            verdict.Judgement == Judgement.Identical || (verdict.Judgement == Judgement.EqualToRounding && roundsOtherwise),
            verdict.ToString());
        AssertFitsAProjector(ran);
    }

    internal static void AssertFitsAProjector(Ran ran)
    {
        var figures = Directory.EnumerateFiles(ran.Folder, "*.png").ToArray();
        Assert.Equal(Figures.Missing is null, figures.Length > 0);
        Assert.All(figures, figure => Assert.InRange(Pixels.SizeOf(figure).Width, 300, 1600));
    }

    /// <summary>Tells at the end how many examples were identical to their records, and what kept the others from it.</summary>
    public sealed class Tally(IMessageSink messages) : IDisposable
    {
        private readonly Dictionary<string, int> _others = [];
        private int _all;
        private int _identical;

        internal void Count(ExampleAttribute info, Side record, Judgement judgement)
        {
            _all++;
            if (judgement == Judgement.Identical)
            {
                _identical++;
                return;
            }

            var why = !Example.IsOfThisLibtorch(record) ? $"recorded with {record.Torch}"
                : Example.TrainsByAdam(info) ? "trained by Adam"
                : "with kernels that round otherwise";
            _others[why] = _others.GetValueOrDefault(why) + 1;
        }

        public void Dispose()
        {
            var others = string.Join(", ", _others.Select(other => $"{other.Value} {other.Key}").DefaultIfEmpty("none"));
            var kernels = s_otherFunctions.Count > 0
                ? $"On this processor {string.Join(", ", s_otherFunctions)} {(s_otherFunctions.Count == 1 ? "rounds" : "round")} otherwise."
                : "All kernels are the records'.";
            messages.OnMessage(new Xunit.Sdk.DiagnosticMessage(
                $"{_identical} of {_all} examples are identical to their records; of the others are {others}. {kernels}"));
        }
    }
}
