using System.Net;
using System.Text;

using Examples.Shared.Charts;

namespace Examples.Shared.Graphs;

/// <summary>Draws graphs as PNG files with Graphviz: a script on standard input, the picture on standard output.</summary>
public static class GraphRenderer
{
    private const string Forward = "#00803f";
    private const string Backward = "#c8102e";

    /// <summary>Draws a graph.</summary>
    /// <param name="path">The file to write; only this one is touched.</param>
    /// <param name="graph">The graph.</param>
    /// <exception cref="GraphvizMissingException">Graphviz is not installed.</exception>
    /// <exception cref="ChartException">Graphviz failed.</exception>
    public static void Save(string path, Graph graph)
    {
        var drawn = DrawingProgram.Draw("dot", ["-Tpng"], Encoding.UTF8.GetBytes(Script(graph))) ?? throw new GraphvizMissingException();
        File.WriteAllBytes(path, drawn.Png ?? throw new ChartException($"Graphviz failed: {drawn.Errors.FirstOrDefault("it said nothing")}"));
    }

    /// <summary>The graph in Graphviz's language.</summary>
    private static string Script(Graph graph)
    {
        var script = new StringBuilder($$"""
            digraph {
            graph [rankdir=LR, ordering=in, dpi=144, nodesep=0.15, ranksep=0.1, pad=0.15, fontname=Sans, labelloc=t, label=<{{Label(graph.Title)}}>]
            node [fontname=Sans, fontsize=14]
            edge [arrowsize=0.6]

            """);
        foreach (var vertex in graph.Vertices)
        {
            var shape = vertex.Shape switch
            {
                VertexShape.Text => "plain",
                VertexShape.Gate => "circle, margin=0.02, width=0.42",
                _ => "point, width=0.08",
            };
            script.Append($"v{vertex.Index} [label=<{Html(vertex.Label)}>, shape={shape}]\n");
        }

        // The texts of an edge are a vertex of their own, with a rule into which the edge runs on both sides. All columns
        // are as wide as the longest text needs, and even: Graphviz leaves gaps beside rules of unequal or odd width.
        var characters = graph.Edges.SelectMany(edge => $"{edge.Name}\n{edge.Value}\n{edge.Gradient}".Split('\n', '\t')).Max(text => text.Length);
        var width = 2 * (int)((4.6 * characters) + 6);
        foreach (var (index, edge) in graph.Edges.Index())
        {
            script.Append($"e{index} [label=<{Label(edge, width)}>, shape=plain]\n");
            script.Append($"v{edge.From.Index} -> e{index}:w [arrowhead=none]\n");
            script.Append($"e{index}:e -> v{edge.To.Index} [arrowhead={(edge.To.Shape == VertexShape.Fork ? "none" : "normal")}]\n");
        }

        return script.Append("}\n").ToString();
    }

    private static string Label(string title) =>
        $"{Html(title)}<BR/><FONT POINT-SIZE=\"11\">{Colored(Forward, "values forward, above")}   {Colored(Backward, "gradients backward, below")}<BR/> </FONT>";

    /// <summary>The name, the values, the rule and the gradients; below them nothing, as high as the name, so that the rule is in the middle.</summary>
    private static string Label(Edge edge, int width)
    {
        var columns = edge.Value.Split('\n')[0].Split('\t').Length;
        return $"<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1\">{Name(edge.Name)}{Rows(edge.Value, Forward)}<HR/>{Rows(edge.Gradient, Backward)}{Name(" ")}</TABLE>";

        string Name(string text) => edge.Name.Length == 0 ? "" : $"<TR><TD COLSPAN=\"{columns}\"><FONT POINT-SIZE=\"11\">{Html(text)}</FONT></TD></TR>";

        // A single number is centered; several are aligned in their columns.
        string Rows(string numbers, string color) => string.Concat(numbers.Split('\n').Select(row => $"<TR>{string.Concat(row.Split('\t').Select(number =>
            $"<TD WIDTH=\"{width}\" ALIGN=\"{(edge.Value.Contains('\n') || columns > 1 ? "RIGHT" : "CENTER")}\">{Colored(color, number)}</TD>"))}</TR>"));
    }

    private static string Colored(string color, string text) => $"<FONT COLOR=\"{color}\">{Html(text)}</FONT>";

    /// <summary>Without control characters, and not empty: Graphviz takes neither.</summary>
    private static string Html(string text) =>
        text.Length == 0 ? " " : WebUtility.HtmlEncode(string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)));
}

/// <summary>Graphs are not drawn because Graphviz is not installed.</summary>
public sealed class GraphvizMissingException()
    : Exception("The graph is not drawn: Graphviz is not installed. Install it with ./setup.sh, or the package graphviz.");
