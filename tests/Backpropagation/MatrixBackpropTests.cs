using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class MatrixBackpropTests
{
    private static readonly Ran s_ran = Example.Run("matrix-backprop");

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
    public void Value_and_gradient(string node, double value, double gradient)
    {
        // The slide's numbers are exact; float64 rounds in the sixteenth digit, a central difference in the tenth.
        var numbers = s_ran.Numbers($"f: {node}");
        Assert.Equal(value, numbers[0], 1e-14);
        Assert.Equal(gradient, numbers[1], 1e-14);
        Assert.Equal(gradient, numbers[2], 1e-14);
        Assert.Equal(gradient, numbers[3], 1e-9);
        if (node != "f")
        {
            Assert.All(s_ran.Numbers($"∂f/∂{node}"), number => Assert.Equal(gradient, number, 1e-14));
        }
    }

    [Fact]
    public void Leaves_a_drawing_of_the_graph()
    {
        Assert.DoesNotContain("DIFFER", s_ran.Output);
        Assert.Equal(["graph.png"], Directory.GetFiles(s_ran.Folder, "*.png").Select(Path.GetFileName));
    }
}
