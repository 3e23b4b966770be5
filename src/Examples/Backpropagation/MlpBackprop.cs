namespace Examples.Backpropagation;

/// <summary>
/// The chain rule in three networks: one of 4-3-1 neurons, a chain of three neurons, and one of 4-3-2 with
/// its deltas. Expect all derivatives that the slides write down to equal autograd's. In ∂loss/∂w₂ the slide
/// prints b for b₁.
/// </summary>
[Example("mlp-backprop", "Backpropagation in networks, by the slides' formulas",
    Slides = "000, 002, 004", DoublePrecision = true, Random = false)]
public sealed class MlpBackprop : IExample
{
    private static Tensor Slope(Tensor z) => z.sigmoid() * (1 - z.sigmoid());

    public void Run(Run run)
    {
        Node Leaf(string name, Tensor value) => Node.Leaf(name, value.to(run.Device));

        // Four inputs, three sigmoid neurons, a linear output
        double[] inputs = [0.5, -1, 2, 1.5];
        double[,] weights = { { 0.2, -0.4, 0.1, 0.3 }, { -0.5, 0.6, 0.4, -0.1 }, { 0.3, 0.2, -0.3, 0.5 } };
        var (x, W, y) = (Leaf("x", tensor(inputs)), Leaf("W", tensor(weights)), Leaf("y", tensor([1.0])));
        var w2 = Leaf("w₂", tensor(new[,] { { 0.7, -0.2, 0.5 } }));
        var z1 = Node.Product(W, x).Named("z₁");
        var a1 = Node.Sigmoid(z1).Named("a₁");
        var z2 = Node.Product(w2, a1).Named("z₂");
        var a2 = Node.Identity(z2).Named("a₂");
        var L = Node.SquaredNorm((y - a2).Named("e")).Named("L");
        Gradients.Table(run, "L = (y − a₂)², a₂ = z₂ = w₂·a₁, a₁ = σ(z₁), z₁ = W·x", L);
        Gradients.Chain(run, "∂L/∂W₁₁", W.Value.grad![0, 0],
            ("∂L/∂a₂ = −2(y − a₂)", -2 * (y.Value - a2.Value)[0]),
            ("∂a₂/∂z₂ = 1", ones_like(z2.Value[0])),
            ("∂z₂/∂a₁₁ = w₂₁", w2.Value[0, 0]),
            ("∂a₁₁/∂z₁₁ = σ(z₁₁)(1 − σ(z₁₁))", Slope(z1.Value)[0]),
            ("∂z₁₁/∂W₁₁ = x₁", x.Value[0]));
        run.DrawGraph("hidden.png", "The hidden layer, a₁ = σ(W·x): gradients of L", a1);
        run.DrawGraph("output.png", "The output and the loss, L = (y − w₂·a₁)²", L, a1);

        // A chain of three neurons, whose loss is the error itself
        (x, y) = (Leaf("x", tensor(1.5)), Leaf("y", tensor(1.0)));
        var (w1, b1) = (Leaf("w₁", tensor(0.8)), Leaf("b₁", tensor(-0.2)));
        (w2, var b2) = (Leaf("w₂", tensor(-2.0)), Leaf("b₂", tensor(1.0)));
        var (w3, b3) = (Leaf("w₃", tensor(3.0)), Leaf("b₃", tensor(0.5)));
        var h1 = Node.Sigmoid(((w1 * x).Named("w₁x") + b1).Named("h₁in")).Named("h₁out");
        var h2in = ((w2 * h1).Named("w₂h₁") + b2).Named("h₂in");
        var h2 = Node.Sigmoid(h2in).Named("h₂out");
        var loss = (((w3 * h2).Named("w₃h₂") + b3).Named("y*") - y).Named("loss");
        Gradients.Table(run, "loss = w₃·σ(w₂·σ(w₁x + b₁) + b₂) + b₃ − y", loss);
        run.Agree("∂loss/∂w₃ = σ(w₂·σ(w₁x + b₁) + b₂) and autograd", h2.Value, w3.Value.grad!);
        run.Agree("∂loss/∂b₃ = 1 and autograd", ones_like(b3.Value), b3.Value.grad!);
        Gradients.Chain(run, "∂loss/∂w₂", w2.Value.grad!,
            ("∂loss/∂h₂out = w₃", w3.Value),
            ("∂h₂out/∂h₂in = σ′(h₂in)", Slope(h2in.Value)),
            ("∂h₂in/∂w₂ = σ(w₁x + b₁)", h1.Value));
        run.DrawGraph("chain-1.png", "The first two neurons, up to h₂out: gradients of the loss", h2);
        run.DrawGraph("chain-2.png", "The last neuron and the loss, w₃·h₂out + b₃ − y", loss, h2);

        // Deltas, δ = ∂C/∂z: sigmoid outputs, quadratic cost
        (x, W, y) = (Leaf("x", tensor(inputs)), Leaf("W", tensor(weights)), Leaf("y", tensor([1.0, 0.0])));
        var V = Leaf("V", tensor(new[,] { { 0.7, -0.2, 0.5 }, { -0.3, 0.4, 0.6 } }));
        var z = Node.Product(W, x).Named("z");
        var a = Node.Sigmoid(z).Named("a");
        var zL = Node.Product(V, a).Named("zᴸ");
        var aL = Node.Sigmoid(zL).Named("aᴸ");
        var C = (0.5 * Node.SquaredNorm((y - aL).Named("e")).Named("‖e‖²")).Named("C");
        Gradients.Table(run, "C = ½‖y − aᴸ‖², aᴸ = σ(zᴸ), zᴸ = V·a, a = σ(z), z = W·x", C);
        var δL = (aL.Value - y.Value) * Slope(zL.Value);
        var δ = Slope(z.Value) * V.Value.T.mv(δL);
        run.Agree("δᴸ = (aᴸ − y)·σ′(zᴸ) and autograd", δL, zL.Value.grad!);
        run.Agree("δⱼ = σ′(zⱼ)·Σₖ δᴸₖ·Vₖⱼ and autograd", δ, z.Value.grad!);
        run.Agree("∂C/∂Wⱼᵢ = δⱼ·xᵢ and autograd", δ.outer(x.Value), W.Value.grad!);
        run.DrawGraph("deltas.png", "The gradients of zᴸ and z are the deltas: C = ½‖y − σ(V·σ(z))‖²", C, z);
    }
}
