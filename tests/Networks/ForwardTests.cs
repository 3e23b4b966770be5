using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class ForwardTests
{
    [Theory]
    [InlineData("", 5)]
    [InlineData("--seed 3 --samples 7", 7)]
    public void Every_product_has_its_shape(string options, int samples)
    {
        Assert.Equal(
        [
            $"X is {samples}×3",
            $"σ(X·W₁ + b₁): {samples}×3 times 3×4 is {samples}×4",
            $"σ(H₁·W₂ + b₂): {samples}×4 times 4×4 is {samples}×4",
            $"H₂·W₃ + b₃: {samples}×4 times 4×2 is {samples}×2",
            "W₁·W₂·W₃, without the sigmoids: 3×2",
            "36 weights",
        ],
        Example.Run("forward", options).Output.Split('\n').Take(6));
    }

    [Fact]
    public void The_outputs_are_those_of_the_formula()
    {
        // y = σ(σ(X·W₁ + b₁)·W₂ + b₂)·W₃ + b₃, element by element and in float64.
        manual_seed(0);
        var (x, w1, w2, w3, b1, b2, b3) = (Draw(5, 3), Draw(3, 4), Draw(4, 4), Draw(4, 2), Draw(1, 4), Draw(1, 4), Draw(1, 2));
        var outputs = Layer(Layer(Layer(x, w1, b1, sigmoid: true), w2, b2, sigmoid: true), w3, b3, sigmoid: false);

        // Sums of four numbers of some units in float32.
        Assert.Equal(outputs.Cast<double>(), Example.Run("forward").Numbers("Y"), Table.Within(1e-5));
    }

    private static double[,] Draw(int rows, int columns)
    {
        var values = randn(rows, columns).Numbers();
        var matrix = new double[rows, columns];
        Buffer.BlockCopy(values, 0, matrix, 0, values.Length * sizeof(double));
        return matrix;
    }

    private static double[,] Layer(double[,] x, double[,] w, double[,] b, bool sigmoid)
    {
        var y = new double[x.GetLength(0), w.GetLength(1)];
        for (var i = 0; i < y.GetLength(0); i++)
        {
            for (var j = 0; j < y.GetLength(1); j++)
            {
                var z = Enumerable.Range(0, w.GetLength(0)).Sum(k => x[i, k] * w[k, j]) + b[0, j];
                y[i, j] = sigmoid ? 1 / (1 + Math.Exp(-z)) : z;
            }
        }

        return y;
    }
}
