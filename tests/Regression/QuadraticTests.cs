using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class QuadraticTests
{
    [Fact]
    public void Learns_the_slides_parabola_roughly()
    {
        var ran = Example.Run("quadratic");

        // Where the loss ends depends on rounding: trainings by other kernels and at other seeds end within these.
        Assert.InRange(ran.Losses[^1], 24, 74);

        // What is printed is the trained network, not the one near 0 that it began as: 8x² + 7x + 3 is 873 at 10, 733 at −10.
        Assert.Equal(873, Output(10), 873 / 4.0);
        Assert.Equal(733, Output(-10), 733 / 4.0);

        double Output(double x) => Dot(ran.Numbers("4.weight"), Hidden("2", Hidden("0", [x]))) + ran.Number("4.bias");

        double[] Hidden(string layer, double[] inputs)
        {
            var rows = ran.Numbers($"{layer}.weight").Chunk(inputs.Length);
            return [.. rows.Zip(ran.Numbers($"{layer}.bias"), (row, bias) => Math.Max(0, Dot(row, inputs) + bias))];
        }

        static double Dot(double[] weights, double[] inputs) => weights.Zip(inputs, (w, x) => w * x).Sum();
    }
}
