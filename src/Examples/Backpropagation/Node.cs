using static TorchSharp.torch;

namespace Examples.Backpropagation;

/// <summary>
/// A node of a computational graph: its value, and the gradient of the output with respect to it. An operator says how
/// its value is computed forward, and by its local rule how the gradient that arrives from above passes to its inputs.
/// </summary>
public sealed class Node
{
    private readonly Func<Tensor> _forward;
    private readonly Func<Tensor, Tensor[]> _backward;

    private Node(string symbol, Node[] inputs, Func<Tensor> forward, Func<Tensor, Tensor[]> backward)
    {
        (Name, Symbol, Inputs, _forward, _backward) = (symbol, symbol, inputs, forward, backward);
        Value = forward();
        Gradient = zeros_like(Value);
    }

    /// <summary>The slide's name for the value; the operator's symbol where it has none.</summary>
    public string Name { get; private set; }

    public string Symbol { get; }

    public IReadOnlyList<Node> Inputs { get; }

    /// <summary>A tensor of torch, so that autograd sees every operation too.</summary>
    public Tensor Value { get; set; }

    /// <summary>The gradient of the output with respect to this node, after <see cref="Backward"/>; of the value's shape.</summary>
    public Tensor Gradient { get; private set; }

    /// <summary>An input of the graph.</summary>
    /// <param name="name">As on the slide.</param>
    /// <param name="value">Of any shape; the node keeps it.</param>
    public static Node Leaf(string name, Tensor value) => new(name, [],
        forward: () => value.requires_grad_(),
        backward: upstream => []);

    public static Node operator +(Node a, Node b) => new("+", [a, b],
        forward: () => a.Value + b.Value,
        backward: upstream => [upstream, upstream]);

    public static Node operator +(double c, Node x) => new($"+{c}", [x],
        forward: () => c + x.Value,
        backward: upstream => [upstream]);

    public static Node operator -(Node a, Node b) => new("−", [a, b],
        forward: () => a.Value - b.Value,
        backward: upstream => [upstream, -upstream]);

    public static Node operator *(Node a, Node b) => new("×", [a, b],
        forward: () => a.Value * b.Value,
        backward: upstream => [upstream * b.Value, upstream * a.Value]);

    public static Node operator *(double a, Node x) => new($"×{a}".Replace('-', '−'), [x],
        forward: () => a * x.Value,
        backward: upstream => [upstream * a]);

    public static Node Sum(params Node[] inputs) => new("Σ", inputs,
        forward: () => stack([.. inputs.Select(input => input.Value)]).sum(dim: 0),
        backward: upstream => [.. inputs.Select(_ => upstream)]);

    /// <summary>At a tie the first input is the maximum.</summary>
    public static Node Max(Node a, Node b) => new("max", [a, b],
        forward: () => maximum(a.Value, b.Value),
        backward: upstream => [upstream * a.Value.ge(b.Value), upstream * b.Value.gt(a.Value)]);

    public static Node Exp(Node x) => new("exp", [x],
        forward: () => x.Value.exp(),
        backward: upstream => [upstream * x.Value.exp()]);

    public static Node Reciprocal(Node x) => new("1/x", [x],
        forward: () => x.Value.reciprocal(),
        backward: upstream => [upstream * -x.Value.pow(2).reciprocal()]);

    public static Node Sigmoid(Node x) => new("σ", [x],
        forward: () => x.Value.sigmoid(),
        backward: upstream => [upstream * x.Value.sigmoid() * (1 - x.Value.sigmoid())]);

    /// <summary>A matrix, shape (m, n), times a vector, shape (n).</summary>
    public static Node Product(Node W, Node x) => new("•", [W, x],
        forward: () => W.Value.matmul(x.Value),
        backward: upstream => [upstream.outer(x.Value), W.Value.t().matmul(upstream)]);

    /// <summary>The sum of the squares of all elements, ‖q‖².</summary>
    public static Node SquaredNorm(Node q) => new("‖ ‖²", [q],
        forward: () => q.Value.pow(2).sum(),
        backward: upstream => [upstream * 2 * q.Value]);

    /// <summary>Gives the node its name.</summary>
    public Node Named(string name)
    {
        Name = name;
        return this;
    }

    /// <summary>This node and all that it depends on, each after its inputs.</summary>
    public IReadOnlyList<Node> Nodes()
    {
        var nodes = new List<Node>();
        Visit(this);
        return nodes;

        void Visit(Node node)
        {
            if (nodes.Contains(node))
            {
                return;
            }

            foreach (var input in node.Inputs)
            {
                Visit(input);
            }

            nodes.Add(node);
        }
    }

    /// <summary>Computes the value from the inputs' values.</summary>
    public void Forward() => Value = _forward();

    /// <summary>Backpropagation from this node, the output: every node passes its gradient on to its inputs.</summary>
    public void Backward()
    {
        using var rules = no_grad();
        foreach (var node in Nodes())
        {
            node.Gradient = zeros_like(node.Value);
        }

        Gradient = ones_like(Value);
        foreach (var node in Nodes().Reverse())
        {
            foreach (var (input, gradient) in node.Inputs.Zip(node.InputGradients()))
            {
                // Where a value fans out, the gradients of its branches add up.
                input.Gradient += gradient;
            }
        }
    }

    /// <summary>What this node's gradient contributes to that of each input.</summary>
    public Tensor[] InputGradients() => _backward(Gradient);
}
