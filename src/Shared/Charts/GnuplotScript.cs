using System.Buffers;
using System.Drawing;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Examples.Shared.Charts;

/// <summary>A figure in gnuplot's language: commands, and behind each plot command its data in binary.</summary>
internal sealed class GnuplotScript
{
    private const string Ink = "textcolor rgb '#222222'";
    private const string Dashed = "dt (14,10)";

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly ContoursMark[] _contours;

    /// <param name="panels">The charts, row by row.</param>
    /// <param name="grid">How they stand, and the size of each in pixels.</param>
    public GnuplotScript(IReadOnlyList<Chart> panels, (int Columns, int Rows, Size Panel) grid)
    {
        Add($"""
            set encoding utf8
            set minussign
            set terminal pngcairo enhanced rounded size {grid.Columns * grid.Panel.Width},{grid.Rows * grid.Panel.Height} background rgb 'white' font 'DejaVu Sans,10'
            set border 3 front lc rgb '#787878'
            set tics nomirror out scale 0.6,0.35 {Ink}
            set grid xtics ytics back lt 1 lc rgb '#e8e8e8' lw 1
            set key Left reverse noenhanced samplen 2.5 spacing 1.15 font ',10.5' {Ink}
            set style textbox opaque noborder fillcolor rgb '#50ffffff' margins 0.4,0.3
            set palette defined (0 '#4a6280', 1 '#becad8')
            unset colorbox
            set contour base
            unset surface
            set zero 0
            """);

        // Inside of the multiplot, the table of a contour would take the place of a panel.
        _contours = [.. panels.SelectMany(panel => panel.Marks).OfType<ContoursMark>().Where(Frame.HasLines)];
        for (var i = 0; i < _contours.Length; i++)
        {
            var (values, levels) = (_contours[i].Grid.Values, _contours[i].Levels.Where(double.IsFinite).Select(level => Text($"{level}")));
            Add($"set cntrparam levels discrete {string.Join(',', levels)}");
            Add($"set table $contours{i}");
            Add($"splot '-' binary {Lattice(_contours[i].Grid, ",0")} format='%float64' using 1");
            _bytes.Write(MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(ref values[0, 0], values.Length)));
            Add($"unset table");
        }

        Add($"set multiplot layout {grid.Rows},{grid.Columns}");
        foreach (var panel in panels)
        {
            AddPanel(panel, grid.Panel);
        }

