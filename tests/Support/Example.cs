using System.Text.Json.Nodes;

using Examples.Shared;
using Examples.Shared.Comparison;

namespace Examples.Tests.Support;

/// <summary>What a run of an example in this process left.</summary>
internal sealed record Ran(int Exit, string Output, string Notes, IReadOnlyList<Curve> Curves, string Folder)
{
    /// <summary>The losses of an example that trains once.</summary>
    public IReadOnlyList<double> Losses => Assert.Single(Curves).Losses;

    /// <summary>The results in run.json.</summary>
    public JsonNode Results => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "run.json")))!["results"]!;

    /// <summary>A result that is one number.</summary>
    public double Number(string name) => (double)(Results[name] ?? throw new KeyNotFoundException($"No result '{name}' in {Results.ToJsonString()}"));

    /// <summary>A result that is several numbers.</summary>
    public double[] Numbers(string name) => [.. (Results[name] ?? throw new KeyNotFoundException($"No result '{name}' in {Results.ToJsonString()}")).AsArray().Select(n => (double)n!)];
}

/// <summary>Runs examples in this process.</summary>
internal static class Example
{
    public static Catalog Catalog { get; } = new(typeof(Examples.Regression.Linear).Assembly);

    /// <summary>Runs an example on the CPU into a temporary folder, with the options given and the example's defaults for the others.</summary>
    public static Ran Run(string name, RunOptions? options = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var notes = new StringWriter { NewLine = "\n" };
        var folder = Directory.CreateTempSubdirectory("examples-tests-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var outcome = Runner.Execute(Catalog.Find(name), (options ?? "") with { Device = "cpu", Out = folder }, output, notes, CancellationToken.None);
        return new Ran(outcome.Exit, output.ToString(), notes.ToString(), outcome.Losses, Path.Combine(folder, name));
    }

    /// <summary>Asserts that an example and its twin print the same bytes, and returns the example's run.</summary>
    public static Ran SameAsTwin(string name, RunOptions options)
    {
        var ran = Run(name, options);
        var twin = PyTorch.Twin(name, Comparer.Arguments(Catalog.Find(name).Info, options with { Device = "cpu" }));
        Assert.True(twin.Exit == ran.Exit, $"The twin ended with {twin.Exit}: {twin.Error}");
        Assert.Equal(twin.Output, ran.Output);
        return ran;
    }
}
