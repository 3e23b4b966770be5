using System.Drawing;

namespace Examples.Shared.Charts;

/// <summary>Draws charts as PNG files, with ScottPlot or with gnuplot, whichever belongs to the provider of torch.</summary>
public static partial class ChartRenderer
{
    /// <summary>Draws one chart, or several in a grid, row by row.</summary>
    /// <param name="path">The file to write; only this one is touched.</param>
    /// <param name="panels">The charts.</param>
    /// <param name="columns">Charts in a row; 0 chooses.</param>
    /// <param name="width">In pixels; 0 chooses.</param>
    /// <param name="height">In pixels; 0 chooses.</param>
    /// <exception cref="ChartException">The figure cannot be drawn or the file cannot be written.</exception>
    public static void Save(string path, IReadOnlyList<Chart> panels, int columns = 0, int width = 0, int height = 0)
    {
        var png = Draw(panels, Frame.Grid(panels.Count, columns, width, height));
        try
        {
            File.WriteAllBytes(path, png);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"Cannot write the figure {path}: {e.Message}", e);
        }
    }

    /// <returns>The figure as PNG.</returns>
    private static partial byte[] Draw(IReadOnlyList<Chart> panels, (int Columns, int Rows, Size Panel) grid);
}
