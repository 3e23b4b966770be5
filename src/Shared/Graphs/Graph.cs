using System.Globalization;

using static TorchSharp.torch;

namespace Examples.Shared.Graphs;

/// <summary>
/// What a drawing of a computational graph shows, from left to right: gates, and edges with the value that flows
/// forward written above and the gradient that flows back written below.
/// </summary>
/// <param name="title">Above the graph.</param>
public sealed class Graph(string title)
{
    private readonly List<Vertex> _vertices = [];
    private readonly List<Edge> _edges = [];

    public string Title { get; } = title;

    public IReadOnlyList<Vertex> Vertices => _vertices;

    public IReadOnlyList<Edge> Edges => _edges;

    /// <summary>A graph with the value and the gradient of every node.</summary>
    /// <param name="title">Above the graph.</param>
    /// <param name="output">Its last node.</param>
    /// <param name="from">Nodes that are drawn as inputs, without what they come from; to draw a large graph in parts.</param>
    public static Graph Of(string title, IGraphNode output, params IGraphNode[] from)
    {
        using var scope = NewDisposeScope();
        var graph = new Graph(title);
        IGraphNode[] nodes = [.. NodesUpTo(output).Distinct()];
        var vertices = nodes.ToDictionary(node => node, node => IsInput(node) ? graph.Text(node.Name) : graph.Gate(node.Symbol));
        var branches = (from node in nodes
                        where !IsInput(node)
                        from way in node.Inputs.Zip(node.InputGradients)
                        select (Input: way.First, Gradient: way.Second, To: vertices[node])).ToLookup(branch => branch.Input);
        foreach (var node in nodes)
        {
            var ways = branches[node].ToArray();
            var to = ways switch { [] => graph.Text(""), [var only] => only.To, _ => graph.Fork() };
            var name = IsInput(node) || node.Name == node.Symbol ? "" : node.Name;
            graph.Connect(vertices[node], to, name, Cells(node.Value), Cells(node.Gradient));
            foreach (var way in ways.Length > 1 ? ways : [])
            {
                graph.Connect(to, way.To, "", Cells(node.Value), Cells(way.Gradient));
            }
        }

        return graph;

        bool IsInput(IGraphNode node) => node.Inputs.Count == 0 || from.Contains(node);
        IEnumerable<IGraphNode> NodesUpTo(IGraphNode node) => (IsInput(node) ? [] : node.Inputs.SelectMany(NodesUpTo)).Append(node);
    }

    /// <summary>Adds an input, or with an empty label the end of an edge that leads out of the graph.</summary>
    public Vertex Text(string label) => Add(new Vertex(label, VertexShape.Text));

    /// <summary>Adds an operator.</summary>
    public Vertex Gate(string label) => Add(new Vertex(label, VertexShape.Gate));

    /// <summary>Adds a point where one value goes several ways.</summary>
    public Vertex Fork() => Add(new Vertex("", VertexShape.Fork));

    /// <summary>Connects two vertices.</summary>
    /// <param name="from">Where the value comes from.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="name">What the value is called; empty if it needs no name.</param>
    /// <param name="value">Above the edge: a line for each row, tabs between columns.</param>
    /// <param name="gradient">Below the edge, in as many rows.</param>
    public void Connect(Vertex from, Vertex to, string name, string value, string gradient) =>
        _edges.Add(new Edge(from, to, name, value, gradient));

    /// <summary>A vector as a column, a matrix as its rows.</summary>
    private static string Cells(Tensor tensor)
    {
        var rows = tensor.Numbers().Chunk(tensor.ndim == 2 ? (int)tensor.size(1) : 1);
        return string.Join('\n', rows.Select(row => string.Join('\t', row.Select(Short))));
    }

    private static string Short(double number) =>
        (Math.Round(number, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    private Vertex Add(Vertex vertex)
    {
        _vertices.Add(vertex);
        return vertex;
    }
}
