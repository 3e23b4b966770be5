using System.Drawing;

using Examples.Shared.Charts;
using Examples.Tests.Support;

using static TorchSharp.torch;

namespace Examples.Tests.Shared;

/// <summary>Charts show what they are given, whatever it is.</summary>
public sealed class ChartTests : IDisposable
{
    private static readonly Color s_red = Color.FromArgb(255, 0, 0);
    private static readonly double[] s_x = [0, 1, 2, 3, 4];
    private static readonly double[] s_y = [0, 1, 4, 9, 16];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_line_is_drawn_in_its_color_from_end_to_end()
    {
        var columns = Draw(Empty().Line(s_x, s_y, color: s_red)).Columns(s_red);
        Assert.True(columns[^1] - columns[0] > 600);
    }

    [Fact]
    public void A_dashed_line_has_gaps_and_markers_have_more_color()
    {
        var (line, dashed, markers) = (Draw(Empty().Line(s_x, s_y, color: s_red)), Draw(Empty().Line(s_x, s_y, color: s_red, dashed: true)), Draw(Empty().Line(s_x, s_y, color: s_red, markers: true)));
        Assert.InRange(dashed.Count(s_red), 1, line.Count(s_red) - 1);
        Assert.True(markers.Count(s_red) > line.Count(s_red));
    }

    [Theory]
    [InlineData(Marker.Dot)]
    [InlineData(Marker.Circle)]
    [InlineData(Marker.Cross)]
    [InlineData(Marker.Square)]
    [InlineData(Marker.Triangle)]
    [InlineData(Marker.Star)]
    public void Points_of_every_marker_are_drawn_and_not_joined(Marker marker)
    {
        var columns = Draw(Empty().Points(s_x, s_y, color: s_red, marker: marker)).Columns(IsReddish);
        Assert.InRange(columns.Length, 5, 150);
    }

    [Fact]
    public void Markers_look_different() =>
        Assert.Equal(6, Enum.GetValues<Marker>().Select(m => Draw(Empty().Points(s_x, s_y, color: s_red, marker: m))).Select(p => string.Join(' ', p.Pixels.Index().Where(i => IsReddish(i.Item)).Select(i => i.Index))).Distinct().Count());

    [Fact]
    public void A_horizontal_line_crosses_the_chart()
    {
        var columns = Draw(Empty().Horizontal(2, color: s_red)).Columns(s_red);
        Assert.True(columns[^1] - columns[0] > 600);
    }

    [Fact]
    public void A_vertical_line_has_one_place() =>
        Assert.InRange(Draw(Empty().Vertical(2, color: s_red)).Columns(s_red).Length, 1, 3);

    [Fact]
    public void A_remark_is_written() =>
        Assert.True(Draw(Empty().Line(s_x, s_y).Text(2, 8, "here", s_red)).Pixels.Count(IsReddish) > 20);

    [Fact]
    public void Contours_are_drawn_once_for_each_level()
    {
        var bowl = Grid.Of((-1, 1), (-1, 1), points => points.square().sum(1L), 50);
        var (none, one, two) = (Draw(Empty().Contours(bowl, [])), Draw(Empty().Contours(bowl, [0.5])), Draw(Empty().Contours(bowl, [0.5, 0.9])));
        var ink = new[] { none, one, two }.Select(Dark).ToArray();
        Assert.True(ink[0] < ink[1] && ink[1] < ink[2], string.Join(", ", ink));
    }

    [Fact]
    public void Regions_color_each_class_by_its_share()
    {
        var picture = Draw(Empty().Regions(Grid.Of((0, 4), (0, 1), points => points[TensorIndex.Colon, 0].gt(1).to(float32), 100)));
        var colors = picture.Pixels.Where(c => c.ToArgb() != Color.White.ToArgb()).CountBy(c => c).OrderByDescending(c => c.Value).Take(2).ToArray();
        Assert.InRange(colors[0].Value / (double)colors[1].Value, 2.8, 3.2);
    }

