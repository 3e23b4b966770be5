using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>What holds for every example there is.</summary>
public sealed partial class ExampleTests
{
    internal static string Root { get; } =
        typeof(ExampleTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "RepositoryRoot").Value!;

    public static TheoryData<string> Names() => Example.Names(_ => true);

    [Fact]
    public void There_are_examples_and_their_names_are_unique()
    {
        Assert.True(Example.Catalog.Entries.Count >= 2);
        Assert.Equal(Example.Catalog.Entries.Count, Example.Catalog.Entries.Select(e => e.Info.Name).Distinct().Count());
        Assert.Equal(Example.Catalog.Entries.Count, Example.Catalog.Entries.Select(e => e.Info.Summary).Distinct().Count());
        Assert.Equal(Example.Catalog.Entries.Count, Example.Catalog.Entries.Select(e => e.Example.GetType().Name).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Name_summary_and_slides_are_as_the_list_shows_them(string name)
    {
        var info = Example.Catalog.Find(name).Info;
        Assert.Matches("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", info.Name);
        Assert.DoesNotContain(info.Name, (string[])["list", "all", "compare", "devices", "help", "new", "fingerprint"]);
        Assert.InRange(info.Summary.Length, 10, 80);
        Assert.DoesNotMatch(@"\.( |$)|\n", info.Summary);
        Assert.True(char.IsUpper(info.Summary[0]) || !char.IsLetter(info.Summary[0]), info.Summary);
        Assert.NotEqual("", info.Slides.Trim());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_and_its_twin_can_be_read_beside_a_slide(string name)
    {
        var entry = Example.Catalog.Find(name);
        string[][] files =
        [
            File.ReadAllLines(Path.Combine(Root, "src", "Examples", entry.Subject, $"{entry.Example.GetType().Name}.cs")),
            File.ReadAllLines(Path.Combine(Root, "pytorch", entry.Info.Twin)),
        ];
        Assert.All(files, lines => Assert.InRange(lines.Length, 1, 90));
        Assert.All(files.SelectMany(lines => lines), line => Assert.True(line.Length <= 110, line));
        Assert.Contains("Expect", entry.Description);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_twin_has_the_same_name_and_defaults(string name)
    {
        var info = Example.Catalog.Find(name).Info;
        var run = Call().Match(File.ReadAllText(Path.Combine(Root, "pytorch", info.Twin)));
        Assert.Equal(name, run.Groups["name"].Value);
        var defaults = Default().Matches(run.Groups["defaults"].Value).Select(m => (Name: m.Groups["name"].Value, m.Groups["value"].Value));
        (string Name, double Value)[] expected =
        [
            ("samples", info.Samples),
            ("epochs", info.Epochs),
            ("lr", info.LearningRate),
            ("batch_size", info.BatchSize),
            ("log_every", info.LogEvery),
        ];
        var numbers = from d in defaults
                      where d.Name is not ("data" or "weights" or "double_precision")
                      select (d.Name, Value: double.Parse(d.Value, CultureInfo.InvariantCulture));
        Assert.Equal(expected.Where(d => d.Value != 0).Order(), numbers.Order());
        Assert.Equal(info.Data, defaults.Any(d => d.Name == "data"));
        Assert.Equal(info.Weights, defaults.Any(d => d.Name == "weights"));
        Assert.Equal(info.DoublePrecision, defaults.Any(d => d.Name == "double_precision"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_example_that_trains_prints_its_loss_now_and_then(string name)
    {
        var info = Example.Catalog.Find(name).Info;
        Assert.Equal(info.Epochs > 0, info.LogEvery > 0);
        Assert.InRange(info.LogEvery, 0, info.Epochs);
    }

    [Fact]
    public void The_README_shows_them_as_the_list_does()
    {
        var rows = from entry in Example.Catalog.Entries
                   let file = $"src/Examples/{entry.Subject}/{entry.Example.GetType().Name}.cs"
                   select $"| [`{entry.Info.Name}`]({file}) | {entry.Info.Summary} | {entry.Info.Slides} |";
        Assert.Equal(
            rows,
            File.ReadLines(Path.Combine(Root, "README.md")).Where(line => Regex.IsMatch(line, @"^\| \[`[a-z-]+`\]\([^)]*\) \| ")));
    }

    /// <summary>A row of a table of tests may be.</summary>
    [Fact]
    public void No_line_of_a_program_is_longer_than_140_characters()
    {
        var files = from folder in new[] { "src", "bench", "pytorch" }
                    from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
                    where Path.GetExtension(file) is ".cs" or ".py" && !Regex.IsMatch(file, @"[\\/](obj|bin)[\\/]")
                    select file;
        Assert.All(files.SelectMany(File.ReadLines), line => Assert.True(line.Length <= 140, line));
    }

    [Fact]
    public void Every_twin_and_every_recording_has_its_example()
    {
        var twins = Directory.EnumerateFiles(Path.Combine(Root, "pytorch"), "*.py")
            .Where(f => Call().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetFileName(f)!);
        Assert.Equal(Example.Catalog.Entries.Select(e => e.Info.Twin).Order(StringComparer.Ordinal), twins.Order(StringComparer.Ordinal));
        var recorded = Directory.EnumerateDirectories(Path.Combine(Root, "pytorch", "recorded"))
            .Select(folder => Path.GetFileName(folder)!);
        Assert.Empty(recorded.Except(Example.Catalog.Entries.Select(e => e.Info.Name)));
    }

    [GeneratedRegex("""^run = Run\(\s*"(?<name>[^"]*)"(?<defaults>[^)]*("[^"]*"[^)]*)*)\)""", RegexOptions.Multiline)]
    private static partial Regex Call();

    [GeneratedRegex("""(?<name>\w+)\s*=\s*(?<value>"[^"]*"|[^,\s)]+)""")]
    private static partial Regex Default();
}
