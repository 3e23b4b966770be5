using Examples.Shared.Comparison;
using Examples.Shared.Gallery;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>What the command all prints and leaves, however its examples end, and the copy of its gallery in docs/.</summary>
[Collection(Collections.Programs)]
public sealed class AllCommandTests : InFolder
{
    [Fact]
    public void One_that_fails_is_said_and_does_not_stop_the_others()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Directory.CreateDirectory(_folder["quadratic"]);
        File.WriteAllText(_folder["quadratic", "run.json"], """{"figures": {"old.png": "of an earlier run"}}""");
        File.WriteAllText(_folder["gallery.html"], "a whole one");
        var options = Options().With(Settings.Device, "cpu").With(Settings.LearningRate, 1e30).With(Settings.Epochs, 20);
        Assert.Equal(ExitCode.Failed, Run(options, ["quadratic", "gates"], output, _folder["gallery.html"]));
        Assert.Matches(@"(?m)^quadratic +\d+\.\d s  +failed: .*not finite in epoch \d+", output.ToString());
        Assert.Matches(@"(?m)^gates +\d+\.\d s", output.ToString());
        Assert.EndsWith("\n2 of 2 ran: 1 failed\n", output.ToString());
        Assert.Contains("not finite in epoch", File.ReadAllText(_folder["index.html"]));
        Assert.Equal("a whole one", File.ReadAllText(_folder["gallery.html"]));
        Assert.DoesNotContain("of an earlier run", File.ReadAllText(_folder["index.html"]));
    }

    [Fact]
    public void Beside_the_records_each_has_a_verdict()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Directory.CreateDirectory(_folder["docs", "gallery"]);
        var copy = _folder["docs", "gallery.html"];
        var (old, notes) = (_folder["docs", "gallery", "linear-old.webp"], _folder["docs", "gallery", "notes.txt"]);
        File.WriteAllText(old, "a figure that linear had");
        File.WriteAllText(notes, "a user's");
        Assert.Equal(ExitCode.Done, Run(Options().With(Settings.Threads, 1), ["linear", "mse", "bowl"], output, copy, jobs: 2));
        Assert.Matches(@"(?m)^linear +\d+\.\d s  loss 0\.161723 +(identical|equal to rounding) \(PyTorch \d", output.ToString());
        Assert.Matches(@"(?m)^mse +\d+\.\d s  loss after a step = 4\.000000 ", output.ToString());

        // A name that is too long leaves room for its number.
        Assert.Matches(@"(?m)^bowl +\d+\.\d s  η = 1\.05: distance[^…]+… = \d+\.\d{6}  \w", output.ToString());
        Assert.Matches(@"\n3 of 3 ran: (\d identical, \d equal to rounding, 0 different, )0 failed\n$", output.ToString());
        Assert.Equal(3, File.ReadAllText(_folder["index.html"]).Split("Compared with PyTorch ").Length - 1);
        Assert.Equal(Figures.Missing is null, File.ReadAllText(copy).Contains("<img src=\"gallery/linear-fit.webp\""));
        Assert.Equal(Figures.Missing is null, File.Exists(_folder["docs", "gallery", "linear-fit.webp"]));
        Assert.Equal((false, true), (File.Exists(old), File.Exists(notes)));
    }

    [Fact]
    public void One_that_differs_from_its_record_is_said_and_fails()
    {
        using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(ExitCode.Failed, Run(Options(), ["linear"], output, find: _ => Sides.Of("another output\n")));
        Assert.Contains("differs from epoch 0 on", output.ToString());
        Assert.EndsWith("\n1 of 1 ran: 0 identical, 0 equal to rounding, 1 different, 0 failed\n", output.ToString());
    }

    [FigureFact]
    public void Figures_of_all_have_the_format_that_was_chosen()
    {
        var options = Options().With(Settings.Device, "cpu").With(Settings.Format, "both");
        Assert.Equal(ExitCode.Done, Run(options, ["slope"], TextWriter.Null));
        Assert.Contains(_folder.Files, file => file.EndsWith(".svg"));
    }

    [Fact]
    public void What_an_example_prints_is_no_markup()
    {
        var entry = new GalleryEntry(Example.Catalog.Find("gates"), Sides.Of("1 < 2 & <b>"), null, "", null);
        GalleryPage.Write(_folder["index.html"], [entry], _folder.Path, scale: 1);
        Assert.Contains(">1 &lt; 2 &amp; &lt;b&gt;</pre>", File.ReadAllText(_folder["index.html"]));
    }

    [Fact]
    public void Interrupted_it_keeps_what_is_done()
    {
        using var interrupt = new CancellationTokenSource();
        using var output = new InterruptingWriter(interrupt) { NewLine = "\n" };
        Directory.CreateDirectory(_folder["docs"]);
        var copy = _folder["docs", "gallery.html"];
        File.WriteAllText(copy, "a whole one");
        var options = Options().With(Settings.Device, "cpu").With(Settings.Epochs, 3);
        var exit = Run(options, ["gates", "linear", "quadratic"], output, copy, interrupt: interrupt.Token);
        Assert.Equal(ExitCode.Interrupted, exit);
        Assert.EndsWith("\n1 of 3 ran: 0 failed\n", output.ToString());
        Assert.Contains("id=\"gates\"", File.ReadAllText(_folder["index.html"]));
        Assert.DoesNotContain("id=\"linear\"", File.ReadAllText(_folder["index.html"]));
        Assert.Equal("a whole one", File.ReadAllText(copy));
    }

    /// <summary>"all --gallery docs/gallery.html" makes it anew.</summary>
    [Fact]
    public void The_copy_in_docs_shows_the_programs_as_they_are()
    {
        var docs = Path.Combine(ExampleTests.Root, "docs");
        var page = File.ReadAllText(Path.Combine(docs, "gallery.html"));
        Assert.All(Example.Catalog.Entries, entry => Assert.All(
            GalleryPage.Lasting(entry),
            text => Assert.True(page.Contains(text), $"{entry.Info.Name} has changed.")));
        Assert.Equal(Example.Catalog.Entries.Count, page.Split("<article").Length - 1);
        var figures = page.Split("<img src=\"").Skip(1).Select(rest => rest.Split('"')[0]).Order().ToArray();
        var files = Directory.EnumerateFiles(Path.Combine(docs, "gallery")).Select(file => $"gallery/{Path.GetFileName(file)}");
        Assert.Equal(files.Order(), figures);
    }

    [Fact]
    public void A_port_whose_files_have_other_names_costs_no_gallery()
    {
        var programs = GalleryPage.Lasting(new Catalog(typeof(PortTests).Assembly).Find("regress")).ToArray();
        Assert.Contains("There is no Regress.cs.", programs[^2]);
        Assert.Contains("There is no regress.py.", programs[^1]);
    }

    /// <summary>Runs examples, and gives the exit code.</summary>
    private static int Run(
        RunOptions options, string[] names, TextWriter output, string? copy = null, int jobs = 1,
        Func<string, Side?>? find = null, CancellationToken interrupt = default) =>
        new AllCommand(options, jobs, copy, output, TextWriter.Null, interrupt, find).Run([.. names.Select(Example.Catalog.Find)]);

    private RunOptions Options() => new RunOptions().With(Settings.Out, _folder.Path);

    /// <summary>Interrupts when the first line is written.</summary>
    private sealed class InterruptingWriter(CancellationTokenSource interrupt) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            interrupt.Cancel();
        }
    }
}
