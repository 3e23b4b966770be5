using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class GatesTests
{
    private static readonly Ran s_ran = Example.Run("gates");

    // All numbers are whole, and so exact by the rule and by autograd; a central difference rounds in the last digits.
    [Theory]
    [InlineData("f: x", -2, -4)]
    [InlineData("f: y", 5, -4)]
    [InlineData("f: z", -4, 3)]
    [InlineData("f: q", 3, -4)]
    [InlineData("f: f", -12, 1)]
    [InlineData("g: a", 3, -8)]
    [InlineData("g: b", -4, 6)]
    [InlineData("g: c", 2, 2)]
    [InlineData("g: d", -1, 0)]
    [InlineData("g: p", -12, 2)]
    [InlineData("g: m", 2, 2)]
    [InlineData("g: s", -10, 2)]
    [InlineData("g: g", -20, 1)]
    [InlineData("J: t", 2, 3 - 1 + 4)]
    [InlineData("J: u₁", 6, 1)]
    [InlineData("J: u₂", -2, 1)]
    [InlineData("J: u₃", 8, 1)]
    [InlineData("J: J", 12, 1)]
    public void Value_and_gradient(string node, double value, double gradient)
    {
        var numbers = s_ran.Numbers(node);
        Assert.Equal([value, gradient, gradient], numbers[..3]);
        Assert.Equal(gradient, numbers[3], 1e-9);
    }

    [Fact]
    public void Says_how_gates_pass_gradients_on()
    {
        Assert.Contains("add distributes: s has 2, and so have its inputs: p 2, m 2.\n", s_ran.Output);
        Assert.Contains("mul swaps: p has 2; a gets 2 times b = -8, b gets 2 times a = 6.\n", s_ran.Output);
        Assert.Contains("max routes: m has 2; the larger c gets 2, d gets 0.\n", s_ran.Output);
        Assert.Contains("sum copies: J has 1, and so has each of its r = 3 inputs: 1, 1, 1.\n", s_ran.Output);
        Assert.Contains("it gets 6.\n", s_ran.Output);
        Assert.DoesNotContain("DIFFER", s_ran.Output);
    }

    [Fact]
    public void Leaves_a_drawing_of_each_graph() =>
        Assert.Equal(["copy-and-sum.png", "graph.png", "patterns.png"], Directory.GetFiles(s_ran.Folder, "*.png").Select(Path.GetFileName).Order());
}
