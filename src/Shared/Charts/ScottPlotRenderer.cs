using System.Globalization;
using System.Text;

using ScottPlot;
using ScottPlot.Plottables;
using ScottPlot.TickGenerators;

using SkiaSharp;

using Size = System.Drawing.Size;

namespace Examples.Shared.Charts;

// With ScottPlot, which has no logarithmic axes: it plots log₁₀ and labels the ticks with what they stand for.
public static partial class ChartRenderer
{
    private static readonly Color s_ink = Color.FromHex("#222222");
    private static readonly Color s_lowest = Color.FromHex("#4a6280");
    private static readonly Color s_highest = Color.FromHex("#becad8");
    private static readonly LinePattern s_dashed = new([10, 6], 0, "Dashed");

    private static partial byte[] Draw(IReadOnlyList<Chart> panels, (int Columns, int Rows, Size Panel) grid)
    {
        try
        {
            // Blank plots fill the last row, which would be transparent.
            var blank = Enumerable.Range(panels.Count, grid.Columns * grid.Rows - panels.Count).Select(_ => BlankPlot());
            Plot[] plots = [.. panels.Select(panel => PlotOf(panel, grid.Panel)), .. blank];
            var figure = new Multiplot(plots[0]) { Layout = new ScottPlot.MultiplotLayouts.Grid(grid.Rows, grid.Columns) };
            foreach (var plot in plots.Skip(1))
            {
                figure.AddPlot(plot);
            }

            using var image = figure.Render(grid.Columns * grid.Panel.Width, grid.Rows * grid.Panel.Height);
            Array.ForEach(plots, plot => plot.Dispose());
            return image.GetImageBytes(ImageFormat.Png);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new ChartException($"ScottPlot cannot draw on this machine: {e.GetBaseException().Message}", e);
        }
    }

    private static Plot BlankPlot()
    {
        var plot = new Plot();
        plot.HideAxesAndGrid();
        return plot;
    }

    private static Plot PlotOf(Chart chart, Size size)
    {
        var plot = new Plot();
        var ranges = Frame.Ranges(chart);
        plot.Axes.SetLimits(ranges.Left, ranges.Right, ranges.Bottom, ranges.Top);
        plot.Axes.Title.IsVisible = true;
        Write(plot.Axes.Title.Label, chart.Title, Frame.TitleSize(chart, size));
        StyleAxis(plot.Axes.Bottom, chart.XLabel, chart.LogX, ranges.Left, ranges.Right);
        StyleAxis(plot.Axes.Left, chart.YLabel, chart.LogY, ranges.Bottom, ranges.Top);
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Grid.MajorLineColor = Color.FromHex("#e8e8e8");
        if (chart.EqualAxes)
        {
            // ScottPlot would widen a range to make units equal. A frame of the ranges' shape has nothing to fill.
            var (width, height) = (size.Width - 100.0, size.Height - 105.0);
            var unit = Math.Min(width / (ranges.Right - ranges.Left), height / (ranges.Top - ranges.Bottom));
            var x = (float)(width - unit * (ranges.Right - ranges.Left)) / 2;
            var y = (float)(height - unit * (ranges.Top - ranges.Bottom)) / 2;
            plot.Layout.Fixed(new PixelPadding(left: 75 + x, right: 25 + x, bottom: 60 + y, top: 45 + y));
        }

        foreach (var (mark, color) in Frame.Colored(chart))
        {
            AddMark(plot, chart, mark, Color.FromSDColor(color));
        }

        var legend = plot.Legend;
        if (Frame.FreeCorner(chart, size) is var (top, right))
        {
            plot.ShowLegend((top, right) switch
            {
                (true, true) => Alignment.UpperRight,
                (true, false) => Alignment.UpperLeft,
                (false, true) => Alignment.LowerRight,
                _ => Alignment.LowerLeft,
            });
        }
        else
        {
            plot.ShowLegend(Edge.Bottom);
        }

        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.White.WithAlpha(0.8);
        legend.FontSize = 14;
        legend.FontColor = s_ink;
        legend.SymbolWidth = 28;
        legend.SetBestFontOnEachRender = !chart.Marks.All(mark => Ascii.IsValid(mark.Label));
        return plot;
    }

