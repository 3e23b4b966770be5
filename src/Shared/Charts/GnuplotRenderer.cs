using System.ComponentModel;
using System.Diagnostics;
using System.Drawing;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Examples.Shared.Charts;

// With gnuplot: a script and its data on standard input, the picture on standard output.
public static partial class ChartRenderer
{
    // A pixel in the points that the terminal measures type in, and the diameter of its round marker.
    private const double Points = 0.75;
    private const double Diameter = 7;

    private static partial byte[] Draw(Figure figure)
    {
        using var gnuplot = Start();
        using var png = new MemoryStream();

        // Both outputs are read while the script is written: a full pipe would stop gnuplot, and then this.
        var output = gnuplot.StandardOutput.BaseStream.CopyToAsync(png);
        var errors = gnuplot.StandardError.ReadToEndAsync();
        try
        {
            using var script = gnuplot.StandardInput;
            WriteScript(script, figure);
        }
        catch (IOException)
        {
            // gnuplot ended early; what it said is read below.
        }

        output.Wait();
        gnuplot.WaitForExit();
        return gnuplot.ExitCode == 0 && png.Length > 0
            ? png.ToArray()
            : throw new ChartException($"gnuplot failed: {FirstMessage(errors.Result)}");
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo("gnuplot", ["--default-settings", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = Encoding.UTF8,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ChartException("gnuplot is not installed. Install it with ./setup.sh, or `sudo apt install gnuplot-nox`.", e);
        }
    }

    /// <summary>
    /// One plot that fills the whole figure and has pixels as its coordinates. Texts come first because a plot command
    /// paints what was set before it; data follows the command, in the same order.
    /// </summary>
    private static void WriteScript(StreamWriter script, Figure figure)
    {
        script.Write(Invariant($"""
            set encoding utf8
            set terminal pngcairo noenhanced background rgb 'white' font 'Sans' rounded size {figure.Width},{figure.Height}
            unset border; unset tics; unset key
            set lmargin at screen 0; set rmargin at screen 1; set bmargin at screen 0; set tmargin at screen 1
            set xrange [0:{figure.Width}]
            set yrange [0:{figure.Height}]
            
            """));
        foreach (var caption in figure.Shapes.OfType<Caption>())
        {
            var side = caption.Side switch { Side.Left => "left", Side.Center => "center", _ => "right" };
            script.Write(Invariant($"set label {Quote(caption.Text)} at {caption.At.X:F1},{caption.At.Y:F1} {side} "));
            script.Write(Invariant($"font ',{Points * caption.Size:F1}' tc rgb {Hex(caption.Color)} rotate by {(caption.Upright ? 90 : 0)} front\n"));
        }

        // An empty figure still needs a plot command.
        var shapes = figure.Shapes.Where(shape => shape is not Caption).ToArray();
        script.Write("plot ");
        script.Write(string.Join(", ", shapes.Select(Plot)));
        script.Write("\n");
        foreach (var shape in shapes)
        {
            WriteData(script, shape);
        }
    }

    private static string Plot(Shape shape) => shape switch
    {
        Stroke stroke => Invariant(
            $"'-' with lines lw {stroke.Width} dt {(stroke.Dashed ? "(14,10)" : "solid")} lc rgb {Hex(stroke.Color)}"),
        Dots dots => Invariant(
            $"'-' with points pt {PointType(dots.Marker)} ps {dots.Size / Diameter:F2} lw 1.5 lc rgb {Hex(dots.Color)}"),
        Area area => $"'-' with filledcurves closed fc rgb {Hex(area.Color)} fs solid noborder",
        Picture picture => Invariant(
            $"'-' binary array=({picture.Box.Width},{picture.Box.Height}) flipy format='%uchar' ")
            + Invariant($"origin=({picture.Box.Left + 0.5},{picture.Box.Bottom + 0.5}) dx=1 dy=1 with rgbimage"),
        _ => throw new NotSupportedException(shape.ToString()),
    };

    private static void WriteData(StreamWriter script, Shape shape)
    {
        switch (shape)
        {
            case Stroke stroke:
                WriteSpots(script, stroke.Spots);
                break;
            case Dots dots:
                WriteSpots(script, dots.Spots);
                break;
            case Area area:
                WriteSpots(script, area.Corners);
                break;
            case Picture picture:
                script.Flush();
                script.BaseStream.Write(MemoryMarshal.CreateSpan(ref picture.Pixels[0, 0, 0], picture.Pixels.Length));
                break;
        }
    }

    private static void WriteSpots(StreamWriter script, IReadOnlyList<Spot> spots)
    {
        foreach (var spot in spots)
        {
            script.Write(spot.IsGap ? "\n" : string.Create(CultureInfo.InvariantCulture, $"{spot.X:F2} {spot.Y:F2}\n"));
        }

        script.Write("e\n");
    }

    private static int PointType(Marker marker) => marker switch
    {
        Marker.Circle => 6,
        Marker.Cross => 2,
        Marker.Square => 5,
        Marker.Triangle => 9,
        _ => 7,
    };

    /// <summary>
    /// In single quotes, where gnuplot takes every character for itself. Its own escape for the quote, doubling it,
    /// fails where two follow each other, so the typographic one takes its place.
    /// </summary>
    private static string Quote(string text) => $"'{text.Replace('\'', '’')}'";

    /// <summary>As gnuplot writes colors: 00 is opaque.</summary>
    private static string Hex(Color color) => $"'#{255 - color.A:X2}{color.R:X2}{color.G:X2}{color.B:X2}'";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string FirstMessage(string errors)
    {
        var message = Message().Match(errors);
        return message.Success ? message.Groups[1].Value
            : errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault("it said nothing");
    }

    [GeneratedRegex(@"line \d+: (.+)")]
    private static partial Regex Message();
}
