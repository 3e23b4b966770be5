using Examples.Shared;

using static TorchSharp.torch;

namespace Examples.Backpropagation;

/// <summary>
/// Gradients of f = ‖W·x‖² flow back through a matrix product. Expect f = 0.116, ∂f/∂W = 2q·xᵀ, ∂f/∂x = Wᵀ·2q.
/// The slide calls ‖q‖² an L2 normalization; it is the squared norm.
/// </summary>
[Example("matrix-backprop", "Gradients flow back through ‖W·x‖²", Slides = "003", DoublePrecision = true, Random = false)]
public sealed class MatrixBackprop : IExample
{
    public void Run(Run run)
    {
        // Graph
        var W = Node.Leaf("W", tensor(new[,] { { 0.1, 0.5 }, { -0.3, 0.8 } }, device: run.Device));
        var x = Node.Leaf("x", tensor([0.2, 0.4], device: run.Device));
        var q = Node.Product(W, x).Named("q");
        var f = Node.SquaredNorm(q).Named("f");

        // Gradients
        Gradients.Table(run, "f = ‖q‖², q = W·x", f);
        run.DrawGraph("graph.png", Gradients.Drawing("f = ‖W·x‖²", f));

        // The slide's formulas
        var dq = 2 * q.Value;
        Gradients.Formulas(run, "f = ‖W·x‖²",
            ("∂f/∂q", "2q", dq, q.Value.grad!),
            ("∂f/∂W", "2q·xᵀ", dq.outer(x.Value), W.Value.grad!),
            ("∂f/∂x", "Wᵀ·2q", W.Value.t().matmul(dq), x.Value.grad!));
    }
}
