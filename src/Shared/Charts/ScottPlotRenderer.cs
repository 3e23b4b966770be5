using System.Text;

using ScottPlot;

namespace Examples.Shared.Charts;

// With ScottPlot: one plot without axes that fills the whole figure and has pixels as its coordinates.
public static partial class ChartRenderer
{
    private static partial byte[] Draw(Figure figure)
    {
        try
        {
            using var plot = new Plot();
            plot.HideAxesAndGrid();
            plot.Layout.Fixed(new PixelPadding(0));
            plot.Axes.SetLimits(0, figure.Width, 0, figure.Height);
            foreach (var shape in figure.Shapes.OrderBy(shape => shape is Caption))
            {
                Add(plot, shape);
            }

            return plot.GetImageBytes(figure.Width, figure.Height, ImageFormat.Png);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException)
        {
            throw new ChartException($"ScottPlot cannot draw on this machine: {e.GetBaseException().Message}", e);
        }
    }

    private static void Add(Plot plot, Shape shape)
    {
        var color = ScottPlot.Color.FromSDColor(shape.Color);
        switch (shape)
        {
            case Stroke stroke:
                var line = plot.Add.ScatterLine(ToCoordinates(stroke.Spots), color);
                line.LineWidth = (float)stroke.Width;
                line.LineStyle.Rounded = true;
                line.LinePattern = stroke.Dashed ? new LinePattern([6, 6], 0, "Dashed") : LinePattern.Solid;
                break;
            case Dots dots:
                plot.Add.Markers(ToCoordinates(dots.Spots), ShapeOf(dots.Marker), (float)dots.Size, color).MarkerLineWidth = 1.5f;
                break;
            case Area area:
                var polygon = plot.Add.Polygon(ToCoordinates(area.Corners));
                polygon.FillColor = color;
                polygon.LineWidth = 0;
                polygon.MarkerStyle.IsVisible = false;
                break;
            case Picture { Box: var box } picture:
                var rectangle = new CoordinateRect(box.Left, box.Right, box.Bottom, box.Top);
                plot.Add.ImageRect(new Image(picture.Pixels), rectangle).AntiAlias = false;
                break;
            case Caption caption:
                var text = plot.Add.Text(caption.Text, caption.At.X, caption.At.Y);
                text.LabelFontSize = (float)caption.Size;
                text.LabelFontColor = color;
                text.LabelRotation = caption.Upright ? -90 : 0;
                text.LabelAlignment = caption.Side switch
                {
                    Side.Left => Alignment.MiddleLeft,
                    Side.Center => Alignment.MiddleCenter,
                    _ => Alignment.MiddleRight,
                };
                if (!Ascii.IsValid(caption.Text))
                {
                    // The default font need not have a superscript or a Greek letter, and there is no other fallback.
                    text.LabelStyle.SetBestFont();
                }

                break;
        }
    }

    private static Coordinates[] ToCoordinates(IReadOnlyList<Spot> spots) =>
        [.. spots.Select(spot => new Coordinates(spot.X, spot.Y))];

    private static MarkerShape ShapeOf(Marker marker) => marker switch
    {
        Marker.Circle => MarkerShape.OpenCircle,
        Marker.Cross => MarkerShape.Eks,
        Marker.Square => MarkerShape.FilledSquare,
        Marker.Triangle => MarkerShape.FilledTriangleUp,
        _ => MarkerShape.FilledCircle,
    };
}
