using System.Text;

using SkiaSharp;

namespace Examples.Shared.Charts;

/// <summary>What can be painted: as pixels of any scale, or as vectors.</summary>
public abstract class Picture
{
    /// <summary>Whether there is a font for its text.</summary>
    public static bool CanBeDrawn => Typefaces.Family is not null;

    /// <summary>What it shows, for those who cannot see it.</summary>
    public abstract string Description { get; }

    /// <summary>In pixels at scale 1.</summary>
    internal abstract SKSizeI Size { get; }

    /// <summary>Writes it as PNG or as SVG.</summary>
    /// <param name="path">The file to write; only this one is touched.</param>
    /// <param name="svg">Whether as SVG.</param>
    /// <param name="scale">Pixels of a PNG for one of <see cref="Size"/>.</param>
    /// <exception cref="NoFontException">No font is installed.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path, bool svg = false, double scale = 1)
    {
        if (!CanBeDrawn)
        {
            throw new NoFontException();
        }

        File.WriteAllBytes(path, svg ? Svg() : Png(scale));
    }

    /// <summary>As SVG.</summary>
    public byte[] Svg()
    {
        using var stream = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Size.Width, Size.Height), stream))
        {
            Paint(canvas);
        }

        // Heatmaps and pictures have square pixels, as in a PNG, and where the font is not there, it is another like it.
        var svg = Encoding.UTF8.GetString(stream.ToArray());
        return Encoding.UTF8.GetBytes(svg
            .Replace("<image ", "<image image-rendering=\"pixelated\" ")
            .Replace($"font-family=\"{Typefaces.Family}\"", $"font-family=\"{Typefaces.Family}, sans-serif\""));
    }

    /// <summary>Paints it at scale 1.</summary>
    internal abstract void Paint(SKCanvas canvas);

    private protected byte[] Png(double scale)
    {
        using var bitmap = new SKBitmap((int)(Size.Width * scale), (int)(Size.Height * scale));
        using var canvas = new SKCanvas(bitmap);
        canvas.Scale((float)scale);
        Paint(canvas);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
