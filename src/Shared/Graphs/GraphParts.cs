namespace Examples.Shared.Graphs;

/// <summary>How a vertex is drawn.</summary>
public enum VertexShape
{
    /// <summary>The name of an input, or nothing where an edge leads out of the graph.</summary>
    Text,

    /// <summary>A circle with an operator in it.</summary>
    Gate,

    /// <summary>A dot where one value goes several ways.</summary>
    Fork,
}

/// <summary>An input, a gate, a fork or the end of the graph.</summary>
public sealed class Vertex(string label, VertexShape shape)
{
    public string Label => label;

    public VertexShape Shape => shape;
}

/// <summary>A value on its way from one vertex to another, and the gradient on its way back.</summary>
public sealed record Edge(Vertex From, Vertex To, string Name, string Value, string Gradient)
{
    /// <summary>The value's rows.</summary>
    public string[] Rows => Value.Split('\n');
}
