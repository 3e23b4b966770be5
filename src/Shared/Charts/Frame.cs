using System.Drawing;

namespace Examples.Shared.Charts;

/// <summary>What a chart needs to know about its data before a library draws it: size, ranges, a free corner.</summary>
internal static class Frame
{
    // Beyond, a range with some room around it would overflow.
    private const double Largest = 1e250;

    private const int Samples = 200;

    // A legend may cover this part of a curve.
    private const double Tolerated = 0.03;

    /// <summary>The grid of a figure and the size of one of its panels; zeros choose.</summary>
    public static (int Columns, int Rows, Size Panel) Grid(int panels, int columns, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfZero(panels);
        columns = Math.Min(panels, columns > 0 ? columns : panels switch { 4 => 2, <= 9 => 3, _ => 4 });
        var rows = (panels + columns - 1) / columns;
        var (panelWidth, panelHeight) = columns switch
        {
            1 => (900, rows == 1 ? 600 : 400),
            2 => (640, 500),
            _ => (500, rows == 1 ? 520 : 480),
        };
        return (columns, rows, new Size(width > 0 ? width / columns : panelWidth, height > 0 ? height / rows : panelHeight));
    }

    /// <summary>The marks with their colors: their own, or the palette's next one for lines and points.</summary>
    public static IEnumerable<(Mark Mark, Color Color)> Colored(Chart chart)
    {
        var next = 0;
        return [.. chart.Marks.Select(mark => (mark, mark.Color ?? mark switch
        {
            LineMark or PointsMark => Palette.Colors[next++ % Palette.Colors.Count],
            TextMark => Palette.Black,
            _ => Color.DimGray,
        }))];
    }

    /// <summary>The color of a class's region; white for a value that is no class.</summary>
    public static Color RegionColor(double index)
    {
        var color = index is >= 0 and < int.MaxValue ? Palette.Colors[(int)index % Palette.Colors.Count] : Color.White;
        return Color.FromArgb(Lighter(color.R), Lighter(color.G), Lighter(color.B));

        static int Lighter(int part) => 255 - (255 - part) / 4;
    }

    /// <summary>In pixels: longer titles are smaller, to stay within their panel.</summary>
    public static double TitleSize(Chart chart, Size panel) => Math.Clamp(2.0 * panel.Width / Math.Max(chart.Title.Length, 1), 12, 19);

    /// <summary>The significant digits that tell the ticks of a range apart.</summary>
    public static int Digits(double min, double max) =>
        Math.Max(6, (int)Math.Log10(Math.Max(Math.Abs(min), Math.Abs(max)) / (max - min)) + 3);

    /// <summary>Whether a logarithmic axis with this scaled range needs powers of ten as labels instead of plain numbers.</summary>
    public static bool IsWide(double min, double max) => min < -4.5 || max > 5.5;

    /// <summary>Without line breaks and other control characters.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));

    /// <summary>From 0 for up to a hundred points to 1 for ten thousand.</summary>
    public static double Crowd(int points) => Math.Log10(Math.Clamp(points, 100, 10000) / 100.0) / 2;

    /// <summary>Whether a line has markers: if asked for, or if it is only one point and would not be seen without.</summary>
    public static bool HasMarkers(Chart chart, LineMark line) =>
        line.Markers || line.Y.Count(y => double.IsFinite(Scaled(y, chart.LogY))) == 1;

    /// <summary>Whether contours can be drawn at all.</summary>
    public static bool HasLines(ContoursMark contours) =>
        contours.Levels.Any(double.IsFinite) && contours.Grid.Values.Cast<double>().Any(double.IsFinite);

    /// <summary>A value as its axis measures it, log₁₀ on a logarithmic one; NaN if the axis cannot show it.</summary>
    public static double Scaled(double value, bool log) =>
        !(Math.Abs(value) < Largest) || (log && !(value > 1 / Largest)) ? double.NaN : log ? Math.Log10(value) : value;