    [Fact]
    public void A_grid_has_columns_along_x_and_rows_along_y_from_the_lowest_on()
    {
        var grid = Grid.Of((0, 2), (10, 30), points => points[TensorIndex.Colon, 0] + points[TensorIndex.Colon, 1], 3);
        Assert.Equal(new double[,] { { 10, 11, 12 }, { 20, 21, 22 }, { 30, 31, 32 } }, grid.Values);
        Assert.Throws<ArgumentOutOfRangeException>(() => Grid.Of((0, 1), (0, 1), _ => ones(5), 3));
    }

    [Fact]
    public void Marks_without_a_color_take_those_of_the_palette()
    {
        var chart = Empty();
        for (var i = 0; i < 3; i++)
        {
            chart.Line(s_x, [.. s_y.Select(y => y + (5 * i))]);
        }

        var picture = Draw(chart);
        Assert.All(Palette.Colors.Take(3), color => Assert.True(picture.Count(color) > 100));
    }

    [Fact]
    public void Nothing_that_is_no_number_is_drawn_and_the_line_has_a_gap_there()
    {
        double[] x = [.. Enumerable.Range(0, 101)];
        foreach (var hole in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            var columns = Draw(Empty().Line(x, [.. x.Select(v => v is > 40 and < 60 ? hole : v)], color: s_red)).Columns(s_red);
            Assert.Contains(columns.Zip(columns.Skip(1)), pair => pair.Second - pair.First > 100);
        }
    }

    [Theory]
    [MemberData(nameof(OddData))]
    public void Odd_data_gives_a_chart(string what, double[] x, double[] y)
    {
        Assert.NotEmpty(what);
        foreach (var log in new[] { false, true })
        {
            var chart = new Chart("odd data", "x", "y") { LogX = log, LogY = log, EqualAxes = !log };
            var picture = Draw(chart.Line(x, y, "line").Points(x, y, "points"));
            Assert.Equal((900, 600), (picture.Width, picture.Height));
        }
    }

    public static TheoryData<string, double[], double[]> OddData() => new()
    {
        { "none", [], [] },
        { "one point", [3], [5] },
        { "a constant", [1, 2, 3], [2, 2, 2] },
        { "not a number", [double.NaN, double.NaN], [double.NaN, 1] },
        { "infinite", [1, double.PositiveInfinity, 3], [double.NegativeInfinity, 2, double.PositiveInfinity] },
        { "huge", [-1e308, 1e308], [double.MinValue, double.MaxValue] },
        { "tiny", [0, double.Epsilon], [1e-320, 1e-300] },
        { "close together", [1, Math.BitIncrement(1.0)], [1e15, 1e15 + 0.125] },
        { "of opposite signs", [-1, 0, 1], [-1e-5, 0, 1e10] },
    };

    [Fact]
    public void An_empty_chart_has_axes()
    {
        var picture = Draw(Empty());
        Assert.Equal((900, 600), (picture.Width, picture.Height));
        Assert.True(Dark(picture) > 500);
    }

