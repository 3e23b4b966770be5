using ScottPlot;
using ScottPlot.LayoutEngines;
using ScottPlot.Panels;

using SkiaSharp;

namespace Examples.Shared.Charts;

/// <summary>Charts beside each other, row by row.</summary>
/// <param name="panels">The charts; at least one.</param>
public sealed class Figure(params Chart[] panels) : Picture
{
    private static readonly Lazy<Task> s_ready = new(() => Task.Run(() =>
        new Figure(new Chart("", "x", "y").Line([0, 1], [0, 1], "line").Points([0, 1], [0, 1])).Png(1)));

    private readonly (int Columns, int Rows, int Width, int Height) _grid = LayoutOf(panels);

    /// <summary>
    /// Draws one in vain, on another thread: .NET takes a fifth of a second to compile what draws, in which libtorch can load
    /// and train. What goes wrong with it will go wrong again, and be said, when a figure is drawn.
    /// </summary>
    public static Task MakeReady() => s_ready.Value;

    public override string Description => string.Join(' ', panels.Select(panel => panel.Description));

    internal override SKSizeI Size => new(_grid.Columns * _grid.Width, _grid.Rows * _grid.Height);

    internal override void Paint(SKCanvas canvas)
    {
        var (columns, rows, width, height) = _grid;
        var figure = new Multiplot();
        Plot[] plots = [.. panels.Select(panel => panel.Styled(width, height))];
        foreach (var row in plots.Chunk(columns))
        {
            Align(row, width, height);
        }

        figure.Reset(plots[0]);
        figure.Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns);
        Array.ForEach(plots[1..], figure.AddPlot);

        // Blank plots fill the last row, which would be transparent.
        for (var i = panels.Length; i < columns * rows; i++)
        {
            var blank = new Plot();
            blank.HideAxesAndGrid();
            figure.AddPlot(blank);
        }

        figure.Render(canvas, new PixelRect(0, Size.Width, Size.Height, 0));
    }

    /// <summary>Lets plots end at one height, also where only some have a legend below; those of a fixed shape keep it.</summary>
    private static void Align(Plot[] plots, int width, int height)
    {
        Plot[] free = [.. plots.Where(plot => plot.Layout.LayoutEngine is Automatic)];
        if (free.Select(plot => plot.Axes.GetPanels().OfType<LegendPanel>().Any()).Distinct().Count() < 2)
        {
            return;
        }

        // Where a plot ends shows when it is drawn.
        Array.ForEach(free, plot => plot.RenderInMemory(width, height));
        var bottom = free.Min(plot => plot.LastRender.DataRect.Bottom);
        foreach (var (plot, rect) in free.Select(plot => (plot, plot.LastRender.DataRect)))
        {
            plot.Layout.Fixed(new PixelPadding(rect.Left, width - rect.Right, height - bottom, rect.Top));
        }
    }

    private static (int Columns, int Rows, int Width, int Height) LayoutOf(Chart[] panels)
    {
        var columns = panels.Length switch { 4 => 2, <= 9 => Math.Min(3, panels.Length), _ => 4 };
        var rows = (panels.Length + columns - 1) / columns;
        var (width, height) = columns switch
        {
            1 => (900, 600),
            2 => (640, 500),
            4 => (400, 360),
            _ => (500, rows == 1 ? 520 : 480),
        };
        return (columns, rows, width, panels.Select(panel => panel.HeightOf(width)).Max() ?? height);
    }
}
