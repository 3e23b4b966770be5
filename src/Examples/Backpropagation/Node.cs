using Examples.Shared.Graphs;

namespace Examples.Backpropagation;

/// <summary>
/// A node of a computational graph. Each gate below has two rules: how its value comes from its inputs, and
/// what it sends back to each input when the gradient g arrives at its value.
/// </summary>
public sealed class Node : IGraphNode
{
    private readonly Node[] _inputs;
    private readonly Func<Tensor> _forward;
    private readonly Func<Tensor, Tensor[]> _backward;

    private Node(string gate, Node[] inputs, Func<Tensor> forward, Func<Tensor, Tensor[]> backward)
    {
        (Name, Symbol, _inputs, _forward, _backward) = (gate, gate, inputs, forward, backward);
        Value = forward();
        Gradient = zeros_like(Value);
    }

    public string Name { get; private set; }
    public string Symbol { get; }
    public Tensor Value { get; set; }
    public Tensor Gradient { get; private set; }
    public IReadOnlyList<IGraphNode> Inputs => _inputs;
    public IReadOnlyList<Tensor> InputGradients => _backward(Gradient);

    public static Node Leaf(string name, Tensor value) => new(name, [],
        () => value.requires_grad_(), g => []);
    public static Node operator +(Node a, Node b) => new("+", [a, b],
        () => a.Value + b.Value, g => [g, g]);
    public static Node operator -(Node a, Node b) => new("−", [a, b],
        () => a.Value - b.Value, g => [g, -g]);
    public static Node operator *(Node a, Node b) => new("×", [a, b],
        () => a.Value * b.Value, g => [g * b.Value, g * a.Value]);
    public static Node operator +(double c, Node x) => new($"+{c}", [x],
        () => c + x.Value, g => [g]);
    public static Node operator *(double c, Node x) => new($"×{c}".Replace('-', '−'), [x],
        () => c * x.Value, g => [g * c]);
    public static Node Identity(Node x) => new("=", [x],
        () => 1 * x.Value, g => [g]);
    public static Node Sum(params Node[] x) => new("Σ", x,
        () => Stack(x).sum(dim: 0), g => [.. x.Select(_ => g)]);
    public static Node Max(params Node[] x) => new("max", x,
        () => Stack(x).max(dim: 0).values, g => [.. x.Select((_, i) => g * (Stack(x).argmax(dim: 0) == i))]);
    public static Node Exp(Node x) => new("exp", [x],
        () => x.Value.exp(), g => [g * x.Value.exp()]);
    public static Node Reciprocal(Node x) => new("1/x", [x],
        () => 1 / x.Value, g => [g * (-1 / x.Value.square())]);
    public static Node Sigmoid(Node x) => new("σ", [x],
        () => x.Value.sigmoid(), g => [g * x.Value.sigmoid() * (1 - x.Value.sigmoid())]);
    public static Node Product(Node W, Node x) => new("•", [W, x],
        () => W.Value.mv(x.Value), g => [g.outer(x.Value), W.Value.T.mv(g)]);
    public static Node SquaredNorm(Node x) => new("‖ ‖²", [x],
        () => x.Value.square().sum(), g => [g * 2 * x.Value]);

    public Node Named(string name) { Name = name; return this; }

    /// <summary>Computes the value anew from the inputs' values.</summary>
    public void Forward() => Value = _forward();

    /// <summary>All nodes that this one depends on, each after its inputs, and at the end this one.</summary>
    public Node[] Nodes() => [.. _inputs.SelectMany(input => input.Nodes()).Append(this).Distinct()];

    /// <summary>Backpropagation from this node, the output.</summary>
    public void Backward()
    {
        using var noGrad = no_grad();
        foreach (var node in Nodes())
        {
            node.Gradient = zeros_like(node.Value);
        }

        Gradient = ones_like(Value);
        foreach (var node in Nodes().Reverse())
        {
            foreach (var (input, gradient) in node._inputs.Zip(node._backward(node.Gradient)))
            {
                // Where a value goes to several gates, what comes back from them adds up.
                input.Gradient += gradient;
            }
        }
    }

    private static Tensor Stack(Node[] x) => stack([.. x.Select(input => input.Value)]);
}
