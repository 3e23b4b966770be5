namespace Examples.Backpropagation;

/// <summary>Shows the gradients of a computational graph.</summary>
internal static class Gradients
{
    // About the cube root of float64's ε, as gradient-check shows; as a power of two, x ± h is exact.
    private const double Step = 1.0 / (1 << 17);

    /// <summary>
    /// Prints the value and the gradient of every node, by the gates' rules, by autograd and by central
    /// difference, which must agree. Afterwards every node has its gradient, and so has its value.
    /// </summary>
    /// <param name="run">The run, which keeps the gradients and the output.</param>
    /// <param name="title">The formula of the output.</param>
    /// <param name="output">The output, a single number.</param>
    public static void Table(Run run, string title, Node output)
    {
        var nodes = output.Nodes();
        var differences = nodes.Select(node => CentralDifference(nodes, node)).ToArray();
        foreach (var node in nodes)
        {
            node.Forward();
            node.Value.retain_grad();
        }

        output.Backward();
        output.Value.backward();

        run.Print($"{title}");
        run.Print($"{"node",-8}{"value",12}{"by the rules",14}{"autograd",12}{"central diff",14}");
        foreach (var (node, difference) in nodes.Zip(differences))
        {
            var (value, rules) = (node.Value.flatten(), node.Gradient.flatten());
            var autograd = node.Value.grad!.flatten();
            foreach (var (i, name) in Names(node.Name, node.Value).Index())
            {
                run.Print($"{name,-8}{value[i],12:F7}{rules[i],14:F7}"
                    + $"{autograd[i],12:F7}{difference[i],14:F7}");
            }

            run.Keep($"∂{output.Name}/∂{node.Name}", rules.Numbers());
        }

        run.Keep(output.Name, output.Value.Numbers());

        var byRules = cat([.. nodes.Select(node => node.Gradient.flatten())]);
        run.Agree("rules and autograd", byRules, cat([.. nodes.Select(node => node.Value.grad!.flatten())]));
        run.Agree("rules and central difference", byRules, cat(differences));
        run.Print($"");
    }

    /// <summary>Prints a gradient as the chain rule's product; autograd's must be the same.</summary>
    public static void Chain(
        Run run, string name, Tensor autograd, params (string Formula, Tensor Value)[] factors)
    {
        var product = ones_like(autograd);
        run.Print($"{name,-34}{"factor",12}{"product",12}");
        foreach (var (formula, factor) in factors)
        {
            product = product * factor;
            run.Print($"{formula,-34}{factor,12:F7}{product,12:F7}");
        }

        run.Keep(name, product.Numbers());
        run.Agree("product and autograd", product, autograd);
        run.Print($"");
    }

    /// <summary>The last node's change with each element of another: (f(x + h) − f(x − h)) / 2h.</summary>
    private static Tensor CentralDifference(Node[] nodes, Node node)
    {
        using var noGrad = no_grad();
        Array.ForEach(nodes, n => n.Forward());
        var (x, size) = (node.Value, node.Value.numel());
        var steps = (Step * eye(size, dtype: float64, device: x.device)).reshape([size, .. x.shape]).unbind();

        Tensor Output(Tensor shifted)
        {
            foreach (var n in nodes)
            {
                n.Forward();
                n.Value = n == node ? shifted : n.Value;
            }

            return nodes[^1].Value;
        }

        return stack([.. steps.Select(h => (Output(x + h) - Output(x - h)) / (2 * Step))]);
    }

    /// <summary>A name for each element, with indices that count from 1 as on the slides.</summary>
    private static List<string> Names(string name, Tensor tensor)
    {
        List<string> elements = [name];
        foreach (var size in tensor.squeeze().shape)
        {
            var indices = "₁₂₃₄₅₆₇₈₉"[..(int)size];
            elements = [.. from prefix in elements from index in indices select prefix + index];
        }

        return elements;
    }
}
