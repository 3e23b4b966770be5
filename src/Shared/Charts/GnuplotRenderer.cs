using System.Drawing;

namespace Examples.Shared.Charts;

public static partial class ChartRenderer
{
    private static partial byte[] Draw(IReadOnlyList<Chart> panels, (int Columns, int Rows, Size Panel) grid)
    {
        var drawn = DrawingProgram.Draw("gnuplot", ["--default-settings", "-"], new GnuplotScript(panels, grid).Bytes)
            ?? throw new ChartException("gnuplot is not installed: ./setup.sh installs it, or your package manager as gnuplot-nox.");

        // gnuplot repeats the line and points at a place in it before it says what is wrong.
        return drawn.Png ?? throw new ChartException("gnuplot could not draw the figure: "
            + drawn.Errors.FirstOrDefault(line => line.StartsWith("line ", StringComparison.Ordinal), "it said nothing"));
    }
}