    [Fact]
    public void Many_points_are_drawn_in_bounded_time()
    {
        double[] x = [.. Enumerable.Range(0, 200_000)];
        var start = DateTime.UtcNow;
        Assert.True(Draw(Empty().Line(x, [.. x.Select(v => Math.Sin(v / 1e4))], color: s_red).Points(x, x)).Count(s_red) > 100);
        Assert.InRange(DateTime.UtcNow - start, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("it's a 'quote' and \"two\"")]
    [InlineData("`touch PWNED` $(touch PWNED)")]
    [InlineData("'; system 'touch PWNED'; set title '")]
    [InlineData("'.system(\"touch PWNED\").'")]
    [InlineData("''; system 'touch PWNED'\n!touch PWNED\n")]
    [InlineData("first line\nsystem 'touch PWNED'\r\n!touch PWNED\nquit\n")]
    [InlineData("ends in a backslash \\")]
    [InlineData("{/Symbol a}_b^c @ & ~ % %s # ; , \t \u0007 \0 end")]
    [InlineData("η = 0.1, ∂L/∂w ≤ ½x² … ‖w‖")]
    [InlineData("")]
    public void Odd_texts_are_texts_and_run_nothing(string text)
    {
        text = text.Replace("PWNED", _folder["pwned"], StringComparison.Ordinal);
        var chart = new Chart(text, text, text).Line(s_x, s_y, text, s_red).Text(1, 1, text).Horizontal(3, text);
        var picture = Draw(chart);
        Assert.Equal((900, 600), (picture.Width, picture.Height));
        Assert.True(picture.Count(s_red) > 100);
        Assert.Equal(["chart.png"], _folder.Files);
    }

    [Fact]
    public void A_title_is_written()
    {
        Assert.True(Dark(Draw(new Chart("A title", "x axis", "y axis"))) > Dark(Draw(new Chart(" ", "x axis", "y axis"))) + 50);
        Assert.NotEqual(Draw(new Chart("", "one", "")).Pixels, Draw(new Chart("", "two", "")).Pixels);
        Assert.NotEqual(Draw(new Chart("", "", "one")).Pixels, Draw(new Chart("", "", "two")).Pixels);
    }

    [Fact]
    public void A_very_long_title_fits() => Assert.Equal(900, Draw(new Chart(new string('m', 5000), "x", "y")).Width);

    [Theory]
    [InlineData(2, 0, 0, 0, 1280, 500)]
    [InlineData(4, 0, 0, 0, 1280, 1000)]
    [InlineData(3, 1, 0, 0, 900, 1200)]
    [InlineData(1, 0, 400, 300, 400, 300)]
    public void Panels_stand_in_a_grid(int panels, int columns, int width, int height, int expectedWidth, int expectedHeight)
    {
        ChartRenderer.Save(_folder["chart.png"], [.. Enumerable.Range(0, panels).Select(i => new Chart($"{i}", "x", "y").Line(s_x, s_y, color: s_red))], columns, width, height);
        var picture = new Png(File.ReadAllBytes(_folder["chart.png"]));
        Assert.Equal((expectedWidth, expectedHeight), (picture.Width, picture.Height));
        Assert.True(picture.Count(s_red) > 50 * panels);
    }

    [Fact]
    public void A_figure_of_no_charts_is_refused() =>
        Assert.ThrowsAny<ArgumentException>(() => ChartRenderer.Save(_folder["chart.png"], []));

    [Fact]
    public void Values_without_partners_are_refused()
    {
        Assert.ThrowsAny<ArgumentException>(() => Empty().Line([1, 2], [1]));
        Assert.ThrowsAny<ArgumentException>(() => Empty().Points(zeros(3), zeros(2)));
    }

    [Fact]
    public void Tensors_are_drawn_as_their_numbers()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(
            Draw(Empty().Line(s_x, s_y)).Pixels,
            Draw(Empty().Line(tensor(s_x).unsqueeze(1), tensor(s_y, requires_grad: true))).Pixels);
    }

    [Fact]
    public void A_range_cuts_off_what_is_outside()
    {
        var columns = Draw(new Chart("", "", "") { XRange = (0, 8) }.Line(s_x, s_y, color: s_red)).Columns(s_red);
        Assert.InRange(columns[^1], 400, 560);
    }

    [Fact]
    public void A_chart_is_always_the_same_picture() =>
        Assert.Equal(Draw(Empty().Line(s_x, s_y, "line")).Pixels, Draw(Empty().Line(s_x, s_y, "line")).Pixels);

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        var error = Assert.Throws<ChartException>(() => ChartRenderer.Save(_folder["nowhere", "chart.png"], [Empty()]));
        Assert.Contains("chart.png", error.Message, StringComparison.Ordinal);
    }

    private static Chart Empty() => new("title", "x", "y");

    /// <summary>Red, be it paler at an edge or where it lets others through.</summary>
    private static bool IsReddish(Color color) => color.R - Math.Max(color.G, color.B) > 60;

    private static int Dark(Png picture) => picture.Pixels.Count(c => c.GetBrightness() < 0.9);

    private Png Draw(Chart chart)
    {
        ChartRenderer.Save(_folder["chart.png"], [chart]);
        return new Png(File.ReadAllBytes(_folder["chart.png"]));
    }
}
