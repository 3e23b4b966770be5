using System.Drawing;

namespace Examples.Shared.Charts;

/// <summary>One chart in its cell of the figure.</summary>
internal sealed class Panel
{
    private const double TickSize = 13;
    private const double LabelSize = 15;
    private const double TitleSize = 19;
    private const double SmallestTitle = 13;
    private const int TopMargin = 44;
    private const int RightMargin = 24;
    private const int TickLength = 4;
    private const double LineWidth = 2;

    private static readonly Color AxisLine = Color.FromArgb(120, 120, 120);
    private static readonly Color GridLine = Color.FromArgb(232, 232, 232);
    private static readonly Color Threshold = Color.FromArgb(110, 110, 110);
    private static readonly Color LowestContour = Color.FromArgb(74, 98, 128);
    private static readonly Color HighestContour = Color.FromArgb(190, 202, 216);

    private readonly Chart _chart;
    private readonly Size _cell;
    private readonly Axis _x;
    private readonly Axis _y;
    private readonly double _yTickWidth;
    private readonly int _bottomMargin;

    private List<Shape> _shapes = [];
    private Box _box;

    public Panel(Chart chart, Size cell)
    {
        (_chart, _cell) = (chart, cell);
        var grids = chart.Marks.Select(GridOf).OfType<Grid>().ToArray();
        _x = grids.Length > 0
            ? new Axis(chart.LogX, chart.XRange, grids.SelectMany(grid => new[] { grid.XMin, grid.XMax }), 0)
            : new Axis(chart.LogX, chart.XRange, chart.Marks.SelectMany(XValues), 0.03);
        _y = grids.Length > 0
            ? new Axis(chart.LogY, chart.YRange, grids.SelectMany(grid => new[] { grid.YMin, grid.YMax }), 0)
            : new Axis(chart.LogY, chart.YRange, chart.Marks.SelectMany(YValues), 0.05);

        _bottomMargin = chart.XLabel.Length > 0 ? 58 : 36;
        _yTickWidth = WidestLabel(YTicks(cell.Height - TopMargin - _bottomMargin));
        LeftMargin = (int)(_yTickWidth + 2 * TickLength + (chart.YLabel.Length > 0 ? 42 : 18));
    }

    /// <summary>What the labels of the y axis need.</summary>
    public int LeftMargin { get; }

    /// <summary>Adds the chart's shapes.</summary>
    /// <param name="shapes">Where they go.</param>
    /// <param name="corner">The lower left corner of the cell.</param>
    /// <param name="leftMargin">From the cell's left side to the y axis, the same for all panels of a column.</param>
    public void Paint(List<Shape> shapes, Point corner, int leftMargin)
    {
        _shapes = shapes;
        _box = new Box(
            corner.X + leftMargin,
            corner.Y + _bottomMargin,
            Math.Max(_cell.Width - leftMargin - RightMargin, 1),
            Math.Max(_cell.Height - _bottomMargin - TopMargin, 1));
        if (_chart.EqualAxes)
        {
            var unit = Math.Min(_box.Width / _x.Span, _box.Height / _y.Span);
            var (width, height) = (Math.Max((int)(unit * _x.Span), 1), Math.Max((int)(unit * _y.Span), 1));
            _box = new Box(_box.Left + (_box.Width - width) / 2, _box.Bottom + (_box.Height - height) / 2, width, height);
        }

        var (xTicks, yTicks) = (XTicks(), YTicks(_box.Height));
        if (!_chart.Marks.Any(mark => GridOf(mark) is not null))
        {
            PaintHairlines(GridLine, [
                .. xTicks.Where(tick => tick.Label is not null).SelectMany(tick => VerticalLine(tick.At, _box.Bottom, _box.Top)),
                .. yTicks.Where(tick => tick.Label is not null).SelectMany(tick => HorizontalLine(tick.At, _box.Left, _box.Right))]);
        }

        var legend = new Legend();
        var next = 0;
        foreach (var mark in _chart.Marks)
        {
            PaintMark(mark, mark.Color ?? mark switch
            {
                LineMark or PointsMark => Palette.Colors[next++ % Palette.Colors.Count],
                TextMark => Write.Ink,
                _ => Threshold,
            }, legend);
        }

        PaintAxes(xTicks, yTicks, corner);
        legend.Paint(_shapes, _box);
    }

