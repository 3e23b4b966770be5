using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class DeepLinearTests
{
    [Theory]
    [InlineData("--seed 0")]
    [InlineData("--seed 1")]
    [InlineData("--seed 2 --samples 20000")]
    public void One_matrix_does_what_four_layers_do_without_activation(string options)
    {
        var ran = Example.Run("deep-linear", options);

        // Thousands of times as much.
        Assert.InRange(ran.Number("largest difference with ReLU"), 0.05, 10);
        Assert.Contains("609 parameters do what 3 do.", ran.Output);
    }

    [Fact]
    public void Matrix_is_what_the_layers_make_of_the_unit_vectors()
    {
        var ran = Example.Run("deep-linear", "--seed 5 --samples 10");
        manual_seed(5);
        randn(10, 2);
        using var layers = nn.Sequential(nn.Linear(2, 16), nn.Linear(16, 16), nn.Linear(16, 16), nn.Linear(16, 1));
        var outputs = layers.call(tensor(new float[,] { { 0, 0 }, { 1, 0 }, { 0, 1 } })).Numbers();

        // Sums of 16 numbers of at most 1 in float32.
        var (matrix, bias) = (ran.Numbers("matrix"), ran.Number("bias"));
        Assert.Equal(outputs, [bias, bias + matrix[0], bias + matrix[1]], Table.Within(1e-6));
    }
}