    private static void StyleAxis(IAxis axis, string label, bool log, double min, double max)
    {
        Write(axis.Label, label, 15);
        axis.TickLabelStyle.FontSize = 13;
        axis.TickLabelStyle.ForeColor = s_ink;
        axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = axis.MinorTickStyle.Color = Color.FromHex("#787878");
        axis.TickGenerator = log ? new NumericManual([.. DecadeTicks(min, max)]) : new NumericAutomatic
        {
            // What is left of a difference that should be 0 is no tick's label.
            LabelFormatter = value => Number(Math.Abs(value) < 1e-9 * (max - min) ? 0 : value, Frame.Digits(min, max)),
            MinorTickGenerator = new EvenlySpacedMinorTickGenerator(1),
        };
    }

    private static IEnumerable<Tick> DecadeTicks(double min, double max)
    {
        var step = Math.Ceiling((max - min) / 10);
        for (var exponent = step * Math.Floor(min / step); exponent <= max; exponent += step)
        {
            yield return Tick.Major(exponent, Frame.IsWide(min, max) ? $"1e{exponent:0}" : Number(Math.Pow(10, exponent), 6));
            for (var factor = 2; factor < 10 && step == 1; factor++)
            {
                yield return Tick.Minor(exponent + Math.Log10(factor));
            }
        }
    }

    private static void AddMark(Plot plot, Chart chart, Mark mark, Color color)
    {
        switch (mark)
        {
            case LineMark line:
                var curve = plot.Add.Scatter(Scaled(chart, Thinning.Line(line.X, line.Y)), color);
                curve.LegendText = Legend(line);
                curve.LineWidth = 2;
                curve.LinePattern = line.Dashed ? s_dashed : LinePattern.Solid;
                curve.MarkerSize = Frame.HasMarkers(chart, line) ? 6 : 0;
                break;
            case PointsMark points:
                var spots = Scaled(chart, Thinning.Points(points.X, points.Y)).Where(spot => double.IsFinite(spot.X + spot.Y)).ToArray();
                var crowd = Frame.Crowd(spots.Length);
                var markers = plot.Add.Markers(spots, ShapeOf(points.Marker), (float)(7 - 3 * crowd), color.WithAlpha(0.9 - 0.5 * crowd));
                markers.LegendText = Legend(points);
                markers.MarkerLineWidth = 1.5f;
                markers.MarkerStyle.CustomRenderer = points.Marker == Marker.Star ? new Star() : null;
                break;
            case HorizontalMark line:
                plot.Add.HorizontalLine(Frame.Scaled(line.Y, chart.LogY), 1.5f, color, s_dashed).LegendText = Legend(line);
                break;
            case VerticalMark line:
                plot.Add.VerticalLine(Frame.Scaled(line.X, chart.LogX), 1.5f, color, s_dashed).LegendText = Legend(line);
                break;
            case ContoursMark contours when Frame.HasLines(contours):
                AddContours(plot, chart, contours);
                break;
            case RegionsMark regions:
                AddRegions(plot, regions.Grid);
                break;
            case TextMark text:
                var at = new Coordinates(Frame.Scaled(text.X, chart.LogX), Frame.Scaled(text.Y, chart.LogY));
                var isRight = at.X > plot.Axes.GetLimits().HorizontalCenter;
                var remark = plot.Add.Text("", at);
                Write(remark.LabelStyle, text.Text, 14);
                remark.LabelFontColor = color;
                remark.LabelBackgroundColor = Colors.White.WithAlpha(0.7);
                remark.LabelAlignment = isRight ? Alignment.LowerRight : Alignment.LowerLeft;
                remark.OffsetX = isRight ? -7 : 7;
                remark.OffsetY = -5;
                remark.IsVisible = double.IsFinite(at.X + at.Y);
                break;
        }
    }

