using ScottPlot;

namespace Examples.Shared.Charts;

/// <summary>Charts beside each other, as one picture.</summary>
public static class Figure
{
    /// <summary>Whether there is a font for its text.</summary>
    public static bool CanBeDrawn => Typefaces.Family is not null;

    /// <summary>Writes a figure as PNG.</summary>
    /// <param name="path">The file to write; only this one is touched.</param>
    /// <param name="panels">The charts, row by row.</param>
    /// <exception cref="NoFontException">No font is installed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, params Chart[] panels)
    {
        if (!CanBeDrawn)
        {
            throw new NoFontException();
        }

        var (columns, rows, width, height) = Layout(panels.Length);

        // Blank plots fill the last row, which would be transparent.
        Plot[] plots = [.. panels.Select(panel => panel.Styled(width, height)), .. Enumerable.Range(panels.Length, columns * rows - panels.Length).Select(_ => Blank())];
        var figure = new Multiplot();
        figure.Reset(plots[0]);
        figure.Layout = new ScottPlot.MultiplotLayouts.Grid(rows, columns);
        Array.ForEach(plots[1..], figure.AddPlot);
        using var image = figure.Render(columns * width, rows * height);
        File.WriteAllBytes(path, image.GetImageBytes(ImageFormat.Png));
    }

    private static (int Columns, int Rows, int Width, int Height) Layout(int panels)
    {
        var columns = panels switch { 4 => 2, <= 9 => Math.Min(3, panels), _ => 4 };
        var rows = (panels + columns - 1) / columns;
        var (width, height) = columns switch
        {
            1 => (900, 600),
            2 => (640, 500),
            _ => (500, rows == 1 ? 520 : 480),
        };
        return (columns, rows, width, height);
    }

    private static Plot Blank()
    {
        var plot = new Plot();
        plot.HideAxesAndGrid();
        return plot;
    }
}
