using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

/// <summary>The networks a second time, over tensors and as the slides write them, without nodes.</summary>
public sealed class MlpBackpropTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-7;

    private static readonly Ran s_ran = Example.Run("mlp-backprop");

    [Fact]
    public void Network_of_four_inputs_and_three_neurons()
    {
        var (x, W, w2, y) = (X(), W1(), Leaf(tensor([0.7, -0.2, 0.5])), Leaf(1.0));
        var z1 = W.mv(x);
        var a1 = z1.sigmoid();
        var z2 = w2.dot(a1);
        var L = (y - z2).square();
        AssertTable(
            "L = (y − a₂)²",
            L,
            ("x", x), ("W", W), ("w₂", w2), ("y", y), ("z₁", z1), ("a₁", a1), ("z₂", z2), ("a₂", z2), ("L", L));

        // The five factors at the slide's neuron 11.
        var a11 = a1[0].item<double>();
        AssertChain(
            ("∂L/∂a₂ = −2(y − a₂)", -2 * (1 - z2.item<double>())),
            ("∂a₂/∂z₂ = 1", 1),
            ("∂z₂/∂a₁₁ = w₂₁", 0.7),
            ("∂a₁₁/∂z₁₁ = σ(z₁₁)(1 − σ(z₁₁))", a11 * (1 - a11)),
            ("∂z₁₁/∂W₁₁ = x₁", 0.5));
        Assert.Equal(s_ran.Row("W₁₁", "L = (y − a₂)²")[1], s_ran.Row("∂z₁₁/∂W₁₁ = x₁")[1]);
    }

    [Fact]
    public void Chain_of_three_neurons()
    {
        var (x, y) = (Leaf(1.5), Leaf(1.0));
        var (w1, b1, w2, b2, w3, b3) = (Leaf(0.8), Leaf(-0.2), Leaf(-2.0), Leaf(1.0), Leaf(3.0), Leaf(0.5));
        var h1 = (w1 * x + b1).sigmoid();
        var h2 = (w2 * h1 + b2).sigmoid();
        var loss = w3 * h2 + b3 - y;
        AssertTable(
            "loss = w₃·σ(w₂·σ(w₁x + b₁) + b₂) + b₃ − y",
            loss,
            ("x", x), ("y", y), ("w₁", w1), ("b₁", b1), ("w₂", w2), ("b₂", b2), ("w₃", w3), ("b₃", b3),
            ("h₁out", h1), ("h₂out", h2), ("loss", loss));

        var (h1Out, h2Out) = (h1.item<double>(), h2.item<double>());
        Assert.Equal(h2Out, s_ran.Row("w₃", "loss = ")[1], Printed);
        Assert.Equal(1, s_ran.Row("b₃", "loss = ")[1]);
        AssertChain(
            ("∂loss/∂h₂out = w₃", 3),
            ("∂h₂out/∂h₂in = σ′(h₂in)", h2Out * (1 - h2Out)),
            ("∂h₂in/∂w₂ = σ(w₁x + b₁)", h1Out));
        Assert.Equal(s_ran.Row("w₂", "loss = ")[1], s_ran.Row("∂h₂in/∂w₂ = σ(w₁x + b₁)")[1]);
    }

    [Fact]
    public void Deltas_of_a_quadratic_cost()
    {
        var (x, W, V, y) = (X(), W1(), Leaf(tensor(new[,] { { 0.7, -0.2, 0.5 }, { -0.3, 0.4, 0.6 } })), Leaf(tensor([1.0, 0.0])));
        var z = W.mv(x);
        var a = z.sigmoid();
        var zL = V.mv(a);
        var aL = zL.sigmoid();
        var C = (y - aL).square().sum() / 2;
        AssertTable(
            "C = ½‖y − aᴸ‖²",
            C,
            ("x", x), ("W", W), ("V", V), ("y", y), ("z", z), ("a", a), ("zᴸ", zL), ("aᴸ", aL), ("C", C));
    }

    private static Tensor X() => Leaf(tensor([0.5, -1, 2, 1.5]));

    private static Tensor W1() => Leaf(tensor(new[,] { { 0.2, -0.4, 0.1, 0.3 }, { -0.5, 0.6, 0.4, -0.1 }, { 0.3, 0.2, -0.3, 0.5 } }));

    private static Tensor Leaf(Tensor value) => value.requires_grad_();

    private static Tensor Leaf(double value) => Leaf(tensor(value));

    /// <summary>Asserts that a table has each element's value and, by three ways, its gradient; and computes that by autograd.</summary>
    private static void AssertTable(string table, Tensor output, params (string Name, Tensor Tensor)[] nodes)
    {
        Array.ForEach(nodes, node => node.Tensor.retain_grad());
        output.backward();
        foreach (var (name, node) in nodes)
        {
            foreach (var (element, value, gradient) in Names(name, node).Zip(node.Numbers(), node.grad!.Numbers()))
            {
                Assert.Equal([value, gradient, gradient, gradient], s_ran.Row(element, table), Table.Within(Printed));
            }
        }
    }

    /// <summary>Asserts that each row has its factor, and the product so far.</summary>
    private static void AssertChain(params (string Formula, double Factor)[] factors)
    {
        var product = 1.0;
        foreach (var (formula, factor) in factors)
        {
            product *= factor;
            Assert.Equal([factor, product], s_ran.Row(formula), Table.Within(Printed));
        }
    }

    private static IEnumerable<string> Names(string name, Tensor tensor) => tensor.shape switch
    {
        [] => [name],
        [var size] => "₁₂₃₄"[..(int)size].Select(i => $"{name}{i}"),
        [var rows, var columns] => from i in "₁₂₃₄"[..(int)rows] from j in "₁₂₃₄"[..(int)columns] select $"{name}{i}{j}",
        _ => throw new ArgumentException("A node is a number, a vector or a matrix.", nameof(tensor)),
    };
}
