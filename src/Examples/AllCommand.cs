using System.Diagnostics;
using System.Globalization;

using Examples.Shared.Comparison;
using Examples.Shared.Gallery;

namespace Examples;

/// <summary>Runs every example, each in a process of its own, and makes the gallery of them.</summary>
/// <param name="options">What was chosen for all of them.</param>
/// <param name="jobs">How many run at a time.</param>
/// <param name="copy">Where a copy of the gallery with small figures goes; null for none.</param>
/// <param name="output">Where a line for each goes, as it is done.</param>
/// <param name="notes">Where the gallery is noted.</param>
/// <param name="interrupt">Ends those that run; what is done is kept.</param>
/// <param name="find">What is recorded of an example; null if nothing is.</param>
/// <param name="width">Of the terminal; on a narrow one a line leaves the result out.</param>
internal sealed class AllCommand(
    RunOptions options, int jobs, string? copy, TextWriter output, TextWriter notes, CancellationToken interrupt,
    Func<string, Side?>? find = null, int width = int.MaxValue)
{
    private const int ResultWidth = 45;

    // Nothing else is recorded than what the defaults give on the CPU.
    private readonly bool _compared = Recorded.Other(options) is null;

    private readonly Comparer _comparer = new(options, null, interrupt);
    private readonly Lock _lines = new();

    /// <returns>An <see cref="ExitCode"/>.</returns>
    public int Run(IReadOnlyList<Entry> entries)
    {
        if (copy is not null)
        {
            // Before anything runs: where it can't be written to, neither can the copy in the end.
            new OutputFolder(Path.GetDirectoryName(Path.GetFullPath(copy))!, "--gallery").Dispose();
        }

        var folder = new OutputFolder(options.Get(Settings.Out, entries[0].Info));
        var scale = options.Get(Settings.Scale, entries[0].Info);
        var longest = entries.Max(entry => entry.Info.Name.Length);
        var done = new GalleryEntry?[entries.Count];
        Parallel.ForAsync(0, entries.Count, new ParallelOptions { MaxDegreeOfParallelism = jobs }, (i, failed) =>
        {
            if (!interrupt.IsCancellationRequested && !failed.IsCancellationRequested)
            {
                done[i] = One(entries[i], folder.Path, longest);
            }

            return ValueTask.CompletedTask;
        }).GetAwaiter().GetResult();

        GalleryEntry[] ran = [.. done.OfType<GalleryEntry>()];
        var (identical, equal, differ) = (Judged(Judgement.Identical), Judged(Judgement.EqualToRounding), Judged(Judgement.Differs));
        var failed = ran.Count(entry => entry.Failure is not null);
        var unrecorded = ran.Count(entry => entry is { Verdict: null, Failure: null });
        var verdicts = _compared ? $"{identical} identical, {equal} equal to rounding, {differ} different, " : "";
        var others = _compared && unrecorded > 0 ? $"{unrecorded} not recorded, " : "";
        output.WriteLine($"\n{ran.Length} of {entries.Count} ran: {verdicts}{others}{failed} failed");
        output.Flush();
        if (ran.Length > 0)
        {
            folder.Write("index.html", path => GalleryPage.Write(path, ran, folder.Path, scale));
            notes.WriteLine($"gallery: {Path.Combine(folder.Path, "index.html")}");
            if (copy is not null && ran.Length == entries.Count && failed == 0)
            {
                GalleryPage.WriteCopy(copy, ran, folder.Path, scale);
                notes.WriteLine($"its copy: {copy}");
            }
            else if (copy is not null)
            {
                notes.WriteLine($"its copy: not made; {copy} is left as it was, because not every example ran to its end");
            }
        }

        if (interrupt.IsCancellationRequested)
        {
            notes.WriteLine($"Interrupted after {ran.Length} of {entries.Count}.");
        }

        return interrupt.IsCancellationRequested ? ExitCode.Interrupted : failed + differ > 0 ? ExitCode.Failed : ExitCode.Done;

        int Judged(Judgement judgement) => ran.Count(entry => entry.Verdict?.Judgement == judgement);
    }

    private GalleryEntry? One(Entry entry, string folder, int longest)
    {
        var clock = Stopwatch.StartNew();
        var (result, ran) = ("", new GalleryEntry(entry, null, null, "", null));
        try
        {
            var side = _compared
                ? _comparer.CSharp(entry.Info, options.With(Settings.Device, "cpu"), Kernels.Recorded, folder)
                : _comparer.CSharp(entry.Info, options, Kernels.Inherited, folder);
            if (side.Diverged is { } why)
            {
                throw new RunException(why);
            }

            result = side switch
            {
                // The only training's last loss; of several, none is the one.
                { Losses: [var only] } => $"loss {PythonText.Format(only.Losses[^1], "F6")}",
                { Results: [.., (var name, var value)] } => Named(name, PythonText.Format(value, double.IsInteger(value) ? "F0" : "F6")),
                _ => "",
            };
            ran = ran with { Side = side };
            var seconds = clock.Elapsed.TotalSeconds;
            if (_compared && (find ?? Recorded.Find)(entry.Info.Name) is { } record)
            {
                ran = ran with
                {
                    Verdict = Verdict.Of(side, record, entry.Info.Precision, _comparer.OtherwiseRounded(entry.Info, side, Kernels.Native)),
                    Reference = $"PyTorch {record.Torch.Split('+')[0]}",
                };
            }

            Line(seconds);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception e)
        {
            ran = ran with { Failure = e.Message };
            Line(clock.Elapsed.TotalSeconds);
        }

        return ran;

        void Line(double seconds)
        {
            var verdict = ran.Failure is { } failure ? $"failed: {failure.Split('\n')[0]}"
                : ran.Verdict is { } v ? $"{v} ({ran.Reference})"
                : _compared ? "not recorded"
                : "";
            var name = string.Create(CultureInfo.InvariantCulture, $"{entry.Info.Name.PadRight(longest)} {seconds,6:F1} s");
            var line = $"{name}  {result,-ResultWidth}  {verdict}".TrimEnd();
            var brief = $"{name}  {verdict}".TrimEnd();
            lock (_lines)
            {
                output.WriteLine(line.Length <= width ? line : brief.Length <= width ? brief : $"{name}\n    {verdict}");
                output.Flush();
            }
        }
    }

    /// <summary>A result, as much of whose name is left out as leaves room for its number.</summary>
    private static string Named(string name, string number)
    {
        var room = ResultWidth - " = ".Length - number.Length;
        return $"{(name.Length > room ? name[..(room - 1)] + "…" : name)} = {number}";
    }
}
