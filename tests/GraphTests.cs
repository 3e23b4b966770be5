using Examples.Shared;
using Examples.Shared.Charts;
using Examples.Shared.Graphs;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>Drawings of computational graphs, and runs where Graphviz fails or is not installed.</summary>
public sealed class GraphTests : IDisposable
{
    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly string _folder = Directory.CreateTempSubdirectory("examples-tests-").FullName;

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Values_stand_above_the_edge_and_gradients_below()
    {
        var script = Script("x", "2", "-8");
        Assert.Matches("""COLOR="#00803f">2<.*<HR/>.*COLOR="#c8102e">-8<""", script);
        Assert.Contains("rankdir=LR", script, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a < b & \"c\" > d'")]
    [InlineData("-->]; v0 -> v0 \\\\")]
    [InlineData("")]
    [InlineData("σ′(zᴸ) ‖ ‖² \u0001")]
    public void Any_text_can_be_drawn(string text)
    {
        var graph = Graph(text, text, text);
        var path = Path.Combine(_folder, "graph.png");
        GraphRenderer.Save(path, graph);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(path)[..4]);
    }

    [Fact]
    public void Without_Graphviz_an_example_does_without_the_drawing()
    {
        Environment.SetEnvironmentVariable("PATH", _folder);
        var ran = Example.Run("gates");
        Assert.Equal(ExitCode.Done, ran.Exit);
        Assert.Contains("f        -12.0000000", ran.Output, StringComparison.Ordinal);
        var note = Assert.Single(ran.Notes.Split('\n'), line => line.Contains("Graphviz", StringComparison.Ordinal));
        Assert.Contains("./setup.sh", note, StringComparison.Ordinal);
        Assert.Contains("package graphviz", note, StringComparison.Ordinal);
        Assert.Equal(["run.json"], Directory.GetFiles(ran.Folder).Select(Path.GetFileName));
        Assert.Empty(Example.Run("gates", new RunOptions { Quiet = true }).Notes);
    }

    [Fact]
    public void What_Graphviz_says_is_the_error()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var dot = Path.Combine(_folder, "dot");
        File.WriteAllText(dot, "#!/bin/sh\necho 'Error: no fonts' >&2\necho more >&2\nexit 1\n");
        File.SetUnixFileMode(dot, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", _folder);
        var error = Assert.Throws<ChartException>(() => GraphRenderer.Save(Path.Combine(_folder, "graph.png"), Graph("x", "1", "2")));
        Assert.Equal("Graphviz failed: Error: no fonts", error.Message);
    }

    private static string Script(string name, string value, string gradient) => GraphRenderer.Script(Graph(name, value, gradient));

    private static Graph Graph(string name, string value, string gradient)
    {
        var graph = new Graph(name);
        graph.Connect(graph.Text(name), graph.Gate(name), name, value, gradient);
        return graph;
    }
}
