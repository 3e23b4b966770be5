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
}
