using SkiaSharp;

namespace Examples.Shared.Graphs;

/// <summary>Where the vertices of a graph stand: inputs on the left, the output on the right, a row for each input.</summary>
internal sealed class GraphLayout
{
    /// <summary>Around the picture.</summary>
    public const float Pad = 20;

    private const float Top = Pad + 56;
    private const float Slope = 34;

    private readonly ILookup<Vertex, Edge> _into;
    private readonly ILookup<Vertex, Edge> _outOf;
    private readonly Dictionary<Vertex, int> _steps = [];
    private readonly Dictionary<Vertex, float> _rows = [];
    private int _inputs;

    /// <param name="graph">The graph, of one output.</param>
    /// <param name="pen">Measures its texts.</param>
    public GraphLayout(Graph graph, GraphPen pen)
    {
        _into = graph.Edges.ToLookup(edge => edge.To);
        _outOf = graph.Edges.ToLookup(edge => edge.From);
        var output = graph.Vertices.Single(vertex => !_outOf[vertex].Any());
        CountSteps(output, 0);
        Row(output);
        foreach (var fork in graph.Vertices.Where(vertex => vertex.Shape == VertexShape.Fork))
        {
            _rows[fork] = _outOf[fork].Average(edge => _rows[edge.To]);
            var from = _into[fork].Single().From;
            Shift(from, _rows[fork] - Row(from));
        }

        // Columns are as wide as their widest vertex and the widest text after it.
        var (first, height) = (_rows.Values.Min(), 14 + graph.Edges.Max(edge => 2 * GraphPen.Reach(edge)));
        var x = Pad;
        foreach (var column in _steps.Keys.GroupBy(vertex => _steps[vertex]).OrderByDescending(column => column.Key))
        {
            x += column.Max(pen.HalfWidth);
            foreach (var vertex in column)
            {
                At[vertex] = new SKPoint(x, Top + (_rows[vertex] - first + 0.5f) * height);
            }

            var text = column.Key > 0 ? Slope + column.Max(from => _outOf[from].Max(pen.Width)) : 0;
            x += column.Max(pen.HalfWidth) + text;
        }

        Size = new SKSize(x + Pad, Top + (_rows.Values.Max() - first + 1) * height + Pad);
    }

    public Dictionary<Vertex, SKPoint> At { get; } = [];

    public SKSize Size { get; }

    /// <summary>A vertex stands as many columns before the output as the longest way there has steps.</summary>
    private void CountSteps(Vertex vertex, int count)
    {
        if (count >= _steps.GetValueOrDefault(vertex))
        {
            _steps[vertex] = count;
            foreach (var edge in _into[vertex])
            {
                CountSteps(edge.From, count + 1);
            }
        }
    }

    /// <summary>An input has a row of its own, a gate stands in the middle of what flows into it.</summary>
    private float Row(Vertex vertex)
    {
        if (!_rows.TryGetValue(vertex, out var row))
        {
            var inputs = Before(vertex).Select(Row).ToArray();
            _rows[vertex] = row = inputs.Length > 0 ? (inputs.Min() + inputs.Max()) / 2 : _inputs++;
        }

        return row;
    }

    /// <summary>Moves a vertex with all that flows into it, so that it stands in the middle of where it goes.</summary>
    private void Shift(Vertex vertex, float by)
    {
        _rows[vertex] += by;
        foreach (var input in Before(vertex))
        {
            Shift(input, by);
        }
    }

    /// <summary>What flows into a vertex, but for forks, which stand where their branches go.</summary>
    private IEnumerable<Vertex> Before(Vertex vertex) =>
        _into[vertex].Select(edge => edge.From).Where(from => from.Shape != VertexShape.Fork);
}