    private static Grid? GridOf(Mark mark) => mark switch
    {
        ContoursMark contours => contours.Grid,
        RegionsMark regions => regions.Grid,
        _ => null,
    };

    private static IEnumerable<double> XValues(Mark mark) => mark switch
    {
        LineMark line => line.X,
        PointsMark points => points.X,
        VerticalMark line => [line.X],
        _ => [],
    };

    private static IEnumerable<double> YValues(Mark mark) => mark switch
    {
        LineMark line => line.Y,
        PointsMark points => points.Y,
        HorizontalMark line => [line.Y],
        _ => [],
    };

    private static double WidestLabel(IEnumerable<Tick> ticks) =>
        ticks.Max(tick => Write.Width(tick.Label ?? "", TickSize));

    private IReadOnlyList<Tick> YTicks(int height) => _y.Ticks(Math.Clamp(height / 50, 2, 10));

    private IReadOnlyList<Tick> XTicks()
    {
        var count = Math.Clamp(_box.Width / 70, 2, 10);
        var ticks = _x.Ticks(count);
        while (count > 1 && ticks.Count(tick => tick.Label is not null) * (WidestLabel(ticks) + 16) > _box.Width)
        {
            ticks = _x.Ticks(--count);
        }

        return ticks;
    }

    private double XOf(double x) => _box.Left + _x.At(x) * _box.Width;

    private double YOf(double y) => _box.Bottom + _y.At(y) * _box.Height;

    private Spot At(double x, double y) => new(XOf(x), YOf(y));

    private Spot[] Spots(double[] xs, double[] ys) => [.. xs.Zip(ys, At)];

    private void PaintMark(Mark mark, Color color, Legend legend)
    {
        switch (mark)
        {
            case LineMark line:
                PaintLine(line, color, legend);
                break;
            case PointsMark points:
                PaintPoints(points, color, legend);
                break;
            case HorizontalMark line:
                PaintThreshold(_box.Left, YOf(line.Y), _box.Right, YOf(line.Y), line.Label, color, legend);
                break;
            case VerticalMark line:
                PaintThreshold(XOf(line.X), _box.Bottom, XOf(line.X), _box.Top, line.Label, color, legend);
                break;
            case ContoursMark contours:
                PaintContours(contours);
                break;
            case RegionsMark regions:
                PaintRegions(regions.Grid);
                break;
            case TextMark text:
                PaintText(text, color, legend);
                break;
        }
    }

    private void PaintLine(LineMark line, Color color, Legend legend)
    {
        var spots = Spots(line.X, line.Y);
        var stroke = Clip(Curves.ThinLine(spots, _box.Width));
        _shapes.Add(new Stroke(stroke, color, LineWidth, line.Dashed));
        legend.AvoidLine(stroke);

        var inside = (line.Markers ? spots : Curves.Lonely(spots)).Where(_box.Contains);
        _shapes.Add(new Dots(Curves.Spread([.. inside], 5), color, 7, Marker.Dot));
        if (line.Label is { } label)
        {
            legend.Add(label, at => [
                new Stroke([at with { X = at.X - 13 }, at with { X = at.X + 13 }], color, LineWidth, line.Dashed),
                new Dots(line.Markers ? [at] : [], color, 7, Marker.Dot)]);
        }
    }

