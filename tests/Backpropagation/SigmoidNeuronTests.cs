using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class SigmoidNeuronTests
{
    // The slides' numbers have seven decimals.
    private const double Tolerance = 6e-8;

    private static readonly Ran s_ran = Example.Run("sigmoid-neuron");

    [Theory]
    [InlineData("w₀", 2, -0.1966119)]
    [InlineData("x₀", -1, 0.3932239)]
    [InlineData("w₁", -3, -0.3932239)]
    [InlineData("x₁", -2, -0.5898358)]
    [InlineData("w₂", -3, 0.1966119)]
    [InlineData("z", 1, 0.1966119)]
    [InlineData("α", -1, -0.1966119)]
    [InlineData("β", 0.3678794, -0.5344466)]
    [InlineData("r", 1.3678794, -0.5344466)]
    [InlineData("f", 0.7310586, 1)]
    public void Value_and_gradient(string node, double value, double gradient)
    {
        var numbers = s_ran.Numbers($"f: {node}");
        Assert.Equal(value, numbers[0], Tolerance);
        Assert.All(numbers[1..], number => Assert.Equal(gradient, number, Tolerance));
    }

    [Theory]
    [InlineData("∂f/∂r = −1/r²", -0.5344466, -0.5344466)]
    [InlineData("∂r/∂β = 1", 1, -0.5344466)]
    [InlineData("∂β/∂α = exp(α)", 0.3678794, -0.1966119)]
    [InlineData("∂α/∂w₀ = −x₀", 1, -0.1966119)]
    public void Factor_and_product_of_the_chain(string formula, double factor, double product)
    {
        var numbers = s_ran.Numbers(formula);
        Assert.Equal(factor, numbers[0], Tolerance);
        Assert.All(numbers[1..], number => Assert.Equal(product, number, Tolerance));
    }

    [Fact]
    public void One_gate_has_the_gradients_of_all_its_parts()
    {
        var tables = s_ran.Output.Split("node ");
        Assert.Equal(3, tables.Length);
        foreach (var node in new[] { "w₀ ", "x₀ ", "w₁ ", "x₁ ", "w₂ ", "z " })
        {
            Assert.Equal(Line(tables[1], node), Line(tables[2], node));
        }

        static string Line(string table, string node) => Assert.Single(table.Split('\n'), line => line.StartsWith(node, StringComparison.Ordinal));
    }

    [Fact]
    public void Both_ways_to_write_the_sigmoids_derivative_are_printed()
    {
        Assert.Contains("σ′ = σ(1 − σ)                                        0.1966119     0.1966119\n", s_ran.Output);
        Assert.Contains("σ′ = exp(−z)/(1 + exp(−z))²                          0.1966119     0.1966119\n", s_ran.Output);
        Assert.DoesNotContain("DIFFER", s_ran.Output);
    }

    [Fact]
    public void Leaves_a_drawing_of_each_graph() =>
        Assert.Equal(["gates.png", "sigmoid.png"], Directory.GetFiles(s_ran.Folder, "*.png").Select(Path.GetFileName).Order());
}
