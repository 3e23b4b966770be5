namespace Examples.Backpropagation;

/// <summary>
/// Gradients of a sigmoid neuron, gate by gate and with one gate for σ: they are the same. Expect σ =
/// 0.7310586 and σ′ = 0.1966119. The slides round r to 1.37 and print −0.5327 and −0.1959 where −0.5344466
/// and −0.1966119 are right.
/// </summary>
[Example("sigmoid-neuron", "Gradients of a sigmoid neuron, gate by gate and as one gate",
    Slides = "000, 002, 004", DoublePrecision = true, Random = false)]
public sealed class SigmoidNeuron : IExample
{
    public void Run(Run run)
    {
        Node Leaf(string name, double value) => Node.Leaf(name, tensor(value, device: run.Device));

        (Node W0, Node X0, Node Z) WeightedSum()
        {
            var (w0, w1, w2) = (Leaf("w₀", 2), Leaf("w₁", -3), Leaf("w₂", -3));
            var (x0, x1) = (Leaf("x₀", -1), Leaf("x₁", -2));
            var p = ((w0 * x0).Named("w₀x₀") + (w1 * x1).Named("w₁x₁")).Named("p");
            return (w0, x0, (p + w2).Named("z"));
        }

        // Gate by gate
        var (w0, x0, z) = WeightedSum();
        var α = (-1 * z).Named("α");
        var β = Node.Exp(α).Named("β");
        var r = (1 + β).Named("r");
        var f = Node.Reciprocal(r).Named("f");
        Gradients.Table(run, "f = 1/r, r = 1 + β, β = exp(α), α = −z, z = w₀x₀ + w₁x₁ + w₂", f);

        // The slide's product for w₀
        Gradients.Chain(run, "∂f/∂w₀", w0.Value.grad!,
            ("∂f/∂r = −1/r²", -1 / r.Value.square()),
            ("∂r/∂β = 1", ones_like(β.Value)),
            ("∂β/∂α = exp(α)", α.Value.exp()),
            ("∂α/∂w₀ = −x₀", -x0.Value));

        // One gate
        var σ = Node.Sigmoid(WeightedSum().Z).Named("σ(z)");
        Gradients.Table(run, "σ(z), z = w₀x₀ + w₁x₁ + w₂", σ);

        // Both ways to write its slope
        var (s, e) = (σ.Value, (-z.Value).exp());
        run.Report("σ(1 − σ)", s * (1 - s));
        run.Report("exp(−z)/(1 + exp(−z))²", e / (1 + e).square());
        run.Agree("σ(1 − σ) and autograd", s * (1 - s), z.Value.grad!);
        run.Agree("exp(−z)/(1 + exp(−z))² and autograd", e / (1 + e).square(), z.Value.grad!);

        // Figures
        run.DrawGraph("gates.png", "f = 1/(1 + exp(−z)), gate by gate", f, z);
        run.DrawGraph("sigmoid.png", "σ(w₀x₀ + w₁x₁ + w₂), with one gate for σ", σ);
    }
}
