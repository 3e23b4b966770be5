using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

using ScottPlot;

using static TorchSharp.torch;

namespace Examples.Shared.Charts;

/// <summary>
/// A ScottPlot plot with a face that takes tensors: it draws what it is given, <see cref="AxisStyle"/> finds the ticks,
/// and <see cref="Drawn"/> the corner that the legend takes.
/// </summary>
/// <param name="title">Above the chart.</param>
/// <param name="xLabel">Below the x axis.</param>
/// <param name="yLabel">Beside the y axis; where it is empty there is no y axis.</param>
[SuppressMessage("Reliability", "CA1001", Justification = "A chart may be drawn again; what its plot holds has finalizers.")]
public sealed partial class Chart(string title, string xLabel, string yLabel)
{
    // A legend may cover this part of what is drawn, at most; else it goes below the plot.
    private const double Tolerated = 0.003;

    // More points than pixels; of scattered ones a million take seconds.
    private const int MostPoints = 20_000;

    // Beyond, a range with some room around it would overflow.
    private const double Largest = 1e250;

    // Of the length of an axis: what a contour line takes at least.
    private const double Scrap = 0.05;

    // Around pictures, in pixels.
    private const int Frame = 12;
    private const int TitleHeight = 45;

    private static readonly Color s_grid = Color.FromHex("#e8e8e8");
    private static readonly Color s_lowest = Color.FromHex("#4a6280");
    private static readonly Color s_highest = Color.FromHex("#becad8");

    // Of the points of a class, so that classes are told apart also without color.
    private static readonly Marker[] s_shapes = [Marker.Dot, Marker.Triangle, Marker.Square];

    /// <summary>The pattern of a dashed line.</summary>
    internal static readonly LinePattern Dashed = new([10, 6], 0, "Dashed");

    private readonly Plot _plot = new();
    private readonly Drawn _drawn = new();
    private int _colors;
    private bool _hasGrid;
    private bool _legendIsPlaced;
    private double? _shape;

    static Chart() => Fonts.Default = Typefaces.Family ?? Fonts.Default;

    /// <summary>A logarithmic x axis; values that are not positive are left out.</summary>
    public bool LogX { get; init; }

    /// <summary>A logarithmic y axis; values that are not positive are left out.</summary>
    public bool LogY { get; init; }

    /// <summary>One unit is as long on x as on y, as contours and decision regions need it.</summary>
    public bool EqualAxes { get; init; }

    /// <summary>The range of the x axis; null fits what is drawn.</summary>
    public (double Min, double Max)? XRange { get; init; }

    /// <summary>The range of the y axis; null fits what is drawn.</summary>
    public (double Min, double Max)? YRange { get; init; }

    /// <summary>What it shows, in a sentence or two.</summary>
    internal string Description =>
        Typeset(string.Join(". ", new[] { title, Axes, string.Join("; ", Labels) }.Where(part => part.Length > 0)) + ".");

    private string Axes => xLabel.Length == 0 ? yLabel : yLabel.Length == 0 ? $"Against {xLabel}" : $"{yLabel} against {xLabel}";

    private string[] Labels =>
    [
        .. from plottable in _plot.GetPlottables()
           from item in plottable.LegendItems
           where item.LabelText.Length > 0
           select item.LabelText,
    ];

    /// <summary>A line through points. NaN or ∞ leaves a gap. The label goes to the legend; null stays out of it.</summary>
    /// <remarks>By steps, it stays at a value until the next, as what changes only now and then does.</remarks>
    public Chart Line(
        double[] x, double[] y, string? label = null, Color? color = null, bool dashed = false, bool markers = false, bool steps = false) =>
        Line(x, y, label, dashed ? Dashed : LinePattern.Solid, color, markers, steps);

