using System.Globalization;

using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class LeastSquaresTests
{
    [Theory]
    [InlineData("formulas")]
    [InlineData("normal equation")]
    [InlineData("pseudo-inverse   ")]
    public void Solves_the_slides_three_points(string method) =>
        Assert.Equal([1.5, 0, 0.5], Numbers(Example.Run("least-squares"), method));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Predicts_the_weight_of_a_new_student(long seed)
    {
        var ran = Example.Run("least-squares", $"--seed {seed}");

        // By another way: correlation and deviations of the same class.
        var expected = PyTorch.Values($"""
            torch.manual_seed({seed})
            height = nn.init.normal_(torch.empty(40, dtype=torch.float64), mean=170, std=8)
            weight = 65 + 0.9 * (height - 170) + nn.init.normal_(torch.empty(40, dtype=torch.float64), std=5)
            slope = torch.corrcoef(torch.stack([height, weight]))[0, 1] * weight.std() / height.std()
            result = [slope.item(), (weight.mean() + slope * (175 - height.mean())).item()]
            """);
        Assert.Equal(expected[0], ran.Number("weight per height, kg/cm"), 1e-9);
        Assert.Equal(expected[1], ran.Number("weight at 175 cm, kg"), 1e-9);

        // The class follows 65 + 0.9 (height − 170) with noise of 5 kg; the prediction spreads by 5·√(1/40 + 5²/(40·8²)) = 0.93.
        Assert.Equal(69.5, ran.Number("weight at 175 cm, kg"), 4 * 0.93);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Takes_the_smallest_weights_where_inputs_outnumber_samples(long seed)
    {
        var ran = Example.Run("least-squares", $"--seed {seed}");
        Assert.Contains("XᵀX has 5 rows, but rank 3, and so no inverse", ran.Output, StringComparison.Ordinal);
        var rows = Enumerable.Range(0, 4).Select(t => Numbers(ran, $"pseudo-inverse + {t} null vector")).ToArray();
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.Second[1] > pair.First[1]));

        // The null vector is orthogonal to the smallest weights: ‖w + t·v‖² = ‖w‖² + t²‖v‖².
        var squares = rows.Select(row => row[1] * row[1]).ToArray();
        Assert.All(squares.Select((square, t) => (square - squares[0], t)), step => Assert.Equal(step.t * step.t * (squares[1] - squares[0]), step.Item1, 1e-4));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Equals_the_twin_with_other_options(int samples) =>
        Example.SameAsTwin("least-squares", $"--seed 4 --samples {samples}");

    private static double[] Numbers(Ran ran, string method) =>
        [.. ran.Output.Split('\n').First(line => line.StartsWith(method, StringComparison.Ordinal))[method.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
}
