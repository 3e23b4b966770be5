namespace Examples.Backpropagation;

/// <summary>
/// Gradients of f = ‖W·x‖² flow back through a matrix product. Expect f = 0.116, ∂f/∂W = 2q·xᵀ and ∂f/∂x =
/// Wᵀ·2q. The slide calls ‖q‖² an L2 normalization, and prints a 0.3; it is the squared norm, and W₂₁ = −0.3.
/// </summary>
[Example("matrix-backprop", "Gradients flow back through ‖W·x‖²",
    Slides = "003", DoublePrecision = true, Random = false)]
public sealed class MatrixBackprop : IExample
{
    public void Run(Run run)
    {
        // The graph
        var W = Node.Leaf("W", tensor(new[,] { { 0.1, 0.5 }, { -0.3, 0.8 } }, device: run.Device));
        var x = Node.Leaf("x", tensor([0.2, 0.4], device: run.Device));
        var q = Node.Product(W, x).Named("q");
        var f = Node.SquaredNorm(q).Named("f");
        Gradients.Table(run, "f = ‖q‖², q = W·x", f);

        // The slide's elements
        var (w, v, dq) = (W.Value, x.Value, 2 * q.Value);
        for (var i = 0; i < 2; i++)
        {
            for (var j = 0; j < 2; j++)
            {
                run.Print($"df/dW[{i}, {j}] = x[{j}] 2q[{i}] = {v[j]:F1} * {dq[i]:F2} = {v[j] * dq[i]:F3}");
            }
        }

        for (var j = 0; j < 2; j++)
        {
            run.Print($"df/dx[{j}] = W[0, {j}] 2q[0] + W[1, {j}] 2q[1] = {w[0, j]:F1} * {dq[0]:F2} + " +
                $"{w[1, j]:F1} * {dq[1]:F2} = {w[0, j] * dq[0] + w[1, j] * dq[1]:F3}");
        }

        // The same in matrices
        run.Agree("df/dW = 2q xᵀ and autograd", dq.outer(v), w.grad!);
        run.Agree("df/dx = Wᵀ 2q and autograd", w.T.mv(dq), v.grad!);

        // Figures
        run.DrawGraph("graph.png", "f = ‖W·x‖²", f);
    }
}
