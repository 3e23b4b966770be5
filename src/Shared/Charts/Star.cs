using ScottPlot;

using SkiaSharp;

namespace Examples.Shared.Charts;

/// <summary>The one shape of a point that ScottPlot lacks.</summary>
internal sealed class Star : IMarker
{
    public void Render(SKCanvas canvas, Paint paint, Pixel center, float size, MarkerStyle markerStyle)
    {
        using var path = new SKPath();
        path.AddPoly([.. Enumerable.Range(0, 10).Select(corner => (Angle: MathF.PI * corner / 5, Radius: size * (corner % 2 == 0 ? 1.1f : 0.45f)))
            .Select(corner => new SKPoint(center.X + corner.Radius * MathF.Sin(corner.Angle), center.Y - corner.Radius * MathF.Cos(corner.Angle)))]);
        Drawing.FillPath(canvas, paint, path, markerStyle.FillStyle);
    }
}
