using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class GradientCheckTests
{
    [Theory]
    [Seeds(5)]
    public void Central_difference_agrees_with_autograd_at_two_forward_passes_a_parameter(long seed)
    {
        var ran = Example.Run("gradient-check", $"--seed {seed}");
        foreach (var name in new[] { "0.weight", "0.bias", "2.weight", "2.bias" })
        {
            Assert.Contains($"gradient of {name} by autograd and by difference agree to 1e-6\n", ran.Output, StringComparison.Ordinal);
        }

        Assert.EndsWith("21 parameters: 42 forward passes; by autograd 1 backward pass\n", ran.Output, StringComparison.Ordinal);
        Assert.Contains(ran.Numbers("gradient of 0.weight"), gradient => Math.Abs(gradient) > 1e-3);
    }
}