    /// <summary>Both axes' ranges, scaled: as the chart says, or as its grids are, or else with room around its marks.</summary>
    public static (double Left, double Right, double Bottom, double Top) Ranges(Chart chart)
    {
        var grids = chart.Marks.Select(mark => (mark as ContoursMark)?.Grid ?? (mark as RegionsMark)?.Grid).OfType<Grid>().ToArray();
        var (left, right) = grids.Length > 0
            ? Range(chart.LogX, chart.XRange, grids.SelectMany(grid => new[] { grid.XMin, grid.XMax }), 0)
            : Range(chart.LogX, chart.XRange, chart.Marks.SelectMany(XValues), 0.03);
        var (bottom, top) = grids.Length > 0
            ? Range(chart.LogY, chart.YRange, grids.SelectMany(grid => new[] { grid.YMin, grid.YMax }), 0)
            : Range(chart.LogY, chart.YRange, chart.Marks.SelectMany(YValues), 0.05);
        return (left, right, bottom, top);
    }

    /// <summary>The corner of the plot where a legend covers the smallest part of the marks, taken together.</summary>
    /// <param name="chart">Its labels and marks.</param>
    /// <param name="panel">Its size in pixels.</param>
    /// <returns>Null if no corner is free: the legend then goes below the plot, unless that would change its shape.</returns>
    public static (bool Top, bool Right)? FreeCorner(Chart chart, Size panel)
    {
        string[] labels = [.. chart.Marks.Select(mark => mark.Label).OfType<string>()];
        var width = (60 + 8.0 * labels.Select(label => label.Length).DefaultIfEmpty().Max()) / (panel.Width - 100);
        var height = (25 + 20.0 * labels.Length) / (panel.Height - 120);
        var (left, right, bottom, top) = Ranges(chart);
        var (covered, best) = new (bool Top, bool Right)[] { (true, true), (true, false), (false, true), (false, false) }
            .Select(corner => (Covered: chart.Marks.Sum(mark => Spots(mark).Select(spot => Covered(spot, corner)).DefaultIfEmpty().Average()), corner))
            .MinBy(candidate => candidate.Covered);
        return covered <= Tolerated || chart.EqualAxes ? best : null;

        double Covered((double X, double Y) spot, (bool Top, bool Right) corner)
        {
            var x = (spot.X - left) / (right - left);
            var y = (spot.Y - bottom) / (top - bottom);
            return (corner.Right ? 1 - x : x) < width && (corner.Top ? 1 - y : y) < height ? 1 : 0;
        }

        IEnumerable<(double X, double Y)> Spots(Mark mark) => mark switch
        {
            PointsMark points => points.X.Zip(points.Y, (x, y) => (X(x), Y(y))),
            LineMark line => Along([.. line.X.Select(X)], [.. line.Y.Select(Y)]),
            HorizontalMark line => Along([left, right], [Y(line.Y), Y(line.Y)]),
            VerticalMark line => Along([X(line.X), X(line.X)], [bottom, top]),
            TextMark text => [(X(text.X), Y(text.Y))],
            _ => [],
        };

        double X(double x) => Scaled(x, chart.LogX);
        double Y(double y) => Scaled(y, chart.LogY);
    }

    // A line of two points covers more than two spots.
    private static IEnumerable<(double X, double Y)> Along(double[] x, double[] y)
    {
        for (var i = 0; i < Samples && x.Length > 0; i++)
        {
            var (from, rest) = Math.DivRem((long)i * (x.Length - 1), Samples - 1);
            var to = Math.Min(from + 1, x.Length - 1);
            var part = rest / (Samples - 1.0);
            yield return (x[from] + part * (x[to] - x[from]), y[from] + part * (y[to] - y[from]));
        }
    }

    private static (double Min, double Max) Range(bool log, (double Min, double Max)? asked, IEnumerable<double> values, double room)
    {
        double[] shown = [.. (asked is { } given ? [given.Min, given.Max] : values).Select(value => Scaled(value, log)).Where(double.IsFinite)];
        if (shown.Length == 0)
        {
            return (0, 1);
        }

        var (min, max) = (shown.Min(), shown.Max());
        if (max - min <= 1e-9 * Math.Max(Math.Abs(min), Math.Abs(max)))
        {
            var around = min == 0 || log ? 1 : 0.1 * Math.Abs(min);
            return (min - around, max + around);
        }

        if (asked is not null)
        {
            return (min, max);
        }

        room *= max - min;
        (min, max) = (min - room, max + room);

        // A logarithmic axis labels powers of ten: it shows two of them at least.
        while (log && Math.Floor(max) - Math.Ceiling(min) < 1)
        {
            var (lower, upper) = (Math.Ceiling(min) - 1.02, Math.Floor(max) + 1.02);
            (min, max) = upper - max < min - lower ? (min, upper) : (lower, max);
        }

        return (min, max);
    }

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
}
