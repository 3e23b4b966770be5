using ScottPlot;

using SkiaSharp;

namespace Examples.Tests.Support;

/// <summary>A picture that was drawn, by its pixels.</summary>
internal sealed class Pixels : IDisposable
{
    private readonly SKBitmap _bitmap;

    public Pixels(string file) => _bitmap = SKBitmap.Decode(file) ?? throw new InvalidDataException($"{file} is no picture.");

    public static (int Width, int Height) SizeOf(string file)
    {
        using var picture = new Pixels(file);
        return (picture.Width, picture.Height);
    }

    public int Width => _bitmap.Width;

    public int Height => _bitmap.Height;

    /// <summary>Where a color stands, by the sum of the differences of its channels; points are a little transparent.</summary>
    public IReadOnlyList<(int X, int Y)> Find(Color color, int difference = 60) =>
    [
        .. from y in Enumerable.Range(0, Height)
           from x in Enumerable.Range(0, Width)
           where Difference(_bitmap.GetPixel(x, y), color) < difference
           select (x, y),
    ];

    private static int Difference(SKColor pixel, Color color) =>
        Math.Abs(pixel.Red - color.R) + Math.Abs(pixel.Green - color.G) + Math.Abs(pixel.Blue - color.B);

    public void Dispose() => _bitmap.Dispose();
}
