using System.Text;

namespace Examples;

/// <summary>Notes that cannot be written, to a closed or full standard error, are lost; the run is not.</summary>
/// <param name="inner">Where they go.</param>
internal sealed class ForgivingWriter(TextWriter inner) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    /// <summary>Standard error, or nothing if it is closed.</summary>
    public static TextWriter OfStandardError()
    {
        try
        {
            return new ForgivingWriter(Console.Error);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Null;
        }
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        try
        {
            inner.Write(value);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    public override void WriteLine(string? value) => Write(value + Environment.NewLine);
}
