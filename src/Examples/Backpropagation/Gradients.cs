using System.Globalization;

using Examples.Shared;
using Examples.Shared.Graphs;

using static TorchSharp.torch;

namespace Examples.Backpropagation;

/// <summary>Shows the gradients of a computational graph, and checks what the slides say of them.</summary>
internal static class Gradients
{
    // About the cube root of float64's ε, where the errors of curvature and rounding balance; as a power of two, x ± h is exact.
    private const double Step = 1.0 / (1 << 17);

    private const double Tolerance = 1e-6;

    /// <summary>Prints, for every element of every node, its value and its gradient by the rules, by autograd and by central difference.</summary>
    /// <param name="run">The run, which also keeps the four numbers.</param>
    /// <param name="title">The formula of the output.</param>
    /// <param name="output">The output, a single number.</param>
    public static void Table(Run run, string title, Node output)
    {
        output.Backward();
        Autograd(output);
        run.Print($"{title}");
        run.Print($"{"node",-8}{"value",12}{"gradient: rule",16}{"autograd",14}{"central diff.",15}");
        var error = 0.0;
        foreach (var node in output.Nodes())
        {
            var (names, values, rule, autograd) = (Names(node.Name, node.Value), node.Value.Numbers(), node.Gradient.Numbers(), node.Value.grad!.Numbers());
            for (var i = 0; i < names.Length; i++)
            {
                var difference = Difference(output, node, i);
                run.Print($"{names[i],-8}{values[i],12:F7}{rule[i],16:F7}{autograd[i],14:F7}{difference,15:F7}");
                run.Keep($"{output.Name}: {names[i]}", values[i], rule[i], autograd[i], difference);
                error = Math.Max(error, Math.Max(Math.Abs(rule[i] - autograd[i]), Math.Abs(rule[i] - difference)));
            }
        }

        Conclude(run, "All three", error);
    }

    /// <summary>Prints the factors of a product by the chain rule, the product so far, and by autograd the gradient that it is.</summary>
    /// <param name="run">The run, which also keeps the three numbers.</param>
    /// <param name="title">What the product comes to.</param>
    /// <param name="factors">Each factor's formula and value, and the gradient that the product up to it must be; single numbers.</param>
    public static void Chain(Run run, string title, params (string Formula, Tensor Value, Tensor Autograd)[] factors)
    {
        run.Print($"{title,-34}{"factor",14}{"product",14}{"autograd",14}");
        var (product, error) = (1.0, 0.0);
        foreach (var (formula, value, gradient) in factors)
        {
            var (factor, autograd) = (value.item<double>(), gradient.item<double>());
            product *= factor;
            run.Print($"{formula,-34}{factor,14:F7}{product,14:F7}{autograd,14:F7}");
            run.Keep(formula, factor, product, autograd);
            error = Math.Max(error, Math.Abs(product - autograd));
        }

        Conclude(run, "Product and autograd", error);
    }

    /// <summary>Prints derivatives by their formulas beside those by autograd.</summary>
    /// <param name="run">The run, which also keeps the two numbers.</param>
    /// <param name="title">What is derived.</param>
    /// <param name="derivatives">What each derivative is called, its formula, and both values, of any one shape.</param>
    public static void Formulas(Run run, string title, params (string Name, string Formula, Tensor Value, Tensor Autograd)[] derivatives)
    {
        run.Print($"{title,-48}{"formula",14}{"autograd",14}");
        var error = 0.0;
        foreach (var (name, formula, value, gradient) in derivatives)
        {
            var (names, values, autograd) = (Names(name, value), value.Numbers(), gradient.Numbers());
            for (var i = 0; i < names.Length; i++)
            {
                run.Print($"{$"{names[i]} = {formula}",-48}{values[i],14:F7}{autograd[i],14:F7}");
                run.Keep(names[i], values[i], autograd[i]);
                error = Math.Max(error, Math.Abs(values[i] - autograd[i]));
            }
        }

        Conclude(run, "Formula and autograd", error);
    }

    /// <summary>Has autograd compute the gradients of all nodes, also of those that are no inputs.</summary>
    public static void Autograd(Node output)
    {
        foreach (var node in output.Nodes())
        {
            node.Value.retain_grad();
        }

        output.Value.backward();
    }

    /// <summary>The graph with its values and, after <see cref="Node.Backward"/>, its gradients.</summary>
    public static Graph Drawing(string title, Node output)
    {
        using var scope = NewDisposeScope();
        var graph = new Graph(title);
        var nodes = output.Nodes();
        var vertices = nodes.ToDictionary(node => node, node => node.Inputs.Count == 0 ? graph.Text(node.Name) : graph.Gate(node.Symbol));
        var branches = nodes.SelectMany(node => node.Inputs.Zip(node.InputGradients(), (input, gradient) => (Input: input, Gradient: gradient, To: vertices[node]))).ToLookup(branch => branch.Input);
        foreach (var node in nodes)
        {
            var ways = branches[node].ToArray();
            var to = ways switch { [] => graph.Text(""), [var only] => only.To, _ => graph.Fork() };
            graph.Connect(vertices[node], to, node.Inputs.Count == 0 || node.Name == node.Symbol ? "" : node.Name, Cells(node.Value), Cells(node.Gradient));
            foreach (var way in ways.Length > 1 ? ways : [])
            {
                graph.Connect(to, way.To, "", Cells(node.Value), Cells(way.Gradient));
            }
        }

        return graph;
    }

    /// <summary>How much the output changes with one element of a node, by the change from one step below it to one step above.</summary>
    private static double Difference(Node output, Node node, int element)
    {
        using var scope = NewDisposeScope();
        using var plain = no_grad();
        var nodes = output.Nodes();
        var values = nodes.Select(n => n.Value).ToArray();
        var (value, size) = (node.Value, node.Value.numel());
        var step = Step * eye(size, dtype: value.dtype, device: value.device)[element].reshape(value.shape);
        var difference = (Output(value + step) - Output(value - step)) / (2 * Step);
        foreach (var (n, original) in nodes.Zip(values))
        {
            n.Value = original;
        }

        return difference;

        double Output(Tensor shifted)
        {
            node.Value = shifted;
            foreach (var later in nodes.SkipWhile(n => n != node).Skip(1))
            {
                later.Forward();
            }

            return output.Value.item<double>();
        }
    }

    private static void Conclude(Run run, string what, double error)
    {
        run.Print($"{what} {(error <= Tolerance ? "agree" : "DIFFER")} to 1e-6.");
        run.Print($"");
    }

    /// <summary>A name for each element, with its index below, counted from 1 as on the slides; dimensions of size 1 are not shown.</summary>
    private static string[] Names(string name, Tensor tensor) => tensor.squeeze().shape switch
    {
        [] => [name],
        [var size] => [.. Indices(size).Select(i => name + i)],
        [var rows, var columns] => [.. Indices(rows).SelectMany(i => Indices(columns).Select(j => name + i + j))],
        _ => throw new ArgumentException("A node is a number, a vector or a matrix.", nameof(tensor)),
    };

    private static IEnumerable<char> Indices(long size) => "₁₂₃₄₅₆₇₈₉"[..(int)size];

    /// <summary>A vector as a column, a matrix as its rows.</summary>
    private static string Cells(Tensor tensor) =>
        string.Join('\n', tensor.Numbers().Chunk(tensor.ndim == 2 ? (int)tensor.size(1) : 1).Select(row => string.Join('\t', row.Select(Short))));

    private static string Short(double number) =>
        (Math.Round(number, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−');
}
