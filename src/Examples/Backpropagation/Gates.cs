using Examples.Shared;

using static TorchSharp.torch;

namespace Examples.Backpropagation;

/// <summary>
/// Gradients flow back through (x + y)·z, and show how each kind of gate passes them on. Expect ∂x = ∂y = −4, ∂z = 3.
/// The slides once print ∂f/∂x = 3·1 = 3, and 1/r for the gradient of a sum's inputs; right are −4 and 1.
/// </summary>
[Example("gates", "Gradients flow back through (x + y)·z, gate by gate", Slides = "000, 002, 003, 004", DoublePrecision = true, Random = false)]
public sealed class Gates : IExample
{
    public void Run(Run run)
    {
        // The slides' first graph
        var (x, y, z) = (Leaf("x", -2), Leaf("y", 5), Leaf("z", -4));
        var q = (x + y).Named("q");
        var f = (q * z).Named("f");
        Gradients.Table(run, "f = (x + y)·z", f);
        run.DrawGraph("graph.png", Gradients.Drawing("f = (x + y)·z", f));

        // Add, mul and max
        var (a, b, c, d) = (Leaf("a", 3), Leaf("b", -4), Leaf("c", 2), Leaf("d", -1));
        var p = (a * b).Named("p");
        var m = Node.Max(c, d).Named("m");
        var s = (p + m).Named("s");
        var g = (2 * s).Named("g");
        Gradients.Table(run, "g = 2·(a·b + max(c, d))", g);
        run.DrawGraph("patterns.png", Gradients.Drawing("g = 2·(a·b + max(c, d)): add distributes, mul swaps, max routes", g));
        run.Print($"add distributes: s has {Gradient(s)}, and so have its inputs: p {Gradient(p)}, m {Gradient(m)}.");
        run.Print($"mul swaps: p has {Gradient(p)}; a gets {Gradient(p)} times b = {Gradient(a)}, b gets {Gradient(p)} times a = {Gradient(b)}.");
        run.Print($"max routes: m has {Gradient(m)}; the larger c gets {Gradient(c)}, d gets {Gradient(d)}.");
        run.Print($"");

        // Copy and sum
        var t = Leaf("t", 2);
        Node[] u = [(3 * t).Named("u₁"), (-1 * t).Named("u₂"), (4 * t).Named("u₃")];
        var J = Node.Sum(u).Named("J");
        Gradients.Table(run, "J = u₁ + u₂ + u₃, u₁ = 3t, u₂ = −t, u₃ = 4t", J);
        run.DrawGraph("copy-and-sum.png", Gradients.Drawing("J = 3t − t + 4t: copy adds, sum copies", J));
        run.Print($"sum copies: J has {Gradient(J)}, and so has each of its r = 3 inputs: {Gradient(u[0])}, {Gradient(u[1])}, {Gradient(u[2])}.");
        run.Print($"copy adds: t goes to three gates, which send back 3, −1 and 4; it gets {Gradient(t)}.");

        Node Leaf(string name, double value) => Node.Leaf(name, tensor(value, device: run.Device));
        string Gradient(Node node) => PythonText.Format(node.Gradient.item<double>(), "F0");
    }
}
