using System.Text.Json;

using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class ActivationsTests
{
    // What float64 leaves of functions of exp.
    private const double Rounding = 1e-15;

    // The functions as the slides define them.
    private static readonly Dictionary<string, Func<double, double>> s_slides = new()
    {
        ["unit step"] = z => z < 0 ? 0 : z > 0 ? 1 : 0.5,
        ["sign"] = z => z < 0 ? -1 : z > 0 ? 1 : 0,
        ["linear"] = z => z,
        ["piece-wise linear"] = z => z >= 0.5 ? 1 : z <= -0.5 ? 0 : z + 0.5,
        ["sigmoid"] = z => 1 / (1 + Math.Exp(-z)),
        ["tanh"] = z => (Math.Exp(z) - Math.Exp(-z)) / (Math.Exp(z) + Math.Exp(-z)),
        ["ReLU"] = z => Math.Max(0, z),
        ["leaky ReLU"] = z => Math.Max(0.1 * z, z),
        ["ELU"] = z => z >= 0 ? z : Math.Exp(z) - 1,
        ["Maxout"] = z => Math.Max((-0.5 * z) - 0.25, z - 1),
    };

    private static readonly Ran s_ran = Example.Run("activations");

    public static TheoryData<string> Names => [.. s_slides.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Values_are_the_slides_and_slopes_theirs_where_both_sides_agree(string name)
    {
        const double Step = 1e-6;
        const double Steepest = 10;
        var (z, function) = (s_ran.Numbers("z"), s_slides[name]);
        Assert.Equal([-3, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 3], z);
        Assert.Equal(z.Select(function), s_ran.Numbers(name), Table.Within(Rounding));

        // One-sided differences are right to about the step.
        Assert.Equal(z.Select(Slope), Slopes($"{name}, slope"), Table.Within(1e-5));

        double Slope(double at)
        {
            var (left, right) = ((function(at) - function(at - Step)) / Step, (function(at + Step) - function(at)) / Step);
            return Math.Abs(left - right) < 1e-3 && Math.Abs(left) < Steepest ? (left + right) / 2 : double.NaN;
        }
    }

    /// <summary>Slopes; one that is not there is NaN, which JSON has as a word.</summary>
    private static double[] Slopes(string name) =>
        [.. s_ran.Results[name]!.AsArray().Select(slope => slope!.GetValueKind() == JsonValueKind.Number ? (double)slope : double.NaN)];
}