    /// <summary>The same, with dashes of any pattern.</summary>
    internal Chart Line(
        double[] x, double[] y, string? label, LinePattern pattern, Color? color = null, bool markers = false, bool steps = false)
    {
        var points = Scaled(x, y);
        var connect = steps ? ConnectStyle.StepHorizontal : ConnectStyle.Straight;
        if (points.Length > MostPoints && points.All(point => double.IsFinite(point.Y))
            && points.Zip(points.Skip(1)).All(pair => pair.First.X < pair.Second.X))
        {
            // A signal draws what a column of pixels has of it, and not every point.
            double[] signalX = [.. points.Select(point => point.X)], signalY = [.. points.Select(point => point.Y)];
            var signal = _plot.Add.SignalXY(signalX, signalY, color ?? NextColor());
            (signal.LegendText, signal.LineWidth, signal.MarkerSize) = (Typeset(label), 2, 0);
            (signal.LinePattern, signal.ConnectStyle) = (pattern, connect);
            return Drew(points);
        }

        var line = _plot.Add.Scatter(steps ? points : Thinned(points), color ?? NextColor());
        line.LegendText = Typeset(label);
        line.LineWidth = 2;
        (line.LinePattern, line.ConnectStyle) = (pattern, connect);
        line.MarkerSize = markers ? 6 : 0;

        // A point between two gaps has no line.
        var lone = points.Where((_, i) => IsDrawn(i) && !IsDrawn(i - 1) && !IsDrawn(i + 1)).ToArray();
        if (!markers && lone.Length > 0)
        {
            _plot.Add.Markers(lone, MarkerShape.FilledCircle, lone.Length == 1 ? 6 : 4, line.Color);
        }

        return Drew(points);

        bool IsDrawn(int i) => i >= 0 && i < points.Length && double.IsFinite(points[i].X + points[i].Y);
    }

    /// <summary>A path without what lies within a pixel of the point before: one of many steps would take minutes.</summary>
    private static Coordinates[] Thinned(Coordinates[] points)
    {
        const int Pixels = 2000;
        if (points.Length <= Pixels || !points.All(point => double.IsFinite(point.X + point.Y)))
        {
            return points;
        }

        var (width, height) = (points.Max(p => p.X) - points.Min(p => p.X), points.Max(p => p.Y) - points.Min(p => p.Y));
        var (last, kept) = (points[0], new List<Coordinates> { points[0] });
        foreach (var point in points[1..])
        {
            if (Math.Abs(point.X - last.X) * Pixels > width || Math.Abs(point.Y - last.Y) * Pixels > height)
            {
                kept.Add(last = point);
            }
        }

        return [.. kept, points[^1]];
    }

    /// <inheritdoc cref="Line(double[], double[], string?, Color?, bool, bool, bool)"/>
    /// <remarks>Tensors of any shape, flattened, of equal element counts.</remarks>
    public Chart Line(Tensor x, Tensor y, string? label = null, Color? color = null, bool dashed = false, bool markers = false) =>
        Line(x.Numbers(), y.Numbers(), label, color, dashed, markers);

    /// <summary>Points without a line between them.</summary>
    public Chart Points(double[] x, double[] y, string? label = null, Color? color = null, Marker marker = Marker.Dot)
    {
        Coordinates[] points = [.. Scaled(x, y).Where(point => double.IsFinite(point.X + point.Y))];

        // The more there are, the smaller and the more transparent.
        var crowd = Math.Log10(Math.Clamp(points.Length, 100, 10_000) / 100.0) / 2;
        var (shape, size) = marker switch
        {
            Marker.Triangle => (MarkerShape.FilledTriangleUp, 8),
            Marker.Square => (MarkerShape.FilledSquare, 7),
            Marker.Cross => (MarkerShape.Eks, 8),
            Marker.Star => (MarkerShape.FilledCircle, 10),
            _ => (MarkerShape.FilledCircle, 7),
        };
        var markers = _plot.Add.Markers(points, shape, (float)(size - 3 * crowd), (color ?? NextColor()).WithAlpha(0.9 - 0.5 * crowd));
        markers.LegendText = Typeset(label);
        markers.MarkerLineWidth = 1.5f;
        markers.MarkerStyle.CustomRenderer = marker == Marker.Star ? new Star() : null;
        return Drew(points);
    }

