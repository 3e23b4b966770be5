using System.Globalization;

using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class ActivationsTests
{
    // The functions as the slides define them, at the numbers of the table.
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

    private static readonly Lazy<Ran> s_ran = new(() => Example.Run("activations"));

    [Fact]
    public void Values_are_the_slides()
    {
        var table = Table("z");
        var z = table["z"];
        Assert.Equal(s_slides.Keys, table.Keys.Skip(1));
        foreach (var (name, function) in s_slides)
        {
            Assert.Equal(z.Select(function), table[name], Rounded);
        }
    }

    [Fact]
    public void Derivatives_are_the_slopes_of_the_values_where_both_sides_agree()
    {
        const double Step = 1e-6;
        const double Steepest = 10;
        var table = Table("derivative at z");
        var z = table["derivative at z"];
        Assert.Equal(s_slides.Keys, table.Keys.Skip(1));
        foreach (var (name, function) in s_slides)
        {
            var slopes = z.Select(at => (Left: (function(at) - function(at - Step)) / Step, Right: (function(at + Step) - function(at)) / Step));
            var expected = slopes.Select(s => Math.Abs(s.Left - s.Right) < 1e-3 && Math.Abs(s.Left) < Steepest ? (s.Left + s.Right) / 2 : double.NaN);
            Assert.Equal(expected, table[name].SkipLast(1), Rounded);

            // Both are libtorch's arithmetic in double precision.
            Assert.InRange(s_ran.Value.Number($"{name} from autograd"), 0, 1e-15);
        }
    }

    [Fact]
    public void Sigmoid_loses_the_gradient_and_ReLU_keeps_it()
    {
        var ran = s_ran.Value;
        Assert.All(ran.Numbers("unit step gradient norms"), norm => Assert.Equal(0, norm));
        Assert.All(ran.Numbers("sign gradient norms"), norm => Assert.Equal(0, norm));
        Assert.Contains("no gradient passes", ran.Output, StringComparison.Ordinal);

        // With weights of variance 2/n a layer multiplies the gradient by √2·φ′, and σ′ ≤ 1/4.
        var sigmoid = ran.Numbers("sigmoid gradient norms");
        Assert.Equal(10, sigmoid.Length);
        Assert.All(sigmoid.Zip(sigmoid.Skip(1)), pair => Assert.InRange(pair.First / pair.Second, 0, 0.5));
        Assert.InRange(sigmoid[0] / sigmoid[9], 0, 1e-4);
        Assert.InRange(ran.Numbers("tanh gradient norms") is var tanh ? tanh[0] / tanh[9] : 0, 0.3, 3);
        Assert.InRange(ran.Numbers("ReLU gradient norms") is var relu ? relu[0] / relu[9] : 0, 0.1, 10);
    }

    [Fact]
    public void Gradient_norms_are_those_of_a_network_of_modules()
    {
        var expected = PyTorch.Values("""
            torch.manual_seed(4)
            x = torch.empty(100, 100, dtype=torch.float64).normal_()
            layers = [nn.Linear(100, 100, bias=False, dtype=torch.float64) for _ in range(10)]
            torch.manual_seed(4)
            torch.empty(100, 100, dtype=torch.float64).normal_()
            for layer in layers:
                layer.weight.data = torch.empty(100, 100, dtype=torch.float64).normal_(0, 0.02 ** 0.5).t()
            nn.Sequential(*[m for layer in layers for m in (layer, nn.Sigmoid())])(x).pow(2).mean().backward()
            result = [layer.weight.grad.norm() for layer in layers]
            """);
        var norms = Example.Run("activations", "--seed 4").Numbers("sigmoid gradient norms");
        Assert.All(expected.Zip(norms), pair => Assert.Equal(1, pair.Second / pair.First, 1e-9));
    }

    /// <summary>The rows of the printed table whose head begins with a name, "none" as NaN.</summary>
    private static Dictionary<string, double[]> Table(string head) => s_ran.Value.Output.Split("\n\n")
        .First(table => table.StartsWith(head, StringComparison.Ordinal)).Split('\n')
        .Where(line => line.Length > 0 && !line.StartsWith("none:", StringComparison.Ordinal))
        .ToDictionary(line => line[..18].Trim(), line => Array.ConvertAll(
            line[18..].Replace("from autograd", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            cell => cell == "none" ? double.NaN : double.Parse(cell, CultureInfo.InvariantCulture)));

    // The table has four digits after the point.
    private static bool Rounded(double expected, double actual) =>
        double.IsNaN(expected) ? double.IsNaN(actual) : Math.Abs(expected - actual) <= 0.5001e-4;
}
