using Examples.Tests.Support;

namespace Examples.Tests.Classification;

public sealed class MarginTests
{
    // Half of the last digit printed, and what float32 rounds.
    private const double Tolerance = 1e-6;

    [Fact]
    public void Losses_and_slopes_of_margins()
    {
        var ran = Example.Run("margin");
        Assert.Equal([2.126928, 1.313262, 0.693147, 0.313262, 0.126928], ran.Numbers("loss at margins −2 to 2"), Table.Within(Tolerance));
        Assert.Equal([-0.880797, -0.731059, -0.5, -0.268941, -0.119203], ran.Numbers("slope at margins −2 to 2"), Table.Within(Tolerance));
        Assert.Equal([4.018150, 0.693147, 0.018150], ran.Numbers("−log θ(z) at z = −4, 0, 4"), Table.Within(Tolerance));
    }

    [Theory]
    [Seeds(5)]
    public void The_loss_and_its_gradient_are_those_of_softplus(long seed)
    {
        var ran = Example.Run("margin", $"--seed {seed}");
        manual_seed(seed);
        var x = randn(100, 2).to(float64);
        var y = 2 * (x[.., 0] + 0.5 * randn(100).to(float64) > 0).to(float64) - 1;
        var w = randn(2).to(float64).requires_grad_();
        var loss = nn.functional.softplus(-y * x.mv(w)).mean();
        loss.backward();
        Assert.Equal(loss.item<double>(), ran.Number("Eᵢₙ(w)"), Tolerance);
        Assert.Equal(w.grad!.data<double>().ToArray(), ran.Numbers("gradient of Eᵢₙ"), Table.Within(Tolerance));
    }
}
