using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class SaturationTests
{
    private static readonly Ran s_ran = Example.Run("saturation");

    [Theory]
    [InlineData("MSE from w = 0.6", 0.8175745, 0.1527399, 0.0939557)]
    [InlineData("MSE from w = 2.0", 0.9820138, 0.9334175, 0.2028484)]
    [InlineData("cross-entropy from w = 0.6", 0.8175745, 0.0240652, 0.0116382)]
    [InlineData("cross-entropy from w = 2.0", 0.9820138, 0.0256854, 0.0120087)]
    public void Outputs_are_the_slides(string training, double before, double half, double end)
    {
        // Half of the last digit, in float64.
        Assert.Equal([before, half, end], s_ran.Numbers($"{training}: output after 0, 150, 300 epochs"), Table.Within(0.51e-7));

        var losses = s_ran.LossesOf(training);
        Assert.Equal(300, losses.Count);
        Assert.Equal(Loss(before), losses[0], 1e-6);
        Assert.Equal(Loss(half), losses[150], 1e-6);

        // ½a² or −log(1 − a); 1 − a has a digit less than a, once a is 0.98.
        double Loss(double a) => training.StartsWith("MSE") ? a * a / 2 : -Math.Log(1 - a);
    }

    [Theory]
    [InlineData("MSE", true)]
    [InlineData("cross-entropy", false)]
    public void The_error_has_the_slope_of_the_sigmoid_by_mse_and_not_by_cross_entropy(string cost, bool hasSlope)
    {
        // float64, which has 16 digits.
        var a = 1 / (1 + Math.Exp(-4));
        Assert.Equal(hasSlope ? a * a * (1 - a) : a, s_ran.Number($"δ of {cost} at z = 4"), 1e-12);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(101, 50)]
    public void Outputs_are_shown_half_way_and_at_the_end(int epochs, int half)
    {
        var outputs = Example.Run("saturation", $"--epochs {epochs}").Numbers($"MSE from w = 0.6: output after 0, {half}, {epochs} epochs");
        var losses = s_ran.Curves[0].Losses;
        Assert.Equal([losses[0], losses[half], losses[epochs]], outputs.Select(a => a * a / 2), Table.Within(1e-12));
    }
}
