namespace Examples.Shared.Graphs;

/// <summary>
/// What a drawing of a computational graph shows, from left to right: gates, and edges with the value that flows
/// forward written above and the gradient that flows back written below. How it is drawn is
/// <see cref="GraphPicture"/>'s business.
/// </summary>
/// <param name="title">Above the graph.</param>
public sealed class Graph(string title)
{
    private readonly List<Vertex> _vertices = [];
    private readonly List<Edge> _edges = [];

    public string Title { get; } = title;

    public IReadOnlyList<Vertex> Vertices => _vertices;

    public IReadOnlyList<Edge> Edges => _edges;

    /// <summary>Adds an input, or with an empty label the end of an edge that leads out of the graph.</summary>
    public Vertex Text(string label) => Add(new Vertex(_vertices.Count, label, VertexShape.Text));

    /// <summary>Adds an operator.</summary>
    public Vertex Gate(string label) => Add(new Vertex(_vertices.Count, label, VertexShape.Gate));

    /// <summary>Adds a point where one value goes several ways.</summary>
    public Vertex Fork() => Add(new Vertex(_vertices.Count, "", VertexShape.Fork));

    /// <summary>Connects two vertices.</summary>
    /// <param name="from">Where the value comes from.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="name">What the value is called; empty if it needs no name.</param>
    /// <param name="value">Above the edge: a line for each row, tabs between columns.</param>
    /// <param name="gradient">Below the edge, in as many rows.</param>
    public void Connect(Vertex from, Vertex to, string name, string value, string gradient) =>
        _edges.Add(new Edge(from, to, name, value, gradient));

    private Vertex Add(Vertex vertex)
    {
        _vertices.Add(vertex);
        return vertex;
    }
}

public enum VertexShape
{
    Text,
    Gate,
    Fork,
}

public sealed record Vertex(int Index, string Label, VertexShape Shape);

public sealed record Edge(Vertex From, Vertex To, string Name, string Value, string Gradient);
