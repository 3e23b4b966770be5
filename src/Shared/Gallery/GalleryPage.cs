using System.Net;
using System.Text.Json.Nodes;

using ColorCode;

using SkiaSharp;

namespace Examples.Shared.Gallery;

/// <summary>
/// One page with every example: its figures, its output, its C# beside its twin, and whether the pair is the same
/// program. It needs no script and no network, and holds all that it shows; a copy for a repository has smaller
/// figures, in a folder beside it.
/// </summary>
public static class GalleryPage
{
    // As large as two single charts fit beside each other, and as wide as the page: one of several panels takes all of it.
    private const double Shown = 0.65;
    private const double Widest = 1170;
    private const int Single = 900;

    private static readonly PythonGrammar s_python = new();

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file to write.</param>
    /// <param name="entries">In the order of the page.</param>
    /// <param name="folder">Where the examples left their folders.</param>
    /// <param name="scale">Pixels of a figure for one.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<GalleryEntry> entries, string folder, double scale) =>
        Write(path, entries, folder, scale, (_, file) => $"data:image/png;base64,{Convert.ToBase64String(File.ReadAllBytes(file))}");

    /// <summary>Writes a copy of the page with small figures, for a repository.</summary>
    /// <param name="path">The file to write; the figures go into the folder of its name, and older ones there are removed.</param>
    /// <param name="entries">In the order of the page.</param>
    /// <param name="folder">Where the examples left their folders.</param>
    /// <param name="scale">Pixels of a figure for one.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void WriteCopy(string path, IReadOnlyList<GalleryEntry> entries, string folder, double scale)
    {
        var figures = new OutputFolder(Path.ChangeExtension(Path.GetFullPath(path), null), "--gallery");
        new OutputFolder(Path.GetDirectoryName(figures.Path)!, "--gallery")
            .Write(Path.GetFileName(path), partial => Write(partial, entries, folder, scale, Small));

        // Figures that the page had and has no more; whatever else is in the folder is not the gallery's.
        var there = entries.SelectMany(entry => Directory.GetFiles(figures.Path, $"{entry.Entry.Info.Name}-*.webp"));
        foreach (var old in there.Select(file => Path.GetFileName(file)).Except(figures.Written))
        {
            figures.Remove(old);
        }

        string Small(string example, string file)
        {
            var name = $"{example}-{Path.GetFileNameWithoutExtension(file)}.webp";
            using var figure = SKBitmap.Decode(file);
            using var small = figure.Resize(SizeOf(file, scale), new SKSamplingOptions(SKCubicResampler.Mitchell));
            using var encoded = small.Encode(SKEncodedImageFormat.Webp, quality: 80);
            figures.Write(name, webp => File.WriteAllBytes(webp, encoded.ToArray()));
            return $"{Path.GetFileName(figures.Path)}/{name}";
        }
    }

    /// <summary>What the page says of an example that does not depend on where it ran: its text and both programs.</summary>
    internal static IEnumerable<string> Lasting(Entry entry) => [Text(entry.Description), Text(entry.Info.Slides), .. Programs(entry)];

