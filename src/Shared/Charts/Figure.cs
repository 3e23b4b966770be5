using System.Drawing;

namespace Examples.Shared.Charts;

/// <summary>One chart, or several in a grid, laid out and turned into shapes.</summary>
internal sealed class Figure
{
    private readonly List<Shape> _shapes = [];

    /// <param name="panels">The charts, row by row.</param>
    /// <param name="columns">Charts in a row; 0 chooses.</param>
    /// <param name="width">In pixels; 0 chooses.</param>
    /// <param name="height">In pixels; 0 chooses.</param>
    public Figure(IReadOnlyList<Chart> panels, int columns, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfZero(panels.Count);
        columns = Math.Min(panels.Count, columns > 0 ? columns : panels.Count switch { 4 => 2, <= 9 => 3, _ => 4 });
        var rows = (panels.Count + columns - 1) / columns;
        var (cellWidth, cellHeight) = columns switch
        {
            1 => (900, rows == 1 ? 600 : 400),
            2 => (640, 500),
            _ => (500, rows == 1 ? 520 : 480),
        };
        Width = width > 0 ? width : columns * cellWidth;
        Height = height > 0 ? height : rows * cellHeight;

        var cell = new Size(Width / columns, Height / rows);
        var painted = panels.Select(panel => new Panel(panel, cell)).ToArray();
        for (var i = 0; i < painted.Length; i++)
        {
            var corner = new Point(i % columns * cell.Width, Height - (i / columns + 1) * cell.Height);
            painted[i].Paint(_shapes, corner, painted.Where((_, other) => other % columns == i % columns).Max(panel => panel.LeftMargin));
        }

        _shapes.RemoveAll(shape => shape is Stroke { Spots.Count: 0 } or Dots { Spots.Count: 0 });
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>First painted first; captions are painted above all else.</summary>
    public IReadOnlyList<Shape> Shapes => _shapes;
}
