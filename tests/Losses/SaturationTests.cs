using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class SaturationTests
{
    private const double Tolerance = 1e-6;

    private static readonly Lazy<Ran> s_ran = new(() => Example.Run("saturation"));

    [Theory]
    [InlineData("MSE from w=0.6", 0.8175745, 0.1527399, 0.0939557)]
    [InlineData("MSE from w=2", 0.9820138, 0.9334175, 0.2028484)]
    [InlineData("cross-entropy from w=0.6", 0.8175745, 0.0240652, 0.0116382)]
    [InlineData("cross-entropy from w=2", 0.9820138, 0.0256854, 0.0120087)]
    public void Outputs_are_the_slides(string training, double before, double half, double end)
    {
        var outputs = s_ran.Value.Numbers($"{training}: output after 0, 150, 300 epochs");
        Assert.Equal(before, outputs[0], Tolerance);
        Assert.Equal(half, outputs[1], Tolerance);
        Assert.Equal(end, outputs[2], Tolerance);

        var losses = Assert.Single(s_ran.Value.Curves, curve => curve.Name == training).Losses;
        Assert.Equal(300, losses.Count);
        Assert.Equal(training.StartsWith("MSE", StringComparison.Ordinal) ? before * before / 2 : -Math.Log(1 - before), losses[0], Tolerance);
    }

    [Theory]
    [InlineData("1.5", 0.817574, 0.149146)]
    [InlineData("4.0", 0.982014, 0.017663)]
    [InlineData("1000.0", 1, 0)]
    [InlineData("-1000.0", 0, 0)]
    public void Gradient_has_the_slope_of_the_sigmoid_by_mse_and_not_by_cross_entropy(string logit, double output, double slope)
    {
        var row = s_ran.Value.Row(logit);
        Assert.Equal(output, row[0]);
        Assert.Equal(slope, row[1]);
        Assert.Equal(output * slope, row[2], Tolerance);
        Assert.Equal(row[2], row[3]);
        Assert.Equal(output, row[4]);
        Assert.Equal(output, row[5]);
    }

    [Theory]
    [InlineData(1, 0.15, 1)]
    [InlineData(101, 0.15, 50)]
    [InlineData(50, 2.5, 7)]
    public void Equals_the_twin_with_other_options(int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("saturation", $"--epochs {epochs} --lr {learningRate} --log-every {logEvery}");
}