    private static void Write(
        string path, IReadOnlyList<GalleryEntry> entries, string folder, double scale, Func<string, string, string> figure)
    {
        var subjects = entries.GroupBy(entry => entry.Entry.Subject).ToArray();
        using var page = new StreamWriter(path) { NewLine = "\n" };
        page.WriteLine($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Lectures in TorchSharp: the gallery</title>
            <style>{GalleryStyle.Css}</style>
            </head>
            <body>
            <a class="skip" href="#examples">Skip to the examples</a>
            <header>
            <h1>Lectures in TorchSharp</h1>
            <p>Every example of the lectures as a C# program, with what it draws and prints, beside the same program in PyTorch.
            <code>dotnet run --project src/Examples -- NAME</code> runs one. Each was compared with what PyTorch left of the same program:
            <em>identical</em> in every printed byte and every bit of its losses, or <em>equal to rounding</em>, where they part no further
            than the program parts from itself with other kernels.</p>
            </header>
            <nav aria-label="Examples">
            {string.Concat(subjects.Select(Contents))}</nav>
            <main id="examples">
            """);
        foreach (var subject in subjects)
        {
            page.WriteLine($"<section aria-labelledby=\"{Id(subject.Key)}\">\n<h2 id=\"{Id(subject.Key)}\">{subject.Key}</h2>");
            foreach (var entry in subject)
            {
                page.WriteLine(Article(entry, folder, scale, figure));
            }

            page.WriteLine("</section>");
        }

        page.WriteLine("</main>\n</body>\n</html>");
    }

    private static string Contents(IGrouping<string, GalleryEntry> subject) => $"""
        <h2>{subject.Key}</h2>
        <ul>
        {string.Concat(subject.Select(entry => $"<li><a href=\"#{entry.Entry.Info.Name}\">{entry.Entry.Info.Name}</a></li>\n"))}</ul>

        """;

    private static string Article(GalleryEntry entry, string folder, double scale, Func<string, string, string> figure)
    {
        var info = entry.Entry.Info;
        return $"""
            <article aria-labelledby="{info.Name}">
            <h3 id="{info.Name}">{info.Name}: {Text(info.Summary)}</h3>
            <p>{Text(entry.Entry.Description)}</p>
            <p><span class="slides">Slides {Text(info.Slides)}.</span> {Badge(entry)}</p>
            {(entry.Side is null ? "" : Figures(info.Name, Path.Combine(folder, info.Name), scale, figure))}{Output(entry)}<details>
            <summary>The program in C# and in PyTorch</summary>
            <div class="pair">
            {string.Join('\n', Programs(entry.Entry))}
            </div>
            </details>
            </article>
            """;
    }

    private static IEnumerable<string> Programs(Entry entry) =>
    [
        Code("C#", entry, Path.Combine(AppContext.BaseDirectory, "source", $"{entry.Example.GetType().Name}.cs"), Languages.CSharp),
        Code("PyTorch", entry, Path.Combine(Clone.Twins, entry.Info.Twin), s_python),
    ];

    private static string Badge(GalleryEntry entry) =>
        entry.Failure is { } failure ? Badge("differs", $"failed: {failure}")
        : entry.Verdict is { } verdict ? Badge($"{verdict.Judgement}".ToLowerInvariant(), $"Compared with {entry.Reference}: {verdict}")
        : "";

    private static string Badge(string kind, string text) => $"<strong class=\"{kind}\">{Text(text)}</strong>";

    private static string Figures(string example, string folder, double scale, Func<string, string, string> figure)
    {
        var summary = Path.Combine(folder, RunSummary.Name);
        if (!File.Exists(summary))
        {
            return "";
        }

        var images = from drawn in JsonNode.Parse(File.ReadAllText(summary))!["figures"]!.AsObject()
                     where drawn.Key.EndsWith(".png")
                     let file = Path.Combine(folder, drawn.Key)
                     select Image(figure(example, file), SizeOf(file, scale), (string)drawn.Value!);
        return $"<div class=\"figures\">\n{string.Concat(images)}</div>\n";
    }

    private static string Image(string source, SKSizeI size, string description) =>
        $"<img src=\"{source}\" width=\"{size.Width}\" height=\"{size.Height}\" alt=\"{Text(description)}\">\n";

    /// <summary>How large a figure is shown, in pixels.</summary>
    private static SKSizeI SizeOf(string figure, double scale)
    {
        var drawn = SKBitmap.DecodeBounds(figure);
        var (width, height) = (drawn.Width / scale, drawn.Height / scale);
        var shown = width > Single ? Math.Min(1, Widest / width) : Shown;
        return new((int)(shown * width), (int)(shown * height));
    }

    private static string Output(GalleryEntry entry) => entry.Side is { } side
        ? "<details>\n<summary>What it prints</summary>\n"
            + $"<pre tabindex=\"0\" role=\"region\" aria-label=\"Output of {entry.Entry.Info.Name}\">{Text(side.Output)}</pre>\n"
            + "</details>\n"
        : "";

    /// <summary>A program's text; for a file that is not there, as of a port in progress, its name.</summary>
    private static string Code(string language, Entry entry, string file, ILanguage grammar) =>
        $"<section tabindex=\"0\" aria-label=\"{entry.Info.Name} in {language}\">\n<h4>{language}</h4>\n"
        + (File.Exists(file)
            ? new HtmlClassFormatter().GetHtmlString(File.ReadAllText(file).TrimEnd(), grammar)
            : $"<p>There is no {Text(Path.GetFileName(file))}.</p>\n")
        + "</section>";

    private static string Id(string subject) => subject.ToLowerInvariant();

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
