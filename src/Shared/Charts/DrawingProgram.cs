using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Examples.Shared.Charts;

/// <summary>What a program that draws gave back.</summary>
/// <param name="Png">The picture; null if it failed.</param>
/// <param name="Errors">The lines of its standard error.</param>
internal sealed record Drawn(byte[]? Png, string[] Errors);

/// <summary>Programs that draw: a script on standard input, the picture on standard output.</summary>
internal static class DrawingProgram
{
    /// <summary>Draws a picture.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="script">What to draw, in its language.</param>
    /// <returns>The picture or the errors; null if the program is not installed.</returns>
    public static Drawn? Draw(string program, string[] arguments, ReadOnlySpan<byte> script)
    {
        using var process = Start(program, arguments);
        if (process is null)
        {
            return null;
        }

        // Both outputs are read while the script is written: a full pipe would stop the program, and then this.
        using var png = new MemoryStream();
        var output = process.StandardOutput.BaseStream.CopyToAsync(png);
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            using var input = process.StandardInput.BaseStream;
            input.Write(script);
        }
        catch (IOException)
        {
            // The program ended early; its errors say why.
        }

        output.Wait();
        process.WaitForExit();
        return new Drawn(
            process.ExitCode == 0 && png.Length > 0 ? png.ToArray() : null,
            errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    private static Process? Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardErrorEncoding = Encoding.UTF8,
            });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