    private static void AddContours(Plot plot, Chart chart, ContoursMark contours)
    {
        var (grid, rows, columns) = (contours.Grid, contours.Grid.Values.GetLength(0), contours.Grid.Values.GetLength(1));
        var surface = new Coordinates3d[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                surface[row, column] = new Coordinates3d(
                    Frame.Scaled(grid.XMin + (grid.XMax - grid.XMin) * column / (columns - 1), chart.LogX),
                    Frame.Scaled(grid.YMin + (grid.YMax - grid.YMin) * row / (rows - 1), chart.LogY),
                    grid.Values[row, column]);
            }
        }

        // Colored by rank, because levels are rarely evenly spaced.
        double[] levels = [.. contours.Levels.Where(double.IsFinite).Order()];
        for (var rank = 0; rank < levels.Length; rank++)
        {
            var lines = new ContourLines
            {
                ContourLineLevels = [levels[rank]],
                LineWidth = 1.3f,
                LineColor = s_lowest.MixedWith(s_highest, rank / Math.Max(levels.Length - 1.0, 1)),
            };
            lines.LabelStyle.IsVisible = false;
            lines.Update(surface);
            plot.PlottableList.Add(lines);
        }
    }

    private static void AddRegions(Plot plot, Grid grid)
    {
        var colors = Enumerable.Range(0, Palette.Colors.Count).Select(index => Color.FromSDColor(Frame.RegionColor(index))).ToArray();
        var classes = new double[grid.Values.GetLength(0), grid.Values.GetLength(1)];
        for (var i = 0; i < classes.Length; i++)
        {
            var (row, column) = Math.DivRem(i, classes.GetLength(1));

            // A quarter more keeps rounding from turning a class into the one before. NaN is transparent.
            classes[row, column] = grid.Values[row, column] is >= 0 and < int.MaxValue and var index ? (int)index % colors.Length + 0.25 : double.NaN;
        }

        var heatmap = plot.Add.Heatmap(classes);
        heatmap.FlipVertically = true;
        heatmap.Extent = new CoordinateRect(grid.XMin, grid.XMax, grid.YMin, grid.YMax);
        heatmap.ManualRange = new ScottPlot.Range(0, colors.Length - 1);
        heatmap.Colormap = new ScottPlot.Colormaps.CustomPalette(colors);
    }

    private static Coordinates[] Scaled(Chart chart, (double[] X, double[] Y) spots) =>
        [.. spots.X.Zip(spots.Y, (x, y) => new Coordinates(Frame.Scaled(x, chart.LogX), Frame.Scaled(y, chart.LogY)))];

    private static string Legend(Mark mark) => Frame.OneLine(mark.Label ?? "");

    private static string Number(double value, int digits) => value.ToString($"G{digits}", CultureInfo.InvariantCulture);

    private static void Write(LabelStyle label, string text, double size)
    {
        label.Text = Frame.OneLine(text);
        label.FontSize = (float)size;
        label.ForeColor = s_ink;
        label.Bold = false;
        if (!Ascii.IsValid(text))
        {
            // The default font need not have a subscript or a Greek letter, and there is no other fallback.
            label.SetBestFont();
        }
    }

    private static MarkerShape ShapeOf(Marker marker) => marker switch
    {
        Marker.Circle => MarkerShape.OpenCircle,
        Marker.Cross => MarkerShape.Eks,
        Marker.Square => MarkerShape.FilledSquare,
        Marker.Triangle => MarkerShape.FilledTriangleUp,
        _ => MarkerShape.FilledCircle,
    };

    /// <summary>The one shape that ScottPlot lacks.</summary>
    private sealed class Star : IMarker
    {
        public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
        {
            using var path = new SKPath();
            path.AddPoly([.. Enumerable.Range(0, 10).Select(corner => (Angle: MathF.PI * corner / 5, Radius: size * (corner % 2 == 0 ? 1.4f : 0.6f)))
                .Select(corner => new SKPoint(center.X + corner.Radius * MathF.Sin(corner.Angle), center.Y - corner.Radius * MathF.Cos(corner.Angle)))]);
            Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle);
        }
    }
}
