using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class DeepLinearTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void One_matrix_does_what_four_layers_do_without_activation(long seed)
    {
        var ran = Example.Run("deep-linear", $"--seed {seed}");
        Assert.InRange(ran.Number("difference without activation"), 0, 1e-5);

        // Ten thousand times the rounding of the layers.
        Assert.InRange(ran.Number("difference with ReLU"), 0.05, double.PositiveInfinity);
        Assert.Contains("609 parameters do no more than 3.", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Matrix_is_the_product_of_the_weights()
    {
        var ran = Example.Run("deep-linear", "--seed 5 --samples 10");
        var (matrix, bias) = (ran.Numbers("matrix"), ran.Number("bias"));

        // The layers that follow ten inputs from the same seed, and what they make of 0 and of the unit vectors.
        var outputs = PyTorch.Values("""
            torch.manual_seed(5)
            torch.empty(10, 2).normal_()
            layers = nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 16), nn.Linear(16, 16), nn.Linear(16, 1)).double()
            result = layers(torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]], dtype=torch.float64)).detach()
            """);
        Assert.Equal(outputs[0], bias, 1e-6);
        Assert.Equal(outputs[1] - outputs[0], matrix[0], 1e-6);
        Assert.Equal(outputs[2] - outputs[0], matrix[1], 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(20000)]
    public void Equals_the_twin_with_other_options(int samples) =>
        Example.SameAsTwin("deep-linear", $"--seed 3 --samples {samples}");
}
