using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class MseTests
{
    // A few units in the last place of float64.
    private const double Tolerance = 1e-14;

    private static readonly Ran s_ran = Example.Run("mse");

    [Theory]
    [InlineData("prediction", 8)]
    [InlineData("loss", 6.25)]
    [InlineData("∂loss/∂w", 15)]
    [InlineData("∂loss/∂b", 5)]
    [InlineData("w after a step", 1.85)]
    [InlineData("b after a step", 1.95)]
    [InlineData("loss after a step", 4)]
    public void It_is_the_slides_exercise(string name, double value) => Assert.Equal(value, s_ran.Number(name), Tolerance);
}
