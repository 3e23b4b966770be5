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
    public void Value_and_gradient(string node, double value, double gradient)
    {
        Assert.Equal([value, gradient, gradient, gradient], s_ran.Row(node, "node"));
    }

    [Theory]
    [InlineData("df/dW[0, 0] = x[0] 2q[0] = 0.2 * 0.44 = 0.088")]
    [InlineData("df/dW[0, 1] = x[1] 2q[0] = 0.4 * 0.44 = 0.176")]
    [InlineData("df/dW[1, 0] = x[0] 2q[1] = 0.2 * 0.52 = 0.104")]
    [InlineData("df/dW[1, 1] = x[1] 2q[1] = 0.4 * 0.52 = 0.208")]
    [InlineData("df/dx[0] = W[0, 0] 2q[0] + W[1, 0] 2q[1] = 0.1 * 0.44 + -0.3 * 0.52 = -0.112")]
    [InlineData("df/dx[1] = W[0, 1] 2q[0] + W[1, 1] 2q[1] = 0.5 * 0.44 + 0.8 * 0.52 = 0.636")]
    public void Each_element_is_the_slides_product(string line) => Assert.Contains($"\n{line}\n", s_ran.Output, StringComparison.Ordinal);

    [Fact]
    public void Output_is_the_squared_norm()
    {
        Assert.Equal([0.116, 1, 1, 1], s_ran.Row("f", "node"));
        Assert.Contains("\ndf/dW = 2q xᵀ and autograd agree to 1e-6\ndf/dx = Wᵀ 2q and autograd agree to 1e-6\n", s_ran.Output, StringComparison.Ordinal);
    }
}
