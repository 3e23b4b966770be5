using ScottPlot;
using ScottPlot.Plottables;

using SkiaSharp;

namespace Examples.Shared.Charts;

/// <summary>
/// Contour lines whose labels can be read: on a ground that interrupts the line, never upside down, with a minus that is one.
/// </summary>
internal sealed class LabelledContours : ContourLines
{
    private const float FontSize = 12;
    private const float Margin = 2;

    /// <summary>Whether each line shows its level.</summary>
    public bool HasLabels { get; init; }

    public LabelledContours() => LabelStyle.IsVisible = false;

    public override void Render(RenderPack rp)
    {
        base.Render(rp);
        using var font = new SKFont(SKTypeface.FromFamilyName(Typefaces.Family), FontSize);
        using var ground = new SKPaint { Color = SKColors.White, IsAntialias = true };
        using var ink = new SKPaint { Color = Palette.Black.ToSKColor(), IsAntialias = true };
        foreach (var line in HasLabels ? Lines : [])
        {
            var text = PythonText.Format(line.Z, "g6").Replace('-', '−');
            using var path = new SKPath();
            path.AddPoly([.. Axes.GetPixelPath(line.Path).Pixels.Select(pixel => pixel.ToSKPoint())], close: false);
            using var measure = new SKPathMeasure(path);
            measure.GetPositionAndTangent(measure.Length / 2, out var middle, out var direction);
            rp.Canvas.Save();
            rp.Canvas.Translate(middle);
            rp.Canvas.RotateRadians(MathF.Atan(direction.Y / direction.X));
            var half = font.MeasureText(text) / 2 + Margin;
            rp.Canvas.DrawRoundRect(new SKRect(-half, -FontSize / 2, half, FontSize / 2), Margin, Margin, ground);
            rp.Canvas.DrawText(text, 0, FontSize / 3, SKTextAlign.Center, font, ink);
            rp.Canvas.Restore();
        }
    }
}
