using System.ComponentModel;
using System.Diagnostics;
using System.Drawing;

namespace Examples.Shared.Charts;

// With gnuplot: a script on its standard input, the picture on its standard output.
public static partial class ChartRenderer
{
    private static partial byte[] Draw(IReadOnlyList<Chart> panels, (int Columns, int Rows, Size Panel) grid)
    {
        var script = new GnuplotScript(panels, grid);
        using var gnuplot = Start();
        using var png = new MemoryStream();

        // Both outputs are read while the script is written: a full pipe would stop gnuplot, and then this.
        var output = gnuplot.StandardOutput.BaseStream.CopyToAsync(png);
        var errors = gnuplot.StandardError.ReadToEndAsync();
        try
        {
            using var input = gnuplot.StandardInput.BaseStream;
            input.Write(script.Bytes);
        }
        catch (IOException)
        {
            // gnuplot ended early; what it said is read below.
        }

        output.Wait();
        gnuplot.WaitForExit();
        return gnuplot.ExitCode == 0 && png.Length > 0
            ? png.ToArray()
            : throw new ChartException($"gnuplot could not draw the figure: {Complaint(errors.Result)}");
    }

    private static Process Start()
    {
        try
        {
            return Process.Start(new ProcessStartInfo("gnuplot", ["--default-settings", "-"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception e)
        {
            throw new ChartException("gnuplot is not installed: ./setup.sh installs it, or your package manager as gnuplot-nox.", e);
        }
    }

    // gnuplot repeats the line and points at a place in it before it says what is wrong.
    private static string Complaint(string errors) => errors
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .FirstOrDefault(line => line.StartsWith("line ", StringComparison.Ordinal), "it said nothing");
}
