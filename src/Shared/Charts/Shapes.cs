using System.Drawing;

namespace Examples.Shared.Charts;

/// <summary>A place in a figure in pixels, from the lower left corner. NaN interrupts a stroke.</summary>
internal readonly record struct Spot(double X, double Y)
{
    public static readonly Spot Gap = new(double.NaN, double.NaN);

    public bool IsGap => double.IsNaN(X) || double.IsNaN(Y);
}

/// <summary>A rectangle of whole pixels.</summary>
internal readonly record struct Box(int Left, int Bottom, int Width, int Height)
{
    public int Right => Left + Width;

    public int Top => Bottom + Height;

    public bool Contains(Spot spot) => spot.X >= Left && spot.X <= Right && spot.Y >= Bottom && spot.Y <= Top;
}

/// <summary>
/// What a renderer paints. A figure is nothing but shapes, so that axes, legends and texts look and lie the same
/// whichever renderer paints them.
/// </summary>
internal abstract record Shape(Color Color);

/// <summary>A line through spots.</summary>
internal sealed record Stroke(IReadOnlyList<Spot> Spots, Color Color, double Width, bool Dashed = false) : Shape(Color);

/// <summary>Equal markers, of any shape but a star.</summary>
internal sealed record Dots(IReadOnlyList<Spot> Spots, Color Color, double Size, Marker Marker) : Shape(Color);

/// <summary>A filled polygon.</summary>
internal sealed record Area(IReadOnlyList<Spot> Corners, Color Color) : Shape(Color);

/// <summary>A picture: red, green and blue of every pixel, the top row first.</summary>
internal sealed record Picture(Box Box, byte[,,] Pixels) : Shape(Color.Empty);

/// <summary>A line of text, centered vertically at its spot.</summary>
internal sealed record Caption(Spot At, string Text, Color Color, double Size, Side Side, bool Upright = false) : Shape(Color);

/// <summary>Which end of a text stands at its spot.</summary>
internal enum Side
{
    Left,
    Center,
    Right,
}
