using System.Diagnostics.CodeAnalysis;

using Examples.Shared.Charts;

using SkiaSharp;

namespace Examples.Shared.Graphs;

/// <summary>
/// A picture of a computational graph: inputs on the left, the output on the right, a row for each input. The texts of
/// an edge stand on the line that leaves its vertex, values forward above it and gradients backward below.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A picture may be painted again; its fonts have finalizers.")]
public sealed class GraphPicture : Picture
{
    private const float MaxWidth = 1600;
    private const float MaxScale = 1.6f;
    private const float Pad = 20;
    private const float Gate = 21;
    private const float Line = 19;
    private const float Slope = 34;

    private static readonly SKColor s_forward = SKColor.Parse("#00803f");
    private static readonly SKColor s_backward = SKColor.Parse("#c8102e");

    private readonly Graph _graph;
    private readonly SKFont _font = new(SKTypeface.FromFamilyName(Typefaces.Family), 15);
    private readonly SKFont _large = new(SKTypeface.FromFamilyName(Typefaces.Family), 18);
    private readonly SKFont _small = new(SKTypeface.FromFamilyName(Typefaces.Family), 13);
    private readonly ILookup<Vertex, Edge> _into;
    private readonly ILookup<Vertex, Edge> _outOf;
    private readonly Dictionary<Vertex, SKPoint> _at = [];
    private readonly float _cell;

    private readonly SKSize _natural;
    private readonly float _scale;

    /// <param name="graph">The graph, of one output.</param>
    public GraphPicture(Graph graph)
    {
        _graph = graph;
        _into = graph.Edges.ToLookup(edge => edge.To);
        _outOf = graph.Edges.ToLookup(edge => edge.From);
        _cell = graph.Edges.SelectMany(edge => $"{edge.Value}\n{edge.Gradient}".Split('\n', '\t')).Max(text => _font.MeasureText(text)) + 10;
        var (width, height) = Layout();
        _natural = new SKSize(Math.Max(width, 2 * Pad + _large.MeasureText(_graph.Title)), height);
        _scale = Math.Min(MaxScale, MaxWidth / _natural.Width);
    }

    public override string Description => $"The computational graph of {_graph.Title}, with the value and the gradient of every node.";

    internal override SKSizeI Size => new((int)(_natural.Width * _scale), (int)(_natural.Height * _scale));

    internal override void Paint(SKCanvas canvas)
    {
        canvas.Clear(SKColors.White);
        canvas.Scale(_scale);
        var middle = _natural.Width / 2;
        Write(canvas, _graph.Title, middle, Pad + 12, SKTextAlign.Center, _large, SKColors.Black);
        Write(canvas, "values forward, above   ", middle, Pad + 36, SKTextAlign.Right, _small, s_forward);
        Write(canvas, "   gradients backward, below", middle, Pad + 36, SKTextAlign.Left, _small, s_backward);
        foreach (var edge in _graph.Edges)
        {
            Draw(canvas, edge);
        }

        foreach (var vertex in _graph.Vertices)
        {
            Draw(canvas, vertex);
        }
    }

    /// <summary>Places every vertex: columns by the longest way to the output, rows as a tidy tree of inputs.</summary>
    /// <returns>The size of the picture.</returns>
    private (float Width, float Height) Layout()
    {
        var output = _graph.Vertices.Single(vertex => !_outOf[vertex].Any());
        var steps = new Dictionary<Vertex, int>();
        CountSteps(output, 0);

        // Rows: an input has one of its own, a gate is in the middle of what flows into it, a fork of what it flows to.
        var rows = new Dictionary<Vertex, float>();
        var next = 0;
        Row(output);
        foreach (var fork in _graph.Vertices.Where(vertex => vertex.Shape == VertexShape.Fork))
        {
            var row = _outOf[fork].Average(edge => rows[edge.To]);
            rows[fork] = row;
            foreach (var edge in _into[fork])
            {
                var shift = row - Row(edge.From);
                Shift(edge.From, shift);
            }
        }

        var top = rows.Values.Min();
        var rowHeight = _graph.Edges.Max(edge => 2 * Half(edge)) + 14;
        var x = Pad;
        foreach (var column in steps.GroupBy(step => step.Value).OrderByDescending(group => group.Key))
        {
            var half = column.Max(step => HalfWidth(step.Key));
            x += half;
            foreach (var (vertex, _) in column)
            {
                _at[vertex] = new SKPoint(x, Pad + 56 + (rows[vertex] - top + 0.5f) * rowHeight);
            }

            x += half + (column.Key > 0 ? column.Max(step => _outOf[step.Key].Max(LabelWidth)) + Slope : 0);
        }

        return (x + Pad, Pad + 56 + (rows.Values.Max() - top + 1) * rowHeight + Pad);

        void CountSteps(Vertex vertex, int count)
        {
            if (count >= steps.GetValueOrDefault(vertex))
            {
                steps[vertex] = count;
                foreach (var edge in _into[vertex])
                {
                    CountSteps(edge.From, count + 1);
                }
            }
        }

        float Row(Vertex vertex)
        {
            if (!rows.TryGetValue(vertex, out var row))
            {
                Vertex[] inputs = [.. _into[vertex].Select(edge => edge.From).Where(from => from.Shape != VertexShape.Fork)];
                rows[vertex] = row = inputs.Length > 0 ? inputs.Select(Row).ToArray() is var all ? (all.Min() + all.Max()) / 2 : 0 : next++;
            }

            return row;
        }

        void Shift(Vertex vertex, float by)
        {
            rows[vertex] += by;
            foreach (var edge in _into[vertex].Where(edge => edge.From.Shape != VertexShape.Fork))
            {
                Shift(edge.From, by);
            }
        }
    }