    private void PaintPoints(PointsMark points, Color color, Legend legend)
    {
        var spots = Curves.ThinPoints([.. Spots(points.X, points.Y).Where(_box.Contains)]);
        legend.Avoid(spots);
        var crowd = Math.Log10(Math.Max(spots.Count, 100) / 100.0);
        var size = 7 - 1.5 * crowd;
        _shapes.AddRange(Markers(spots, Color.FromArgb((int)(255 * (1 - 0.35 * crowd)), color), size, points.Marker));
        if (points.Label is { } label)
        {
            legend.Add(label, at => Markers([at], color, 7, points.Marker));
        }
    }

    private static IEnumerable<Shape> Markers(IReadOnlyList<Spot> spots, Color color, double size, Marker marker) =>
        marker == Marker.Star
            ? spots.SelectMany(spot => new[] { Star(spot, 12, Color.White), Star(spot, 9, color) })
            : [new Dots(spots, color, size, marker)];

    private static Area Star(Spot center, double radius, Color color) => new(
        [.. Enumerable.Range(0, 10).Select(i => (Angle: Math.PI * i / 5, Radius: i % 2 == 0 ? radius : 0.45 * radius))
            .Select(corner => new Spot(
                center.X + corner.Radius * Math.Sin(corner.Angle),
                center.Y + corner.Radius * Math.Cos(corner.Angle)))],
        color);

    private void PaintThreshold(double x1, double y1, double x2, double y2, string? label, Color color, Legend legend)
    {
        var stroke = Clip([new Spot(x1, y1), new Spot(x2, y2)]);
        _shapes.Add(new Stroke(stroke, color, 1.5, Dashed: true));
        legend.AvoidLine(stroke);
        if (label is not null)
        {
            legend.Add(label, at => [
                new Stroke([at with { X = at.X - 13 }, at with { X = at.X + 13 }], color, 1.5, Dashed: true)]);
        }
    }

    private void PaintContours(ContoursMark contours)
    {
        var grid = contours.Grid;
        var xStep = (grid.XMax - grid.XMin) / (grid.Values.GetLength(1) - 1);
        var yStep = (grid.YMax - grid.YMin) / (grid.Values.GetLength(0) - 1);
        var levels = contours.Levels.Order().ToArray();
        for (var i = 0; i < levels.Length; i++)
        {
            var line = Curves.Contour(grid.Values, levels[i])
                .Select(spot => At(grid.XMin + spot.X * xStep, grid.YMin + spot.Y * yStep))
                .ToArray();
            var color = Blend(LowestContour, HighestContour, i / Math.Max(levels.Length - 1.0, 1));
            _shapes.Add(new Stroke(Clip(line), color, 1.3));
        }
    }

    private void PaintRegions(Grid grid)
    {
        var (rows, columns) = (grid.Values.GetLength(0), grid.Values.GetLength(1));
        var colors = Palette.Colors.Select(color => Blend(color, Color.White, 0.75)).ToArray();
        var pixels = new byte[_box.Height, _box.Width, 3];
        var nearest = Enumerable.Range(0, _box.Width)
            .Select(x => Nearest(_x.Value((x + 0.5) / _box.Width), grid.XMin, grid.XMax, columns))
            .ToArray();
        for (var y = 0; y < _box.Height; y++)
        {
            var row = Nearest(_y.Value(1 - (y + 0.5) / _box.Height), grid.YMin, grid.YMax, rows);
            for (var x = 0; x < _box.Width; x++)
            {
                var color = row >= 0 && nearest[x] >= 0 && grid.Values[row, nearest[x]] is >= 0 and < int.MaxValue and var index
                    ? colors[(int)index % colors.Length]
                    : Color.White;
                (pixels[y, x, 0], pixels[y, x, 1], pixels[y, x, 2]) = (color.R, color.G, color.B);
            }
        }

        _shapes.Add(new Picture(_box, pixels));

        static int Nearest(double value, double min, double max, int count)
        {
            var index = (int)Math.Round((value - min) / (max - min) * (count - 1));
            return index >= 0 && index < count ? index : -1;
        }
    }

