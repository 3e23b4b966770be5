using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class SigmoidNeuronTests
{
    private const string GateByGate = "f = 1/r";
    private const string OneGate = "σ(z), z = ";

    private static readonly Ran s_ran = Example.Run("sigmoid-neuron");

    // The slides' numbers have as many digits as are printed.
    [Theory]
    [InlineData("w₀", 2, -0.1966119, GateByGate, OneGate)]
    [InlineData("x₀", -1, 0.3932239, GateByGate, OneGate)]
    [InlineData("w₁", -3, -0.3932239, GateByGate, OneGate)]
    [InlineData("x₁", -2, -0.5898358, GateByGate, OneGate)]
    [InlineData("w₂", -3, 0.1966119, GateByGate, OneGate)]
    [InlineData("z", 1, 0.1966119, GateByGate, OneGate)]
    [InlineData("f", 0.7310586, 1, GateByGate)]
    [InlineData("σ(z)", 0.7310586, 1, OneGate)]
    [InlineData("α", -1, -0.1966119, GateByGate)]
    [InlineData("β", 0.3678794, -0.5344466, GateByGate)]
    [InlineData("r", 1.3678794, -0.5344466, GateByGate)]
    public void Value_and_gradient(string node, double value, double gradient, params string[] graphs) =>
        Assert.All(graphs, graph => Assert.Equal([value, gradient, gradient, gradient], s_ran.Row(node, graph)));

    [Theory]
    [InlineData("∂f/∂r = −1/r²", -0.5344466, -0.5344466)]
    [InlineData("∂r/∂β = 1", 1, -0.5344466)]
    [InlineData("∂β/∂α = exp(α)", 0.3678794, -0.1966119)]
    [InlineData("∂α/∂w₀ = −x₀", 1, -0.1966119)]
    public void Factor_and_product_of_the_chain(string formula, double factor, double product) =>
        Assert.Equal([factor, product], s_ran.Row(formula));

    [Fact]
    public void Both_ways_to_write_the_sigmoids_derivative_are_printed()
    {
        // To half of the last digit.
        Assert.Equal(0.1966119, s_ran.Number("σ(1 − σ)"), 0.51e-7);
        Assert.Equal(0.1966119, s_ran.Number("exp(−z)/(1 + exp(−z))²"), 0.51e-7);
        Assert.Equal(-0.1966119, s_ran.Number("∂f/∂w₀"), 0.51e-7);
    }
}
