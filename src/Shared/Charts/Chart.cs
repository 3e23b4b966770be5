using System.Drawing;

using static TorchSharp.torch;

namespace Examples.Shared.Charts;

/// <summary>
/// What one chart shows: axes and marks, in the order in which they are painted. How it is painted is the
/// renderer's business (<see cref="ChartRenderer"/>).
/// </summary>
/// <param name="title">Above the chart.</param>
/// <param name="xLabel">Below the x axis.</param>
/// <param name="yLabel">Beside the y axis.</param>
public sealed class Chart(string title, string xLabel, string yLabel)
{
    private readonly List<Mark> _marks = [];

    public string Title { get; } = title;
    public string XLabel { get; } = xLabel;
    public string YLabel { get; } = yLabel;

    /// <summary>The marks, first painted first.</summary>
    public IReadOnlyList<Mark> Marks => _marks;

    /// <summary>A logarithmic x axis; values that are not positive are left out.</summary>
    public bool LogX { get; init; }

    /// <summary>A logarithmic y axis; values that are not positive are left out.</summary>
    public bool LogY { get; init; }

    /// <summary>One unit is as long on x as on y, as contours and decision regions need it.</summary>
    public bool EqualAxes { get; init; }

    /// <summary>The range of the x axis; null fits the marks.</summary>
    public (double Min, double Max)? XRange { get; init; }

    /// <summary>The range of the y axis; null fits the marks.</summary>
    public (double Min, double Max)? YRange { get; init; }

    /// <summary>A line through points. NaN or ∞ leaves a gap. The label goes to the legend; null stays out of it.</summary>
    public Chart Line(double[] x, double[] y, string? label = null, Color? color = null, bool dashed = false, bool markers = false) =>
        Add(new LineMark(x, SameLength(y, x), label, color, dashed, markers));

    /// <inheritdoc cref="Line(double[], double[], string?, Color?, bool, bool)"/>
    /// <remarks>Tensors of any shape, flattened, of equal element counts.</remarks>
    public Chart Line(Tensor x, Tensor y, string? label = null, Color? color = null, bool dashed = false, bool markers = false) =>
        Line(x.Numbers(), y.Numbers(), label, color, dashed, markers);

    /// <summary>Points without a line between them.</summary>
    public Chart Points(double[] x, double[] y, string? label = null, Color? color = null, Marker marker = Marker.Dot) =>
        Add(new PointsMark(x, SameLength(y, x), label, color, marker));

    /// <inheritdoc cref="Points(double[], double[], string?, Color?, Marker)"/>
    /// <remarks>Tensors of any shape, flattened, of equal element counts.</remarks>
    public Chart Points(Tensor x, Tensor y, string? label = null, Color? color = null, Marker marker = Marker.Dot) =>
        Points(Thinning.Points(x), Thinning.Points(y), label, color, marker);

    /// <summary>A dashed line across the chart at a height, such as a noise floor or a threshold; gray by default.</summary>
    public Chart Horizontal(double y, string? label = null, Color? color = null) =>
        Add(new HorizontalMark(y, label, color));

    /// <summary>A dashed line up the chart, such as a decision threshold; gray by default.</summary>
    public Chart Vertical(double x, string? label = null, Color? color = null) =>
        Add(new VerticalMark(x, label, color));

    /// <summary>Contour lines of a function at the given levels.</summary>
    public Chart Contours(Grid grid, double[] levels) =>
        Add(new ContoursMark(grid, levels));

    /// <summary>
    /// Decision regions: the plane colored by class. Each value of the grid is a class index from 0 on; the color of
    /// class k is <see cref="Palette"/>'s k-th, lightened, so that points in the full color stand out on it.
    /// </summary>
    public Chart Regions(Grid grid) =>
        Add(new RegionsMark(grid));

    /// <summary>A short remark beside a point.</summary>
    public Chart Text(double x, double y, string text, Color? color = null) =>
        Add(new TextMark(x, y, text, color));

    private static double[] SameLength(double[] y, double[] x)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length, nameof(y));
        return y;
    }

    private Chart Add(Mark mark)
    {
        _marks.Add(mark);
        return this;
    }
}

/// <summary>The shape of a point.</summary>
public enum Marker
{
    Dot,
    Circle,
    Cross,
    Square,
    Triangle,
    Star,
}

/// <summary>A function's values over a rectangle, on a regular grid that includes the rectangle's borders.</summary>
/// <param name="XMin">Where the first column stands.</param>
/// <param name="XMax">Where the last column stands.</param>
/// <param name="YMin">Where the first row stands: row 0 is the lowest.</param>
/// <param name="YMax">Where the last row stands.</param>
/// <param name="Values">Rows along y, columns along x.</param>
public sealed record Grid(double XMin, double XMax, double YMin, double YMax, double[,] Values)
{
    /// <summary>Evaluates a function on all points of the grid in one call.</summary>
    /// <param name="x">Range of x.</param>
    /// <param name="y">Range of y.</param>
    /// <param name="function">From coordinates, shape (points, 2), columns x and y, to values, points in all.</param>
    /// <param name="steps">Points along each side.</param>
    public static Grid Of((double Min, double Max) x, (double Min, double Max) y, Func<Tensor, Tensor> function, int steps = 200)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var xs = linspace(x.Min, x.Max, steps).repeat(steps);
        var ys = linspace(y.Min, y.Max, steps).repeat_interleave(steps);
        var numbers = function(stack([xs, ys], dim: 1)).Numbers();
        ArgumentOutOfRangeException.ThrowIfNotEqual(numbers.Length, steps * steps, nameof(function));
        var values = new double[steps, steps];
        Buffer.BlockCopy(numbers, 0, values, 0, numbers.Length * sizeof(double));
        return new Grid(x.Min, x.Max, y.Min, y.Max, values);
    }
}

/// <summary>One thing painted on a chart.</summary>
public abstract record Mark(string? Label, Color? Color);

public sealed record LineMark(double[] X, double[] Y, string? Label, Color? Color, bool Dashed, bool Markers) : Mark(Label, Color);

public sealed record PointsMark(double[] X, double[] Y, string? Label, Color? Color, Marker Marker) : Mark(Label, Color);

public sealed record HorizontalMark(double Y, string? Label, Color? Color) : Mark(Label, Color);

public sealed record VerticalMark(double X, string? Label, Color? Color) : Mark(Label, Color);

public sealed record ContoursMark(Grid Grid, double[] Levels) : Mark(null, null);

public sealed record RegionsMark(Grid Grid) : Mark(null, null);

public sealed record TextMark(double X, double Y, string Text, Color? Color) : Mark(null, Color);