    private void PaintText(TextMark mark, Color color, Legend legend)
    {
        var at = At(mark.X, mark.Y);
        if (!_box.Contains(at))
        {
            return;
        }

        var text = Write.OneLine(mark.Text);
        var width = Write.Width(text, LabelSize);
        var side = at.X + width + 10 > _box.Right ? Side.Right : Side.Left;
        var start = at with { X = at.X + (side == Side.Left ? 8 : -8), Y = at.Y + 10 };
        var end = start.X + (side == Side.Left ? width : -width);
        _shapes.Add(Write.Paper(Math.Min(start.X, end) - 3, start.Y - 9, width + 6, 18));
        _shapes.Add(new Caption(start, text, color, LabelSize, side));
        legend.AvoidLine([start, start with { X = end }]);
    }

    private void PaintAxes(IReadOnlyList<Tick> xTicks, IReadOnlyList<Tick> yTicks, Point corner)
    {
        PaintHairlines(AxisLine, [
            .. HorizontalLine(0, _box.Left, _box.Right),
            .. VerticalLine(0, _box.Bottom, _box.Top),
            .. xTicks.SelectMany(tick => VerticalLine(tick.At, _box.Bottom - Length(tick), _box.Bottom)),
            .. yTicks.SelectMany(tick => HorizontalLine(tick.At, _box.Left - Length(tick), _box.Left))]);
        foreach (var tick in xTicks)
        {
            PaintCaption(_box.Left + tick.At * _box.Width, _box.Bottom - TickLength - 10, tick.Label, TickSize, Side.Center);
        }

        foreach (var tick in yTicks)
        {
            PaintCaption(_box.Left - 2 * TickLength, _box.Bottom + tick.At * _box.Height, tick.Label, TickSize, Side.Right);
        }

        var (xMiddle, yMiddle) = (_box.Left + _box.Width / 2.0, _box.Bottom + _box.Height / 2.0);
        PaintCaption(xMiddle, _box.Bottom - 38, _chart.XLabel, LabelSize, Side.Center);
        PaintCaption(_box.Left - 2 * TickLength - _yTickWidth - 18, yMiddle, _chart.YLabel, LabelSize, Side.Center, upright: true);

        var title = Write.OneLine(_chart.Title);
        var room = 2 * Math.Min(xMiddle - corner.X, corner.X + _cell.Width - xMiddle) - 16;
        var size = Math.Clamp(TitleSize * room / Math.Max(Write.Width(title, TitleSize), 1), SmallestTitle, TitleSize);
        PaintCaption(xMiddle, _box.Top + 22, title, size, Side.Center);

        static int Length(Tick tick) => tick.Label is null ? TickLength / 2 : TickLength;
    }

    // Hairlines run through the middle of pixels; anywhere else they would be blurred.
    private Spot[] HorizontalLine(double at, double left, double right)
    {
        var y = Math.Round(_box.Bottom + at * _box.Height) + 0.5;
        return [new Spot(left, y), new Spot(right, y), Spot.Gap];
    }

    private Spot[] VerticalLine(double at, double bottom, double top)
    {
        var x = Math.Round(_box.Left + at * _box.Width) + 0.5;
        return [new Spot(x, bottom), new Spot(x, top), Spot.Gap];
    }

    private void PaintHairlines(Color color, Spot[] lines) => _shapes.Add(new Stroke(lines, color, 1));

    private void PaintCaption(double x, double y, string? text, double size, Side side, bool upright = false)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            _shapes.Add(new Caption(new Spot(x, y), Write.OneLine(text), Write.Ink, size, side, upright));
        }
    }

    private IReadOnlyList<Spot> Clip(IReadOnlyList<Spot> spots) =>
        Curves.Clip(spots, _box.Left, _box.Bottom, _box.Right, _box.Top);

    private static Color Blend(Color from, Color to, double part) => Color.FromArgb(
        (int)(from.R + part * (to.R - from.R)),
        (int)(from.G + part * (to.G - from.G)),
        (int)(from.B + part * (to.B - from.B)));
}
