using Examples.Backpropagation;
using Examples.Shared.Graphs;
using Examples.Tests.Support;

using ScottPlot;

namespace Examples.Tests.Shared;

/// <summary>Computational graphs are drawn from left to right, with all their numbers.</summary>
public sealed class GraphTests : InFolder
{
    private static readonly Color s_forward = Color.FromHex("#00803f");
    private static readonly Color s_backward = Color.FromHex("#c8102e");

    [FigureFact]
    public void Values_stand_above_their_lines_and_gradients_below()
    {
        var graph = new Graph("f = x + y");
        var gate = graph.Gate("+");
        graph.Connect(graph.Text("x"), gate, "", "2", "−4");
        graph.Connect(graph.Text("y"), gate, "", "5", "−4");
        graph.Connect(gate, graph.Text(""), "f", "7", "1");
        var picture = Draw(graph);
        var (forward, backward) = (BelowTheTitle(picture, s_forward), BelowTheTitle(picture, s_backward));

        // Two rows of inputs with the output's row between them: three values, each over its gradient.
        Assert.Equal(3, Rows(forward));
        Assert.Equal(3, Rows(backward));
        Assert.True(forward.Min(p => p.Y) < backward.Min(p => p.Y) && forward.Max(p => p.Y) < backward.Max(p => p.Y));
    }

    [FigureTheory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(30)]
    public void A_chain_of_any_length_fits_a_projector(int gates)
    {
        var graph = new Graph("chain");
        var last = graph.Text("x");
        for (var i = 0; i < gates; i++)
        {
            var gate = graph.Gate("σ");
            graph.Connect(last, gate, $"h{i}", "−0.731", "−1.423");
            last = gate;
        }

        graph.Connect(last, graph.Text(""), "f", "1", "1");
        var picture = Draw(graph);
        Assert.InRange(picture.Width, 100, 1600);
        Assert.All(BelowTheTitle(picture, s_forward), p => Assert.InRange(p.X, 3, picture.Width - 4));
    }

    [FigureFact]
    public void A_value_that_goes_several_ways_has_the_gradient_of_each()
    {
        var graph = new Graph("J = 3t − t");
        var (t, fork, three, minus, sum) = (graph.Text("t"), graph.Fork(), graph.Gate("×3"), graph.Gate("×−1"), graph.Gate("Σ"));
        graph.Connect(t, fork, "", "2", "2");
        graph.Connect(fork, three, "", "2", "3");
        graph.Connect(fork, minus, "", "2", "−1");
        graph.Connect(three, sum, "u₁", "6", "1");
        graph.Connect(minus, sum, "u₂", "−2", "1");
        graph.Connect(sum, graph.Text(""), "J", "4", "1");
        var picture = Draw(graph);
        Assert.Equal(3, Rows(BelowTheTitle(picture, s_backward)));
    }

    [FigureFact]
    public void A_matrix_has_its_rows()
    {
        var graph = new Graph("q = W·x");
        var gate = graph.Gate("•");
        graph.Connect(graph.Text("W"), gate, "", "0.1\t0.5\n−0.3\t0.8", "0.088\t0.176\n0.104\t0.208");
        graph.Connect(gate, graph.Text(""), "", "1", "1");
        var picture = Draw(graph);

        // Two rows of W, and one of q in the same row of the picture, at the height of W's second.
        Assert.Equal(2, Rows(BelowTheTitle(picture, s_forward)));
    }

    [Fact]
    public void A_graph_of_nodes_has_on_each_way_what_goes_back_on_it()
    {
        var t = Node.Leaf("t", tensor(2.0));
        var three = 3 * t;
        var j = (three - t).Named("J");
        j.Backward();
        Assert.Equal(
            [
                ("t", "", "", "2", "2"),
                ("", "×3", "", "2", "3"),
                ("", "−", "", "2", "−1"),
                ("×3", "−", "", "6", "1"),
                ("−", "", "J", "4", "1"),
            ],
            Graph.Of("J = 3t − t", j).Edges.Select(edge => (edge.From.Label, edge.To.Label, edge.Name, edge.Value, edge.Gradient)));

        // What it is drawn from has no way to it.
        Assert.Equal(["×3", "t", "−"], Graph.Of("J = u − t", j, three).Edges.Select(edge => edge.From.Label));
    }

    [Fact]
    public void A_matrix_has_its_columns_too()
    {
        var w = Node.Leaf("W", tensor(new double[,] { { 1, 2, 3 }, { 4, 5, 6.12345 } }));
        var f = Node.SquaredNorm(Node.Product(w, Node.Leaf("x", ones(3, float64))));
        f.Backward();
        Assert.Equal("1\t2\t3\n4\t5\t6.123", Graph.Of("f", f).Edges[0].Value);
    }

    private static List<(int X, int Y)> BelowTheTitle(Pixels picture, Color color)
    {
        // The legend of colors is the first row.
        var found = picture.Find(color);
        var rows = found.Select(p => p.Y).Distinct().Order().ToArray();
        var legend = rows.Zip(rows.Skip(1)).First(pair => pair.Second - pair.First > 6).First;
        return [.. found.Where(p => p.Y > legend)];
    }

    private static int Rows(List<(int X, int Y)> points)
    {
        var rows = points.Select(p => p.Y).Distinct().Order().ToArray();
        return 1 + rows.Zip(rows.Skip(1)).Count(pair => pair.Second - pair.First > 3);
    }

    private Pixels Draw(Graph graph)
    {
        new GraphPicture(graph).Save(_folder["graph.png"]);
        return new Pixels(_folder["graph.png"]);
    }
}
