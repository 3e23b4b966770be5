using ScottPlot;

namespace Examples.Shared.Charts;

/// <summary>What is drawn on a chart and where, in units of its axes, and whether all of it is whole numbers.</summary>
internal sealed class Drawn
{
    private readonly List<Coordinates> _points = [];
    private readonly List<double> _horizontals = [];
    private readonly List<double> _verticals = [];
    private bool _xIsWhole = true;
    private bool _yIsWhole = true;

    /// <summary>Whether there are points, and all have a whole x.</summary>
    public bool XIsWhole => _xIsWhole && _points.Count > 0;

    /// <summary>Whether there are points, all have a whole y, and no line lies across the chart.</summary>
    public bool YIsWhole => _yIsWhole && _points.Count > 0 && _horizontals is [];

    /// <summary>Adds points, and what lies between one and the next: a line of two points covers more than these.</summary>
    public void Add(Coordinates[] points)
    {
        const int Between = 200;
        _xIsWhole &= points.All(point => double.IsInteger(point.X) || double.IsNaN(point.X));
        _yIsWhole &= points.All(point => double.IsInteger(point.Y) || double.IsNaN(point.Y));
        var every = Math.Max(1, points.Length / 1000);
        var between = Math.Max(1, Between / Math.Max(1, points.Length));
        for (var i = 0; i < points.Length; i += every)
        {
            var next = points[Math.Min(i + 1, points.Length - 1)];
            for (var part = 0; part < between; part++)
            {
                var point = new Coordinates(
                    points[i].X + (next.X - points[i].X) * part / between,
                    points[i].Y + (next.Y - points[i].Y) * part / between);
                if (double.IsFinite(point.X + point.Y))
                {
                    _points.Add(point);
                }
            }
        }
    }

    /// <summary>Adds a line across the whole chart.</summary>
    public void AddHorizontal(double y) => _horizontals.Add(y);

    /// <summary>Adds a line up the whole chart.</summary>
    public void AddVertical(double x) => _verticals.Add(x);

    /// <summary>The corner in which a legend covers least of what is drawn.</summary>
    /// <param name="limits">Of the axes.</param>
    /// <param name="width">Of the legend, as a part of the axes' width.</param>
    /// <param name="height">Of the legend, as a part of the axes' height.</param>
    /// <returns>The corner, and which part of what is drawn the legend covers there.</returns>
    public (Alignment Corner, double Covered) FreestCorner(AxisLimits limits, double width, double height)
    {
        Coordinates[] spots =
        [
            .. _points,
            .. from y in _horizontals
               from i in Enumerable.Range(0, 100)
               select new Coordinates(limits.Left + limits.HorizontalSpan * i / 100, y),
            .. from x in _verticals
               from i in Enumerable.Range(0, 100)
               select new Coordinates(x, limits.Bottom + limits.VerticalSpan * i / 100),
        ];
        return new[] { Alignment.UpperRight, Alignment.UpperLeft, Alignment.LowerRight, Alignment.LowerLeft }
            .Select(corner => (corner, Covered: spots.Count(spot => IsIn(corner, spot)) / (double)Math.Max(1, spots.Length)))
            .MinBy(candidate => candidate.Covered);

        bool IsIn(Alignment corner, Coordinates spot)
        {
            var (x, y) = ((spot.X - limits.Left) / limits.HorizontalSpan, (spot.Y - limits.Bottom) / limits.VerticalSpan);
            return (corner is Alignment.UpperRight or Alignment.LowerRight ? 1 - x : x) < width
                && (corner is Alignment.UpperRight or Alignment.UpperLeft ? 1 - y : y) < height;
        }
    }
}
