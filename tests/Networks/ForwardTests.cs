using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class ForwardTests
{
    [Fact]
    public void The_outputs_are_those_of_the_formula()
    {
        // y = σ(σ(X·W₁ + b₁)·W₂ + b₂)·W₃ + b₃, in float64.
        manual_seed(0);
        var (x, w1, w2, w3, b1, b2, b3) = (Draw(5, 3), Draw(3, 4), Draw(4, 4), Draw(4, 2), Draw(1, 4), Draw(1, 4), Draw(1, 2));
        var outputs = ((x.mm(w1) + b1).sigmoid().mm(w2) + b2).sigmoid().mm(w3) + b3;

        // Sums of four numbers of some units in float32.
        Assert.Equal(outputs.Numbers(), Example.Run("forward").Numbers("Y"), Table.Within(1e-5));

        static Tensor Draw(int rows, int columns) => randn(rows, columns).to(float64);
    }
}
