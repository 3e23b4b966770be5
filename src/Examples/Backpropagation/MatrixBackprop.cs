namespace Examples.Backpropagation;

/// <summary>
/// Gradients of f = ‖W·x‖² flow back through a matrix product. Expect f = 0.116, ∂f/∂W = 2q·xᵀ and ∂f/∂x =
/// Wᵀ·2q. Two slips in the slides: ‖q‖² is the squared norm, not an L2 normalization, and W₂₁ is −0.3, in one
/// place printed as 0.3.
/// </summary>
[Example("matrix-backprop", "Gradients flow back through ‖W·x‖²",
    Slides = "003", DoublePrecision = true, Random = false)]
public sealed class MatrixBackprop : IExample
{
    private static string Factor(double w) => w < 0 ? $"({w:F1})" : $"{w:F1}";

    public void Run(Run run)
    {
        // The graph
        var W = Node.Leaf("W", tensor(new[,] { { 0.1, 0.5 }, { -0.3, 0.8 } }, device: run.Device));
        var x = Node.Leaf("x", tensor([0.2, 0.4], device: run.Device));
        var q = Node.Product(W, x).Named("q");
        var f = Node.SquaredNorm(q).Named("f");
        Gradients.Table(run, "f = ‖q‖², q = W·x", f);

        // The slide's elements, a negative factor in parentheses
        var (w, v, dq) = (W.Value, x.Value, 2 * q.Value);
        foreach (var (i, row) in "₁₂".Index())
        {
            foreach (var (j, column) in "₁₂".Index())
            {
                run.Print($"∂f/∂W{row}{column} = x{column}·2q{row} = " +
                    $"{v[j]:F1}·{dq[i]:F2} = {v[j] * dq[i]:F3}");
            }
        }

        foreach (var (j, column) in "₁₂".Index())
        {
            run.Print($"∂f/∂x{column} = W₁{column}·2q₁ + W₂{column}·2q₂ = {w[0, j]:F1}·{dq[0]:F2} + " +
                $"{Factor(w[1, j].item<double>())}·{dq[1]:F2} = {w[0, j] * dq[0] + w[1, j] * dq[1]:F3}");
        }

        // The same in matrices
        run.Agree("∂f/∂W = 2q·xᵀ and autograd", dq.outer(v), w.grad!);
        run.Agree("∂f/∂x = Wᵀ·2q and autograd", w.T.mv(dq), v.grad!);

        // Figures
        run.DrawGraph("graph.png", "f = ‖W·x‖²", f);
    }
}
