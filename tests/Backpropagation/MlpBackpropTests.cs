using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

/// <summary>The networks a second time, in PyTorch and as the slides write them, without nodes.</summary>
public sealed class MlpBackpropTests
{
    private const double Tolerance = 1e-6;

    private const string Numbers = """
        x = [0.5, -1, 2, 1.5]
        W = [[0.2, -0.4, 0.1, 0.3], [-0.5, 0.6, 0.4, -0.1], [0.3, 0.2, -0.3, 0.5]]
        def leaf(values): return torch.tensor(values, dtype=torch.float64, requires_grad=True)
        x, W = leaf(x), leaf(W)

        """;

    private static readonly Ran s_ran = Example.Run("mlp-backprop");

    [Fact]
    public void Network_of_four_inputs_and_three_neurons()
    {
        var gradients = PyTorch.Values(Numbers + """
            w = leaf([0.7, -0.2, 0.5])
            y = leaf(1.)
            z1 = [x[0] * W[j, 0] + x[1] * W[j, 1] + x[2] * W[j, 2] + x[3] * W[j, 3] for j in range(3)]
            a1 = [1 / (1 + torch.exp(-z)) for z in z1]
            z2 = a1[0] * w[0] + a1[1] * w[1] + a1[2] * w[2]
            a2 = z2
            L = (y - a2) ** 2
            result = [L.item(), *(g for v in torch.autograd.grad(L, [*z1, *a1, z2, x, y, w, W]) for g in v.flatten().tolist())]
            """);
        Assert.Equal(gradients[0], s_ran.Numbers("L: L")[0], Tolerance);
        string[] nodes = ["z₁₁", "z₁₂", "z₁₃", "a₁₁", "a₁₂", "a₁₃", "z₂", "x₁", "x₂", "x₃", "x₄", "y", "w₂₁", "w₂₂", "w₂₃", .. Weights("W", 3, 4)];
        Same(gradients[1..], nodes.Select(node => s_ran.Numbers($"L: {node}")[1..]));
    }

    [Fact]
    public void Product_of_the_network()
    {
        // The five factors at the slide's neuron 11, from the numbers in the example.
        var (a1, w) = (Sigmoid([1.15, -0.2, 0.1]), (double[])[0.7, -0.2, 0.5]);
        double[] factors = [-2 * (1 - a1.Zip(w, (a, v) => a * v).Sum()), 1, 0.7, a1[0] * (1 - a1[0]), 0.5];
        string[] formulas = ["∂L/∂a₂ = −2(y − a₂)", "∂a₂/∂z₂ = 1", "∂z₂/∂a₁₁ = w₂₁", "∂a₁₁/∂z₁₁ = σ(z₁₁)(1 − σ(z₁₁))", "∂z₁₁/∂w₁₁ = x₁"];
        var product = 1.0;
        foreach (var (factor, formula) in factors.Zip(formulas))
        {
            product *= factor;
            Near([factor, product, product], s_ran.Numbers(formula));
        }

        Assert.Equal(product, s_ran.Numbers("L: W₁₁")[2], Tolerance);
    }

    [Fact]
    public void Chain_of_three_neurons()
    {
        var gradients = PyTorch.Values("""
            x, y, w1, b1, w2, b2, w3, b3 = leaves = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in [1.5, 1, 0.8, -0.2, -2, 1, 3, 0.5]]
            loss = w3 * torch.sigmoid(w2 * torch.sigmoid(w1 * x + b1) + b2) + b3 - y
            result = [loss.item(), *(g.item() for g in torch.autograd.grad(loss, leaves))]
            """);
        Assert.Equal(gradients[0], s_ran.Numbers("loss: loss")[0], Tolerance);
        string[] leaves = ["x", "y", "w₁", "b₁", "w₂", "b₂", "w₃", "b₃"];
        Same(gradients[1..], leaves.Select(leaf => s_ran.Numbers($"loss: {leaf}")[1..]));

        var h1 = Sigmoid([(0.8 * 1.5) - 0.2])[0];
        var h2 = Sigmoid([(-2 * h1) + 1])[0];
        Near([h2, h2], s_ran.Numbers("∂loss/∂w₃"));
        Near([1, 1], s_ran.Numbers("∂loss/∂b₃"));
        Near([3, 3, 3], s_ran.Numbers("∂loss/∂h₂out = w₃"));
        Near([h2 * (1 - h2), 3 * h2 * (1 - h2), 3 * h2 * (1 - h2)], s_ran.Numbers("∂h₂out/∂h₂in = σ′(h₂in)"));
        Near([h1, 3 * h2 * (1 - h2) * h1, gradients[5]], s_ran.Numbers("∂h₂in/∂w₂ = σ(w₁x + b₁)"));
    }

    [Fact]
    public void Deltas_of_a_quadratic_cost()
    {
        var gradients = PyTorch.Values(Numbers + """
            V = leaf([[0.7, -0.2, 0.5], [-0.3, 0.4, 0.6]])
            y = leaf([1., 0.])
            z = W @ x
            zL = V @ torch.sigmoid(z)
            C = torch.sum((y - torch.sigmoid(zL)) ** 2) / 2
            result = [C.item(), *(g for v in torch.autograd.grad(C, [zL, z, W, V, x, y]) for g in v.flatten().tolist())]
            """);
        Assert.Equal(gradients[0], s_ran.Numbers("C: C")[0], Tolerance);
        string[] nodes = ["zᴸ₁", "zᴸ₂", "z₁", "z₂", "z₃", .. Weights("W", 3, 4), .. Weights("V", 2, 3), "x₁", "x₂", "x₃", "x₄", "y₁", "y₂"];
        Same(gradients[1..], nodes.Select(node => s_ran.Numbers($"C: {node}")[1..]));
        string[] formulas = ["δᴸ₁", "δᴸ₂", "δ₁", "δ₂", "δ₃", .. Weights("∂C/∂W", 3, 4)];
        Same(gradients[1..18], formulas.Select(s_ran.Numbers));
    }

    [Fact]
    public void Leaves_a_drawing_of_each_graph()
    {
        Assert.DoesNotContain("DIFFER", s_ran.Output);
        Assert.Equal(["chain.png", "deltas.png", "network.png"], Directory.GetFiles(s_ran.Folder, "*.png").Select(Path.GetFileName).Order());
    }

    /// <summary>Asserts that each number is printed in all its ways.</summary>
    private static void Same(double[] expected, IEnumerable<double[]> actual)
    {
        var all = actual.ToArray();
        Assert.Equal(expected.Length, all.Length);
        Assert.All(expected.Zip(all), pair => Assert.All(pair.Second, number => Assert.Equal(pair.First, number, Tolerance)));
    }

    private static void Near(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static double[] Sigmoid(double[] z) => [.. z.Select(v => 1 / (1 + Math.Exp(-v)))];

    private static IEnumerable<string> Weights(string name, int rows, int columns) =>
        from row in "₁₂₃"[..rows] from column in "₁₂₃₄"[..columns] select $"{name}{row}{column}";
}
