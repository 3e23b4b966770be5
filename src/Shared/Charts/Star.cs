using ScottPlot;

using SkiaSharp;

namespace Examples.Shared.Charts;

/// <summary>The one shape of a point that ScottPlot lacks.</summary>
internal sealed class Star : IMarker
{
    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
    {
        using var path = new SKPath();
        path.AddPoly([.. Enumerable.Range(0, 10).Select(Corner)]);
        Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle);

        SKPoint Corner(int corner)
        {
            var (angle, radius) = (MathF.PI * corner / 5, size * (corner % 2 == 0 ? 1.1f : 0.45f));
            return new SKPoint(center.X + radius * MathF.Sin(angle), center.Y - radius * MathF.Cos(angle));
        }
    }
}
