using Examples.Shared.Charts;

using SkiaSharp;

namespace Examples.Shared.Graphs;

/// <summary>What the picture of a graph is drawn with: its fonts, how much room texts take, how they are written.</summary>
internal sealed class GraphPen
{
    /// <summary>Radius of a gate.</summary>
    public const float Gate = 21;

    /// <summary>From one line of text to the next.</summary>
    public const float Line = 19;

    private readonly float _cell;

    /// <param name="graph">The graph, whose widest number sets the width of all cells.</param>
    public GraphPen(Graph graph) => _cell = 10 + graph.Edges
        .SelectMany(edge => $"{edge.Value}\n{edge.Gradient}".Split('\n', '\t')).Max(text => Normal.MeasureText(text));

    public SKFont Normal { get; } = new(SKTypeface.FromFamilyName(Typefaces.Family), 15);

    public SKFont Large { get; } = new(SKTypeface.FromFamilyName(Typefaces.Family), 18);

    public SKFont Small { get; } = new(SKTypeface.FromFamilyName(Typefaces.Family), 13);

    /// <summary>How wide the texts of an edge are.</summary>
    public float Width(Edge edge) => 8 +
        Math.Max(Small.MeasureText(edge.Name), edge.Rows[0].Split('\t').Length * _cell);

    /// <summary>How far the texts of an edge reach from its line, at most.</summary>
    public static float Reach(Edge edge) => 4 + edge.Rows.Length * Line + (edge.Name.Length > 0 ? Line : 0);

    /// <summary>How far a vertex reaches to either side.</summary>
    public float HalfWidth(Vertex vertex) => vertex switch
    {
        { Shape: VertexShape.Gate } => Gate,
        { Label: "" } => 0,
        _ => Normal.MeasureText(vertex.Label) / 2 + 6,
    };

    /// <summary>Writes one line.</summary>
    public static void Write(SKCanvas canvas, string text, float x, float y, SKTextAlign align, SKFont font, SKColor color)
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawText(text, x, y, align, font, paint);
    }

    /// <summary>Writes numbers in columns, a single one in the middle.</summary>
    public void WriteCells(SKCanvas canvas, string[] rows, float middle, float y, SKColor color)
    {
        foreach (var (i, row) in rows.Index())
        {
            var cells = row.Split('\t');
            foreach (var (j, cell) in cells.Index())
            {
                var x = middle + (j - (cells.Length - 1) / 2f) * _cell;
                Write(canvas, cell, x, y + i * Line, SKTextAlign.Center, Normal, color);
            }
        }
    }

    /// <summary>Draws the head of an arrow.</summary>
    public static void Arrow(SKCanvas canvas, SKPoint tip, float angle)
    {
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        using var arrow = new SKPath();
        arrow.AddPoly([new SKPoint(0, 0), new SKPoint(-9, 4), new SKPoint(-9, -4)]);
        arrow.Transform(SKMatrix.CreateRotation(angle).PostConcat(SKMatrix.CreateTranslation(tip.X, tip.Y)));
        canvas.DrawPath(arrow, paint);
    }
}
