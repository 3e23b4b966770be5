using System.Globalization;

using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class AdvertisingTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Solves_the_slides_seven_rows()
    {
        var ran = Example.Run("advertising");
        Assert.Equal([1.3868936, 0.0748988, 0.2440110, -0.0798820, 1.8024947], Fit(ran, "Closed form"));
        Assert.All(Fit(ran, "Closed form").Zip(Fit(ran, "Gradient descent")), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains("rows 7, features 3, rank 3\n", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 5)]
    [InlineData(6, 200)]
    public void Fits_any_file(int features, int rows)
    {
        var random = new Random(features);
        var table = Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, features + 1).Select(column => (random.NextDouble() * Math.Pow(10, column)) + column).ToArray()).ToArray();
        Write([.. Enumerable.Range(0, features).Select(column => $"x{column}"), "y"], table);
        var ran = Same();
        var expected = PyTorch.Values($"""
            table = torch.tensor([{string.Join(", ", table.Select(row => $"[{string.Join(", ", row.Select(Digits))}]"))}], dtype=torch.float64)
            x, y = torch.cat([torch.ones({rows}, 1, dtype=torch.float64), table[:, :-1]], dim=1), table[:, -1:]
            w = torch.linalg.lstsq(x, y).solution
            result = [w.flatten().tolist(), ((x @ w - y) ** 2).sum().item()]
            """);
        Assert.All(expected.Zip(Fit(ran, "Closed form")), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Fact]
    public void Takes_the_pseudo_inverse_where_columns_outnumber_rows()
    {
        Write(["a", "b", "c", "d", "y"], [[1, 2, 3, 4, 5], [2, 1, 0, 1, 3], [4, 4, 1, 9, 2]]);
        var ran = Same();
        Assert.Contains("features 4, rank 2: XᵀX has no inverse", ran.Output, StringComparison.Ordinal);
        var fit = Fit(ran, "Closed form");
        Assert.Equal(0, fit[^1], 1e-12);
        Assert.Equal(5, fit[0] + fit[1] + (2 * fit[2]) + (3 * fit[3]) + (4 * fit[4]), 1e-5);

        // From zero weights, descent stays among the smallest ones too.
        Assert.All(fit.Zip(Fit(ran, "Gradient descent")), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Gives_a_constant_column_no_weight()
    {
        Write(["a", "constant", "y"], [[1, 0.1, 3], [2, 0.1, 5], [4, 0.1, 8]]);
        Assert.Equal([1.5, 1.6428571, 0, 0.0714286], Fit(Same(), "Closed form"));
    }

    [Fact]
    public void Shares_the_weight_among_equal_columns()
    {
        Write(["a", "b", "y"], [[1, 1, 2], [2, 2, 4], [3, 3, 6.5], [4, 4, 7]]);
        Assert.Equal([0.5, 0.875, 0.875, 0.875], Fit(Same(), "Closed form"));
    }

    [Fact]
    public void Predicts_the_only_row_there_is()
    {
        Write(["a", "b", "y"], [[1, 2, 3]]);
        Assert.Equal([3, 0, 0, 0], Fit(Same(), "Closed form"));
    }

    [Fact]
    public void Keeps_columns_of_very_different_size_apart()
    {
        Write(["population", "rate", "y"], [[1e12, 1e-9, 1], [2e12, 3e-9, 2], [3.5e12, 2e-9, 5], [5e12, 5e-9, 7]]);
        var fit = Fit(Same(), "Closed form");
        // By the normal equation in fractions; numbers so large are shown with eight digits.
        Assert.Equal(-5.0 / 8, fit[0], 1e-6);
        Assert.Equal(93.0 / 52 * 1e-12, fit[1], 1e-18);
        Assert.Equal(-29.0 / 104 * 1e9, fit[2], 10.0);
    }

    [Fact]
    public void Needs_something_to_predict_from()
    {
        Write(["y"], [[1], [2]]);
        var error = Assert.Throws<UsageException>(() => Example.Run("advertising", $"--data {_file}"));
        Assert.Contains("has one column, 'y'", error.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, PyTorch.Twin("advertising", "--data", _file).Exit);
    }

    [Fact]
    public void Has_the_closed_form_even_where_descent_diverges()
    {
        var ran = Example.SameAsTwin("advertising", "--lr 1");
        Assert.Equal(ExitCode.Failed, ran.Exit);
        Assert.Equal(1.3868936, Fit(ran, "Closed form")[0]);
        Assert.Contains("A smaller learning rate", ran.Notes, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 0.1, 30)]
    [InlineData(1, 0.5, 1)]
    public void Equals_the_twin_with_other_options(int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("advertising", $"--epochs {epochs} --lr {learningRate} --log-every {logEvery}");

    private static string Digits(double number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Intercept, weights and residual sum of squares under a heading.</summary>
    private static double[] Fit(Ran ran, string method) =>
        [.. ran.Output.Split('\n').SkipWhile(line => line != method).Skip(2).TakeWhile(line => line.StartsWith(' '))
            .Select(line => double.Parse(line[..15], CultureInfo.InvariantCulture))];

    private void Write(string[] header, double[][] rows) =>
        File.WriteAllLines(_file, [string.Join(',', header), .. rows.Select(row => string.Join(',', row.Select(Digits)))]);

    private Ran Same() => Example.SameAsTwin("advertising", $"--data {_file}");
}
