using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class GatesTests
{
    private static readonly Ran s_ran = Example.Run("gates");

    // The gradient is that by the rules, by autograd and by central difference. All numbers are whole.
    [Theory]
    [InlineData("f = (x + y)·z", "x", -2, -4)]
    [InlineData("f = (x + y)·z", "y", 5, -4)]
    [InlineData("f = (x + y)·z", "z", -4, 3)]
    [InlineData("f = (x + y)·z", "q", 3, -4)]
    [InlineData("f = (x + y)·z", "f", -12, 1)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "a", 3, -8)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "b", -4, 6)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "c", 2, 2)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "d", -1, 0)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "e", 1, 0)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "p", -12, 2)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "m", 2, 2)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "s", -10, 2)]
    [InlineData("g = 2·(a·b + max(c, d, e))", "g", -20, 1)]
    [InlineData("J = u₁ + u₂ + u₃", "t", 2, 3 - 1 + 4)]
    [InlineData("J = u₁ + u₂ + u₃", "u₁", 6, 1)]
    [InlineData("J = u₁ + u₂ + u₃", "u₂", -2, 1)]
    [InlineData("J = u₁ + u₂ + u₃", "u₃", 8, 1)]
    [InlineData("J = u₁ + u₂ + u₃", "J", 12, 1)]
    public void Value_and_gradient(string graph, string node, double value, double gradient)
    {
        Assert.Equal([value, gradient, gradient, gradient], s_ran.Row(node, graph));
        Assert.Equal(gradient, s_ran.Number($"∂{graph[0]}/∂{node}"));
    }
}
