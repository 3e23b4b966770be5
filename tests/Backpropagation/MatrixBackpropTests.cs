using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class MatrixBackpropTests
{
    private static readonly Ran s_ran = Example.Run("matrix-backprop");

    // The slide's numbers are exact, and have no more digits than are printed.
    [Theory]
    [InlineData("W₁₁", 0.1, 0.088)]
    [InlineData("W₁₂", 0.5, 0.176)]
    [InlineData("W₂₁", -0.3, 0.104)]
    [InlineData("W₂₂", 0.8, 0.208)]
    [InlineData("x₁", 0.2, -0.112)]
    [InlineData("x₂", 0.4, 0.636)]
    [InlineData("q₁", 0.22, 0.44)]
    [InlineData("q₂", 0.26, 0.52)]
    [InlineData("f", 0.116, 1)]
    public void Value_and_gradient(string node, double value, double gradient) =>
        Assert.Equal([value, gradient, gradient, gradient], s_ran.Row(node, "node"));

    [Theory]
    [InlineData("∂f/∂W₁₁ = x₁·2q₁ = 0.2·0.44 = 0.088")]
    [InlineData("∂f/∂W₁₂ = x₂·2q₁ = 0.4·0.44 = 0.176")]
    [InlineData("∂f/∂W₂₁ = x₁·2q₂ = 0.2·0.52 = 0.104")]
    [InlineData("∂f/∂W₂₂ = x₂·2q₂ = 0.4·0.52 = 0.208")]
    [InlineData("∂f/∂x₁ = W₁₁·2q₁ + W₂₁·2q₂ = 0.1·0.44 + (-0.3)·0.52 = -0.112")]
    [InlineData("∂f/∂x₂ = W₁₂·2q₁ + W₂₂·2q₂ = 0.5·0.44 + 0.8·0.52 = 0.636")]
    public void Each_element_is_the_slides_product(string line) => Assert.Contains($"\n{line}\n", s_ran.Output);

}
