using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class SlopeTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-6;

    private static readonly Ran s_ran = Example.Run("slope");

    [Fact]
    public void Its_derivative_at_2_is_minus_2() => Assert.Equal(-2, s_ran.Number("slope at w = 2"));

    [Theory]
    [InlineData("0.1", 0.21)]
    [InlineData("0.01", 0.0201)]
    [InlineData("0.001", 0.002001)]
    public void A_step_to_the_left_raises_the_loss_by_nearly_twice_the_step(string step, double rise)
    {
        // The difference of two numbers near 1, in float64.
        Assert.Equal(rise, s_ran.Number($"rise of L, {step} to the left"), 1e-15);
    }

    [Fact]
    public void The_smaller_the_step_the_closer_is_rise_over_step_to_the_derivative()
    {
        var rows = s_ran.Rows("  step");
        Assert.Equal(3, rows.Length);
        Assert.All(rows, row =>
        {
            var h = row[0];
            Assert.Equal([(2 * h) + (h * h), 2 + h, (h * h) - (2 * h), h - 2], row[1..], Table.Within(Printed));
        });
    }
}