    /// <inheritdoc cref="Points(double[], double[], string?, Color?, Marker)"/>
    /// <remarks>Tensors of any shape, flattened, of equal element counts; 5000 of them at most, at equal strides.</remarks>
    public Chart Points(Tensor x, Tensor y, string? label = null, Color? color = null, Marker marker = Marker.Dot)
    {
        var every = TensorIndex.Slice(step: Math.Max(1, (x.numel() + 4999) / 5000));
        return Points(x.flatten()[every].Numbers(), y.flatten()[every].Numbers(), label, color, marker);
    }

    /// <summary>The points of each class in its color, the one that <see cref="Regions"/> gives the class, and in its shape.</summary>
    /// <param name="x">Shape (points, 2), columns x and y.</param>
    /// <param name="labels">The class of each point, from 0 on; shape (points).</param>
    /// <param name="names">Of the classes, in the legend.</param>
    public Chart Classes(Tensor x, Tensor labels, params string[] names)
    {
        for (var k = 0; k < names.Length; k++)
        {
            var points = x[labels == k];
            Points(points[.., 0], points[.., 1], names[k], Palette.Colors[k % Palette.Colors.Count], s_shapes[k % s_shapes.Length]);
        }

        return this;
    }

    /// <summary>A dashed line across the chart at a height, such as a noise floor or a threshold; gray by default.</summary>
    public Chart Horizontal(double y, string? label = null, Color? color = null)
    {
        _drawn.AddHorizontal(Scaled(y, LogY));
        _plot.Add.HorizontalLine(Scaled(y, LogY), 1.5f, color ?? Palette.Gray, Dashed).LegendText = Typeset(label);
        return this;
    }

    /// <summary>A dashed line up the chart, such as a decision threshold; gray by default.</summary>
    public Chart Vertical(double x, string? label = null, Color? color = null)
    {
        _drawn.AddVertical(Scaled(x, LogX));
        _plot.Add.VerticalLine(Scaled(x, LogX), 1.5f, color ?? Palette.Gray, Dashed).LegendText = Typeset(label);
        return this;
    }

