using Examples.Tests.Support;

namespace Examples.Tests.Backpropagation;

public sealed class GradientCheckTests
{
    [Theory]
    [Seeds(5)]
    public void Central_difference_takes_two_forward_passes_a_parameter(long seed)
    {
        var ran = Example.Run("gradient-check", $"--seed {seed}");
        Assert.EndsWith("21 parameters: 42 forward passes; by autograd 1, and 1 backward\n", ran.Output);
        Assert.Contains(ran.Numbers("gradient of 0.weight"), gradient => Math.Abs(gradient) > 1e-3);
    }
}
