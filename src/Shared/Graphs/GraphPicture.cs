using Examples.Shared.Charts;

using SkiaSharp;

using static Examples.Shared.Graphs.GraphPen;

namespace Examples.Shared.Graphs;

/// <summary>
/// A picture of a computational graph. The texts of an edge stand on the line that leaves its vertex, values forward
/// above it and gradients backward below.
/// </summary>
public sealed class GraphPicture : Picture
{
    private const float MaxWidth = 1600, MaxScale = 1.6f;

    private static readonly SKColor s_forward = SKColor.Parse("#00803f");
    private static readonly SKColor s_backward = SKColor.Parse("#c8102e");

    private readonly Graph _graph;
    private readonly GraphPen _pen;
    private readonly GraphLayout _layout;
    private readonly float _width;
    private readonly float _scale;

    /// <param name="graph">The graph, of one output.</param>
    public GraphPicture(Graph graph)
    {
        (_graph, _pen) = (graph, new GraphPen(graph));
        _layout = new GraphLayout(graph, _pen);
        _width = Math.Max(_layout.Size.Width, 2 * GraphLayout.Pad + _pen.Large.MeasureText(graph.Title));
        _scale = Math.Min(MaxScale, MaxWidth / _width);
    }

    public override string Description =>
        $"{_graph.Title}: a computational graph with the value and the gradient of every node.";

    internal override SKSizeI Size => new((int)(_width * _scale), (int)(_layout.Size.Height * _scale));

    internal override void Paint(SKCanvas canvas)
    {
        using var line = new SKPaint { IsStroke = true, StrokeWidth = 1.3f, IsAntialias = true };
        canvas.Clear(SKColors.White);
        canvas.Scale(_scale);
        Write(canvas, _graph.Title, _width / 2, 32, SKTextAlign.Center, _pen.Large, SKColors.Black);
        Write(canvas, "values forward, above   ", _width / 2, 56, SKTextAlign.Right, _pen.Small, s_forward);
        Write(canvas, "   gradients backward, below", _width / 2, 56, SKTextAlign.Left, _pen.Small, s_backward);
        canvas.Translate((_width - _layout.Size.Width) / 2, 0);
        foreach (var edge in _graph.Edges)
        {
            Draw(canvas, edge, line);
        }

        foreach (var vertex in _graph.Vertices)
        {
            Draw(canvas, vertex, line);
        }
    }

    private void Draw(SKCanvas canvas, Edge edge, SKPaint line)
    {
        var (from, end) = (_layout.At[edge.From], _layout.At[edge.To] - new SKSize(_pen.HalfWidth(edge.To), 0));
        var (isBranch, width) = (edge.From.Shape == VertexShape.Fork, _pen.Width(edge));

        // The branches of a fork part at once, and their texts stand where they come to.
        var start = isBranch ? end - new SKSize(width, 0) : from + new SKSize(_pen.HalfWidth(edge.From), 0);
        var bend = start + new SKSize(width, 0);
        canvas.DrawLine(isBranch ? from : start, start, line);
        canvas.DrawLine(start, bend, line);
        canvas.DrawLine(bend, end, line);
        if (edge.To.Shape == VertexShape.Gate)
        {
            Arrow(canvas, end, isBranch ? 0 : MathF.Atan2(end.Y - bend.Y, end.X - bend.X));
        }

        var (middle, above) = ((start.X + bend.X) / 2, start.Y - 6 - (edge.Rows.Length - 1) * Line);
        Write(canvas, edge.Name, middle, above - Line, SKTextAlign.Center, _pen.Small, SKColors.Black);
        _pen.WriteCells(canvas, edge.Rows, middle, above, s_forward);
        _pen.WriteCells(canvas, edge.Gradient.Split('\n'), middle, start.Y + 17, s_backward);
    }

    private void Draw(SKCanvas canvas, Vertex vertex, SKPaint line)
    {
        var (at, isGate) = (_layout.At[vertex], vertex.Shape == VertexShape.Gate);
        using var fill = new SKPaint { Color = isGate ? SKColors.White : SKColors.Black, IsAntialias = true };
        if (vertex.Shape != VertexShape.Text)
        {
            canvas.DrawCircle(at, isGate ? Gate : 4, fill);
            canvas.DrawCircle(at, isGate ? Gate : 4, line);
        }

        var font = isGate && _pen.Normal.MeasureText(vertex.Label) > 2 * Gate - 6 ? _pen.Small : _pen.Normal;
        Write(canvas, vertex.Label, at.X, at.Y + 5, SKTextAlign.Center, font, SKColors.Black);
    }
}
