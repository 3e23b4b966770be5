using ScottPlot;

using SkiaSharp;

namespace Examples.Tests.Support;

/// <summary>A picture that was drawn, by its pixels.</summary>
internal sealed class Pixels
{
    private readonly SKColor[] _pixels;

    public Pixels(string file)
    {
        using var bitmap = SKBitmap.Decode(file) ?? throw new InvalidDataException($"{file} is no picture.");
        (Width, Height, _pixels) = (bitmap.Width, bitmap.Height, bitmap.Pixels);
    }

    /// <summary>What the head of a file says, without its pixels.</summary>
    public static (int Width, int Height) SizeOf(string file)
    {
        using var codec = SKCodec.Create(file) ?? throw new InvalidDataException($"{file} is no picture.");
        return (codec.Info.Width, codec.Info.Height);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Where a color stands, by the sum of the differences of its channels; points are a little transparent.</summary>
    public IReadOnlyList<(int X, int Y)> Find(Color color, int difference = 60) =>
    [
        .. from pixel in _pixels.Index()
           where Difference(pixel.Item, color) < difference
           select (pixel.Index % Width, pixel.Index / Width),
    ];

    private static int Difference(SKColor pixel, Color color) =>
        Math.Abs(pixel.Red - color.R) + Math.Abs(pixel.Green - color.G) + Math.Abs(pixel.Blue - color.B);
}