    private void Draw(SKCanvas canvas, Edge edge)
    {
        var (from, to) = (_at[edge.From], _at[edge.To]);
        var width = LabelWidth(edge);
        var (start, bend) = (from.X + HalfWidth(edge.From), from.X + HalfWidth(edge.From) + width);
        var end = new SKPoint(to.X - HalfWidth(edge.To), to.Y);
        if (edge.From.Shape == VertexShape.Fork)
        {
            // The branches of a fork part at once, and their texts stand where they come to.
            start = end.X - width;
            bend = end.X;
            using var branch = Stroke();
            canvas.DrawLine(from, new SKPoint(start, to.Y), branch);
            from = new SKPoint(from.X, to.Y);
        }

        using var line = Stroke();
        canvas.DrawLine(start, from.Y, bend, from.Y, line);
        canvas.DrawLine(new SKPoint(bend, from.Y), end, line);
        if (edge.To.Shape == VertexShape.Gate)
        {
            DrawArrow(canvas, new SKPoint(bend, from.Y), end);
        }

        var middle = (start + bend) / 2;
        var rows = edge.Value.Split('\n');
        if (edge.Name.Length > 0)
        {
            Write(canvas, edge.Name, middle, from.Y - 6 - rows.Length * Line, SKTextAlign.Center, _small, SKColors.Black);
        }

        WriteCells(canvas, rows, middle, from.Y - 6 - (rows.Length - 1) * Line, s_forward);
        WriteCells(canvas, edge.Gradient.Split('\n'), middle, from.Y + 17, s_backward);
    }

    private void Draw(SKCanvas canvas, Vertex vertex)
    {
        var at = _at[vertex];
        switch (vertex.Shape)
        {
            case VertexShape.Gate:
                using (var fill = new SKPaint { Color = SKColors.White, IsAntialias = true })
                using (var stroke = Stroke())
                {
                    canvas.DrawCircle(at, Gate, fill);
                    canvas.DrawCircle(at, Gate, stroke);
                }

                Write(canvas, vertex.Label, at.X, at.Y + 5, SKTextAlign.Center, _font.MeasureText(vertex.Label) < 2 * Gate - 6 ? _font : _small, SKColors.Black);
                break;
            case VertexShape.Fork:
                using (var dot = new SKPaint { Color = SKColors.Black, IsAntialias = true })
                {
                    canvas.DrawCircle(at, 4, dot);
                }

                break;
            default:
                Write(canvas, vertex.Label, at.X, at.Y + 5, SKTextAlign.Center, _font, SKColors.Black);
                break;
        }
    }

    private static void DrawArrow(SKCanvas canvas, SKPoint from, SKPoint to)
    {
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        using var arrow = new SKPath();
        arrow.AddPoly([new SKPoint(0, 0), new SKPoint(-9, 4), new SKPoint(-9, -4)]);
        arrow.Transform(SKMatrix.CreateRotation(MathF.Atan2(to.Y - from.Y, to.X - from.X)).PostConcat(SKMatrix.CreateTranslation(to.X, to.Y)));
        canvas.DrawPath(arrow, paint);
    }

    /// <summary>Numbers in columns, a single one in the middle.</summary>
    private void WriteCells(SKCanvas canvas, string[] rows, float middle, float y, SKColor color)
    {
        foreach (var (i, row) in rows.Index())
        {
            var cells = row.Split('\t');
            foreach (var (j, cell) in cells.Index())
            {
                Write(canvas, cell, middle + (j - (cells.Length - 1) / 2f) * _cell, y + i * Line, SKTextAlign.Center, _font, color);
            }
        }
    }

    private static void Write(SKCanvas canvas, string text, float x, float y, SKTextAlign align, SKFont font, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(text, x, y, align, font, paint);
    }

    private static SKPaint Stroke() => new() { Color = SKColors.Black, IsStroke = true, StrokeWidth = 1.3f, IsAntialias = true };

    private float LabelWidth(Edge edge) =>
        Math.Max(_small.MeasureText(edge.Name), edge.Value.Split('\n')[0].Split('\t').Length * _cell) + 8;

    /// <summary>How far the texts of an edge reach from its line, at most.</summary>
    private static float Half(Edge edge) => edge.Value.Split('\n').Length * Line + (edge.Name.Length > 0 ? Line : 0) + 4;

    private float HalfWidth(Vertex vertex) => vertex.Shape switch
    {
        VertexShape.Gate => Gate,
        VertexShape.Fork => 0,
        _ => _font.MeasureText(vertex.Label) / 2 + (vertex.Label.Length > 0 ? 6 : 0),
    };
}
