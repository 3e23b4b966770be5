using Examples.Tests.Support;

using static TorchSharp.torch;

namespace Examples.Tests.Networks;

public sealed class ActivationsTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-4;

    // The functions as the slides define them.
    private static readonly Dictionary<string, Func<double, double>> s_slides = new()
    {
        ["unit step"] = z => z < 0 ? 0 : z > 0 ? 1 : 0.5,
        ["sign"] = z => z < 0 ? -1 : z > 0 ? 1 : 0,
        ["identity"] = z => z,
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
    public void Values_are_the_slides_and_derivatives_their_slopes_where_both_sides_agree(string name)
    {
        const double Step = 1e-6;
        const double Steepest = 10;
        var (z, function) = (s_ran.Row("z"), s_slides[name]);
        Assert.Equal(z.Select(function), s_ran.Row(name, "z "), Table.Within(Printed));

        var slopes = z.Select(at => (Left: (function(at) - function(at - Step)) / Step, Right: (function(at + Step) - function(at)) / Step));
        var expected = slopes.Select(s => Math.Abs(s.Left - s.Right) < 1e-3 && Math.Abs(s.Left) < Steepest ? (s.Left + s.Right) / 2 : double.NaN);
        Assert.Equal(expected, s_ran.Row(name, "derivative at z")[..^1], Table.Within(Printed));

        // Both are libtorch's arithmetic in float64, of numbers of at most 1.
        Assert.InRange(s_ran.Number($"{name} from autograd"), 0, 1e-15);
    }

    [Fact]
    public void Sigmoid_loses_the_gradient_and_ReLU_keeps_it()
    {
        Assert.All(s_ran.Numbers("unit step gradient norms"), norm => Assert.Equal(0, norm));
        Assert.All(s_ran.Numbers("sign gradient norms"), norm => Assert.Equal(0, norm));
        Assert.Contains("no gradient passes", s_ran.Output, StringComparison.Ordinal);

        // With weights of variance 2/n a layer multiplies the gradient by √2·φ′, and σ′ ≤ 1/4.
        var sigmoid = s_ran.Numbers("sigmoid gradient norms");
        Assert.Equal(10, sigmoid.Length);
        Assert.All(sigmoid.Zip(sigmoid.Skip(1)), pair => Assert.InRange(pair.First / pair.Second, 0, 0.5));
        Assert.InRange(sigmoid[0] / sigmoid[9], 0, 1e-4);
        Assert.InRange(s_ran.Numbers("tanh gradient norms") is var tanh ? tanh[0] / tanh[9] : 0, 0.3, 3);
        Assert.InRange(s_ran.Numbers("ReLU gradient norms") is var relu ? relu[0] / relu[9] : 0, 0.1, 10);
    }

    [Fact]
    public void Gradients_of_one_function_are_gone_before_the_next()
    {
        // ReLU comes last; here it comes alone.
        manual_seed(4);
        var a = randn(100, 100, float64);
        Tensor[] weights = [.. Enumerable.Range(0, 10).Select(_ => (Math.Sqrt(0.02) * randn(100, 100, float64)).requires_grad_())];
        Array.ForEach(weights, weight => a = a.mm(weight).relu());
        a.square().mean().backward();

        // Norms of some units in float64.
        Assert.Equal(weights.Select(weight => weight.grad!.norm().item<double>()), Example.Run("activations", "--seed 4").Numbers("ReLU gradient norms"), Table.Within(1e-12));
    }
}
