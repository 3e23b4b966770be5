using System.Drawing;
using System.Runtime.Versioning;

using Examples.Shared;
using Examples.Shared.Charts;
using Examples.Shared.Graphs;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>Drawings of computational graphs, and runs where Graphviz fails or is not installed.</summary>
public sealed class GraphTests : IDisposable
{
    private static readonly Color s_forward = Color.FromArgb(0x00, 0x80, 0x3f);
    private static readonly Color s_backward = Color.FromArgb(0xc8, 0x10, 0x2e);

    private readonly string? _path = Environment.GetEnvironmentVariable("PATH");
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PATH", _path);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("-12", "1")]
    [InlineData("0.2\n0.4", "-0.112\n0.636")]
    [InlineData("0.1\t0.5\n-0.3\t0.8", "0.088\t0.176\n0.104\t0.208")]
    public void Values_stand_above_the_edge_and_gradients_below(string value, string gradient)
    {
        var png = Draw("f", value, gradient);

        // Below the title and its legend.
        var rows = Enumerable.Range(png.Height / 3, png.Height - png.Height / 3);
        var forward = rows.Where(row => Row(row).Contains(s_forward)).ToArray();
        var backward = rows.Where(row => Row(row).Contains(s_backward)).ToArray();
        Assert.NotEmpty(forward);
        Assert.NotEmpty(backward);
        Assert.True(forward.Max() < backward.Min(), $"The last value is in row {forward.Max()}, the first gradient in row {backward.Min()}.");
        Assert.Contains(Enumerable.Range(forward.Max(), backward.Min() - forward.Max()), row => Row(row).Count(color => color.GetBrightness() < 0.3) > 50);

        IEnumerable<Color> Row(int row) => png.Pixels.Skip(row * png.Width).Take(png.Width);
    }

    [Theory]
    [InlineData("a < b & \"c\" > d'")]
    [InlineData("-->]; v0 -> v0 \\\\")]
    [InlineData("")]
    [InlineData("σ′(zᴸ) ‖ ‖² \u0001")]
    public void Any_text_can_be_drawn(string text) => Draw(text, text, text);

    [Fact]
    public void Without_Graphviz_an_example_does_without_the_drawing()
    {
        Environment.SetEnvironmentVariable("PATH", _folder.Path);
        var ran = Example.Run("gates");
        Assert.Equal(ExitCode.Done, ran.Exit);
        Assert.Contains("f        -12.0000000", ran.Output, StringComparison.Ordinal);
        var note = Assert.Single(ran.Notes.Split('\n'), line => line.Contains("Graphviz", StringComparison.Ordinal));
        Assert.Contains("./setup.sh", note, StringComparison.Ordinal);
        Assert.Contains("package graphviz", note, StringComparison.Ordinal);
        Assert.Equal(["run.json"], Directory.GetFiles(ran.Folder).Select(Path.GetFileName));
        Assert.Empty(Example.Run("gates", new RunOptions { Quiet = true }).Notes);
    }

    [LinuxFact, SupportedOSPlatform("linux")]
    public void What_Graphviz_says_is_the_error()
    {
        File.WriteAllText(_folder["dot"], "#!/bin/sh\necho 'Error: no fonts' >&2\necho more >&2\nexit 1\n");
        File.SetUnixFileMode(_folder["dot"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Environment.SetEnvironmentVariable("PATH", _folder.Path);
        Assert.Equal("Graphviz failed: Error: no fonts", Assert.Throws<ChartException>(() => Draw("f", "1", "2")).Message);
    }

    private Png Draw(string name, string value, string gradient)
    {
        var graph = new Graph(name);
        graph.Connect(graph.Gate(name), graph.Text(""), name, value, gradient);
        GraphRenderer.Save(_folder["graph.png"], graph);
        return new Png(File.ReadAllBytes(_folder["graph.png"]));
    }
}