        Add($"unset multiplot");
    }

    /// <summary>What goes to gnuplot's standard input.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    private void AddPanel(Chart chart, Size size)
    {
        var ranges = Frame.Ranges(chart);
        // Below the plot, the legend is close to the label of the axis: it must not be painted over it.
        var place = Frame.FreeCorner(chart, size) is var (top, right)
            ? $"inside {(top ? "top" : "bottom")} {(right ? "right" : "left")} vertical opaque fc rgb '#30ffffff'"
            : "below center horizontal noopaque";

        // gnuplot reckons with wide letters: without a correction, its legend has an empty margin.
        var legendWidth = 1.5 - 0.15 * (chart.Marks.Max(mark => mark.Label?.Length) ?? 0);
        Add($"""
            set title {Quote(chart.Title)} noenhanced {Ink} font ',{0.75 * Frame.TitleSize(chart, size)}'
            set xlabel {Quote(chart.XLabel)} noenhanced {Ink} font ',11'
            set ylabel {Quote(chart.YLabel)} noenhanced {Ink} font ',11'
            set key {place} width {legendWidth}
            set size {(chart.EqualAxes ? "ratio -1" : "noratio")}
            unset logscale
            unset label
            """);
        AddAxis('x', chart.LogX, ranges.Left, ranges.Right);
        AddAxis('y', chart.LogY, ranges.Bottom, ranges.Top);

        // A chart without data has axes too.
        List<string> plots = ["NaN notitle"];
        var data = new List<byte[]>();
        foreach (var (mark, color) in Frame.Colored(chart))
        {
            switch (mark)
            {
                case LineMark line:
                    var (x, y) = Thinning.Line(line.X, line.Y);
                    var style = Frame.HasMarkers(chart, line) ? "linespoints pt 7 ps 0.8" : "lines";
                    AddCurve(x, y, $"{style} lw 2 {(line.Dashed ? Dashed : "")} lc rgb {Hex(color)}");
                    break;
                case PointsMark points:
                    (x, y) = Thinning.Points(points.X, points.Y);
                    AddCurve(x, y, $"points {Symbol(points.Marker, color, x.Length)}");
                    break;
                case HorizontalMark line:
                    x = [Value(ranges.Left, chart.LogX), Value(ranges.Right, chart.LogX)];
                    AddCurve(x, [line.Y, line.Y], $"lines lw 1.5 {Dashed} lc rgb {Hex(color)}");
                    break;
                case VerticalMark line:
                    y = [Value(ranges.Bottom, chart.LogY), Value(ranges.Top, chart.LogY)];
                    AddCurve([line.X, line.X], y, $"lines lw 1.5 {Dashed} lc rgb {Hex(color)}");
                    break;
                case ContoursMark contours when Frame.HasLines(contours):
                    // Colored by rank, because levels are rarely evenly spaced.
                    double[] levels = [.. contours.Levels.Where(double.IsFinite).Order()];
                    var rank = string.Concat(levels.Zip(levels.Skip(1), (low, high) => Text($"+($3>{low / 2 + high / 2})")));
                    Add($"set cbrange [0:{Math.Max(levels.Length - 1, 1)}]");
                    plots.Add($"$contours{Array.IndexOf(_contours, contours)} using 1:2:(0{rank}) with lines lw 1.3 lc palette notitle");
                    break;
                case RegionsMark regions:
                    plots.Add($"'-' binary {Lattice(regions.Grid)} format='%uchar' with rgbimage notitle");
                    data.Add([.. regions.Grid.Values.Cast<double>().Select(Frame.RegionColor).SelectMany(c => new[] { c.R, c.G, c.B })]);
                    break;
                case TextMark text when Frame.Scaled(text.X, chart.LogX) is var at && double.IsFinite(at + Frame.Scaled(text.Y, chart.LogY)):
                    var side = at > (ranges.Left + ranges.Right) / 2 ? "right offset -0.8,0.9" : "left offset 0.8,0.9";
                    Add($"set label {Quote(text.Text)} at {text.X},{text.Y} {side} front boxed noenhanced font ',10.5' textcolor rgb {Hex(color)}");
                    break;
            }

            void AddCurve(double[] x, double[] y, string style)
            {
                if (x.Length > 0)
                {
                    var title = mark.Label is null ? "notitle" : $"title {Quote(mark.Label)}";
                    plots.Add(Text($"'-' binary record=({x.Length}) format='%float64%float64' using 1:2 with {style} {title}"));
                    data.Add(MemoryMarshal.AsBytes<double>([.. x.Zip(y).SelectMany(spot => new[]
                    {
                        Frame.Scaled(spot.First, chart.LogX) is double.NaN ? double.NaN : spot.First,
                        Frame.Scaled(spot.Second, chart.LogY) is double.NaN ? double.NaN : spot.Second,
                    })]).ToArray());
                }
            }
        }

        Add($"plot {string.Join(", ", plots)}");
        data.ForEach(bytes => _bytes.Write(bytes));
    }

    private void AddAxis(char axis, bool log, double min, double max)
    {
        Add($"set {axis}range [{Value(min, log)}:{Value(max, log)}]");
        Add($"set {axis}tics enhanced format '{(log && Frame.IsWide(min, max) ? "10^{%T}" : $"%.{Frame.Digits(min, max)}h")}'");
        if (log)
        {
            Add($"set logscale {axis}");
        }

        // Small ticks divide a decade. Between ticks that are several decades apart they would stand in heaps.
        Add($"{(log && max - min < 10 ? "set" : "unset")} m{axis}tics");
    }

    private void Add(FormattableString text) => _bytes.Write(Encoding.UTF8.GetBytes(Text(text) + "\n"));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// In single quotes, where gnuplot takes every character for itself. Its escape for the quote, doubling it,
    /// fails where two follow each other, so the typographic one takes its place.
    /// </summary>
    private static string Quote(string text) => $"'{Frame.OneLine(text).Replace('\'', '’')}'";

    /// <summary>As gnuplot writes colors: 00 is opaque.</summary>
    private static string Hex(Color color, double opacity = 1) =>
        $"'#{(int)(255 * (1 - opacity)):X2}{color.R:X2}{color.G:X2}{color.B:X2}'";

    /// <summary>Many points are smaller than few, and let those below show through.</summary>
    private static string Symbol(Marker marker, Color color, int count)
    {
        var crowd = Frame.Crowd(count);
        var type = marker switch { Marker.Circle => 6, Marker.Cross => 2, Marker.Square => 5, Marker.Triangle => 9, _ => 7 };
        return marker == Marker.Star
            ? $"pt '★' font ',18' textcolor rgb {Hex(color)}"
            : Text($"pt {type} ps {1 - 0.4 * crowd} lw 1.5 lc rgb {Hex(color, 0.9 - 0.5 * crowd)}");
    }

    private static string Lattice(Grid grid, string z = "") =>
        Text($"array=({grid.Values.GetLength(1)},{grid.Values.GetLength(0)}) origin=({grid.XMin},{grid.YMin}{z}) ")
        + Text($"dx={(grid.XMax - grid.XMin) / (grid.Values.GetLength(1) - 1)} dy={(grid.YMax - grid.YMin) / (grid.Values.GetLength(0) - 1)}");

    private static double Value(double scaled, bool log) => log ? Math.Pow(10, scaled) : scaled;
}