    /// <summary>Contour lines of a function at the given levels, darkest at the lowest.</summary>
    /// <param name="grid">The function's values.</param>
    /// <param name="levels">Of the lines, colored by rank because levels are rarely evenly spaced.</param>
    /// <param name="labelledFrom">The lowest level that a line shows; around a minimum there may be no room for it.</param>
    /// <param name="color">Of all lines, instead of one for each.</param>
    public Chart Contours(Grid grid, double[] levels, double labelledFrom = double.NegativeInfinity, Color? color = null)
    {
        var (rows, columns) = (grid.Values.GetLength(0), grid.Values.GetLength(1));
        var surface = new Coordinates3d[rows, columns];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                surface[row, column] = new Coordinates3d(
                    Scaled(grid.X.Min + (grid.X.Max - grid.X.Min) * column / (columns - 1), LogX),
                    Scaled(grid.Y.Min + (grid.Y.Max - grid.Y.Min) * row / (rows - 1), LogY),
                    grid.Values[row, column]);
            }
        }

        foreach (var (rank, level) in levels.Order().Index())
        {
            var lines = new LabelledContours
            {
                HasLabels = level >= labelledFrom,
                ContourLineLevels = [level],
                LineWidth = 1.3f,
                LineColor = color ?? s_lowest.MixedWith(s_highest, rank / Math.Max(levels.Length - 1.0, 1)),
            };
            lines.Update(surface);
            lines.Lines.RemoveAll(line => IsScrap(line.Path.Points));
            _plot.PlottableList.Add(lines);
        }

        _hasGrid = true;
        return this;

        // What enters at the border and leaves again at once has no room for its label.
        bool IsScrap(Coordinates[] points) =>
            points[0] != points[^1]
            && points.Max(p => p.X) - points.Min(p => p.X) < Scrap * (surface[0, columns - 1].X - surface[0, 0].X)
            && points.Max(p => p.Y) - points.Min(p => p.Y) < Scrap * (surface[rows - 1, 0].Y - surface[0, 0].Y);
    }

    /// <summary>
    /// Decision regions: the plane colored by class. Each value of the grid is a class index from 0 on; the color of
    /// class k is <see cref="Palette"/>'s k-th, lightened, so that points in the full color stand out on it.
    /// </summary>
    public Chart Regions(Grid grid)
    {
        // A quarter less keeps rounding from turning a class into the one before. Row 0 of a heatmap is at the top.
        var last = Math.Max(Palette.Colors.Count - 1, (int)grid.Values.Cast<double>().Max());
        var heatmap = _plot.Add.Heatmap(grid.Values);
        heatmap.FlipVertically = true;
        heatmap.Extent = new CoordinateRect(grid.X.Min, grid.X.Max, grid.Y.Min, grid.Y.Max);
        heatmap.ManualRange = new ScottPlot.Range(-0.25, last - 0.25);
        heatmap.Colormap = new ScottPlot.Colormaps.CustomPalette(
            [.. Enumerable.Range(0, last + 1).Select(k => Palette.Colors[k % Palette.Colors.Count].MixedWith(Colors.White, 0.75))]);
        _hasGrid = true;
        return this;
    }

    /// <summary>Small gray pictures beside each other, white on black, with a line between them.</summary>
    /// <param name="pictures">Shape (rows, columns, height, width), from 0 to 1; what is beyond is cut.</param>
    public Chart Pictures(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        var (rows, columns, height, width) = (pictures.shape[0], pictures.shape[1], pictures.shape[2], pictures.shape[3]);
        var tiles = nn.functional.pad(pictures.detach().cpu().clamp(0, 1), [1, 0, 1, 0], value: 0.5);
        tiles = tiles.permute(0, 2, 1, 3).reshape(rows * (height + 1), columns * (width + 1));
        tiles = nn.functional.pad(tiles, [0, 1, 0, 1], value: 0.5);
        var heatmap = _plot.Add.Heatmap(tiles.Matrix());
        heatmap.Colormap = new ScottPlot.Colormaps.Grayscale();
        heatmap.ManualRange = new ScottPlot.Range(0, 1);
        _plot.HideAxesAndGrid();
        _shape = tiles.shape[0] / (double)tiles.shape[1];
        return this;
    }

    /// <summary>A short remark beside a point.</summary>
    public Chart Text(double x, double y, string text)
    {
        var at = new Coordinates(Scaled(x, LogX), Scaled(y, LogY));
        var remark = _plot.Add.Text(Typeset(text), at);
        remark.LabelFontSize = 14;
        remark.LabelFontColor = Palette.Black;
        remark.LabelBackgroundColor = Colors.White.WithAlpha(0.7);
        (remark.OffsetX, remark.OffsetY) = (7, -5);
        return Drew([at]);
    }

    /// <summary>The height, in pixels, at which pictures have square pixels; null for other charts.</summary>
    internal int? HeightOf(int width) => _shape is { } shape ? (int)((width - 2 * Frame) * shape) + TitleHeight + Frame : null;

    /// <summary>The plot with its axes, ticks and legend as they fit a panel.</summary>
    /// <param name="width">Of the panel, in pixels.</param>
    /// <param name="height">Of the panel, in pixels.</param>
    internal Plot Styled(int width, int height)
    {
        _plot.Title(Typeset(title), (float)Math.Clamp(1.6 * width / Math.Max(title.Length, 1), 11, 19));
        _plot.Axes.Title.Label.Bold = false;
        if (_shape is not null)
        {
            _plot.Axes.Margins(0, 0);
            _plot.Layout.Fixed(new PixelPadding(Frame, Frame, Frame, TitleHeight));
            return _plot;
        }

        _plot.Axes.Margins(_hasGrid ? 0.01 : 0.03, _hasGrid ? 0.01 : 0.05);
        _plot.Axes.AutoScale();
        SetRange(XRange, LogX, _plot.Axes.SetLimitsX);
        SetRange(YRange, LogY, _plot.Axes.SetLimitsY);
        var limits = _plot.Axes.GetLimits();
        AxisStyle.Apply(_plot.Axes.Bottom, Typeset(xLabel), LogX, limits.Left, limits.Right, _drawn.XIsWhole);
        AxisStyle.Apply(_plot.Axes.Left, Typeset(yLabel), LogY, limits.Bottom, limits.Top, YRange is null && _drawn.YIsWhole);
        _plot.Axes.Left.IsVisible = _plot.Grid.YAxisStyle.IsVisible = yLabel.Length > 0;
        _plot.Axes.Right.FrameLineStyle.Width = _plot.Axes.Top.FrameLineStyle.Width = 0;
        _plot.Grid.MajorLineColor = s_grid;
        if (EqualAxes)
        {
            // ScottPlot would widen a range to make units equal; a frame of the ranges' shape has nothing to fill.
            var (frameWidth, frameHeight) = (width - 100.0, height - 105.0);
            var unit = Math.Min(frameWidth / limits.HorizontalSpan, frameHeight / limits.VerticalSpan);
            var (x, y) = ((float)(frameWidth - unit * limits.HorizontalSpan) / 2, (float)(frameHeight - unit * limits.VerticalSpan) / 2);
            _plot.Layout.Fixed(new PixelPadding(left: 75 + x, right: 25 + x, bottom: 60 + y, top: 45 + y));
        }

        PlaceLegend(limits, width, height);
        return _plot;
    }

    private static void SetRange((double Min, double Max)? range, bool log, Action<double, double> set)
    {
        if (range is { } given)
        {
            set(Scaled(given.Min, log), Scaled(given.Max, log));
        }
    }

    private void PlaceLegend(AxisLimits limits, int width, int height)
    {
        var labels = Labels;
        var legend = _plot.Legend;
        legend.OutlineWidth = 0;
        legend.ShadowColor = Colors.Transparent;
        legend.BackgroundColor = Colors.White.WithAlpha(0.9);
        legend.FontSize = 14;
        legend.FontColor = Palette.Black;
        legend.SymbolWidth = 28;
        if (_legendIsPlaced)
        {
            // Drawn before, in another format.
            return;
        }

        _legendIsPlaced = true;
        if (labels.Length == 0)
        {
            _plot.HideLegend();
            return;
        }

        // In the corner where it covers least; below the plot if no corner is free, unless that would change its shape.
        var legendWidth = (60 + 8.0 * labels.Max(label => label.Length)) / (width - 100);
        var legendHeight = (25 + 20.0 * labels.Length) / (height - 120);
        var (corner, covered) = _drawn.FreestCorner(limits, legendWidth, legendHeight);
        if (covered <= Tolerated || EqualAxes)
        {
            _plot.ShowLegend(corner);
        }
        else
        {
            legend.Orientation = Orientation.Horizontal;
            _plot.ShowLegend(Edge.Bottom);
        }
    }

    /// <summary>A text as figures show it: the minus of a number is a minus, and no hyphen.</summary>
    private static string Typeset(string? text) => Hyphen().Replace(text ?? "", "−");

    [GeneratedRegex(@"(?:(?<![\w).])|(?<=\de))-(?=\d)")]
    private static partial Regex Hyphen();

    private Color NextColor() => Palette.Colors[_colors++ % Palette.Colors.Count];

    private Chart Drew(Coordinates[] points)
    {
        _drawn.Add(points);
        return this;
    }

    private Coordinates[] Scaled(double[] x, double[] y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        return [.. x.Zip(y, (x, y) => new Coordinates(Scaled(x, LogX), Scaled(y, LogY)))];
    }

    /// <summary>A value as its axis measures it; NaN if the axis cannot show it.</summary>
    private static double Scaled(double value, bool log) =>
        !(Math.Abs(value) < Largest) || (log && value <= 0) ? double.NaN : log ? Math.Log10(value) : value;
}
