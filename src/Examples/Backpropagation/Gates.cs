namespace Examples.Backpropagation;

/// <summary>
/// Gradients flow back through (x + y)·z, and show how each kind of gate passes them on. Expect ∂f/∂x =
/// ∂f/∂y = −4 and ∂f/∂z = 3. Three slips in the slides: ∂f/∂x is −4, not 3·1 = 3; each input of a sum gets
/// the gradient times 1, not 1/r; a fan-out adds what both branches send back.
/// </summary>
[Example("gates", "Gradients flow back through (x + y)·z, gate by gate",
    Slides = "000, 002, 003, 004", DoublePrecision = true, Random = false)]
public sealed class Gates : IExample
{
    public void Run(Run run)
    {
        Node Leaf(string name, double value) => Node.Leaf(name, tensor(value, device: run.Device));

        // The slides' first graph
        var (x, y, z) = (Leaf("x", -2), Leaf("y", 5), Leaf("z", -4));
        var q = (x + y).Named("q");
        var f = (q * z).Named("f");
        Gradients.Table(run, "f = (x + y)·z", f);

        // Add, mul and max
        var (a, b, c, d, e) = (Leaf("a", 3), Leaf("b", -4), Leaf("c", 2), Leaf("d", -1), Leaf("e", 1));
        var p = (a * b).Named("p");
        var m = Node.Max(c, d, e).Named("m");
        var s = (p + m).Named("s");
        var g = (2 * s).Named("g");
        Gradients.Table(run, "g = 2·(a·b + max(c, d, e))", g);
        run.Print($"add distributes: s has the gradient {s.Gradient:F0}; p and m get as much, "
            + $"{p.Gradient:F0} and {m.Gradient:F0}.");
        run.Print($"mul swaps: p has {p.Gradient:F0}; a gets b times that, {a.Gradient:F0}, "
            + $"and b gets a times that, {b.Gradient:F0}.");
        run.Print($"max routes, as max-pooling does: m has {m.Gradient:F0}; the largest, c, gets all of it:");
        run.Print($"c {c.Gradient:F0}, d {d.Gradient:F0}, e {e.Gradient:F0}.");
        run.Print($"");

        // Copy and sum
        var t = Leaf("t", 2);
        Node[] u = [(3 * t).Named("u₁"), (-1 * t).Named("u₂"), (4 * t).Named("u₃")];
        var J = Node.Sum(u).Named("J");
        Gradients.Table(run, "J = u₁ + u₂ + u₃, u₁ = 3t, u₂ = −t, u₃ = 4t", J);
        run.Print($"sum copies: J has {J.Gradient:F0}, and so has each of its r = 3 inputs.");
        run.Print($"copy adds: t goes to three gates, which send back 3, −1 and 4; it gets {t.Gradient:F0}.");

        // Figures
        run.DrawGraph("graph.png", "f = (x + y)·z", f);
        run.DrawGraph("patterns.png", "Add distributes, mul swaps, max routes", g);
        run.DrawGraph("copy-and-sum.png", "Copy adds, sum copies: J = 3t − t + 4t", J);
    }
}
