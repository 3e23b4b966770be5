using System.Globalization;

using Examples.Shared;
using Examples.Shared.Comparison;
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

        // As many decimals as the numbers they are compared with have.
        Assert.All(Closed(ran).Zip([1.3868936, 0.0748988, 0.2440110, -0.0798820]), pair => Assert.Equal(pair.Second, pair.First, 5e-8));
        Assert.All(Closed(ran).Zip(Descent(ran)), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains("\n      1.8024947  residual sum of squares\n", ran.Output, StringComparison.Ordinal);
        Assert.StartsWith("target: sales\nfeatures: TV, radio, newspaper\nrows: 7\nXᵀX has an inverse\n", ran.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nthey agree to 1e-4\n", ran.Output, StringComparison.Ordinal);

        // The sum of squares of the seven sales about their mean is 168.394286.
        Assert.Equal(1 - (1.8024947 / 168.394286), ran.Number("R² by closed form"), 1e-7);
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
        var expected = PyTorch.Values($"""
            table = torch.tensor([{string.Join(", ", table.Select(row => $"[{string.Join(", ", row.Select(Digits))}]"))}], dtype=torch.float64)
            x, y = torch.cat([torch.ones({rows}, 1, dtype=torch.float64), table[:, :-1]], dim=1), table[:, -1:]
            result = torch.linalg.lstsq(x, y).solution.flatten()
            """);

        // Columns differ in size by up to 1e6, which costs lstsq as many of its 16 digits.
        Assert.All(expected.Zip(Closed(Same())), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Fact]
    public void Fits_the_cars_of_1974_as_R_does()
    {
        // Henderson and Velleman 1981; R prints lm(mpg ~ ., mtcars) with these digits.
        File.WriteAllText(_file, """
            "","mpg","cyl","disp","hp","drat","wt","qsec","vs","am","gear","carb"
            "Mazda RX4",21,6,160,110,3.9,2.62,16.46,0,1,4,4
            "Mazda RX4 Wag",21,6,160,110,3.9,2.875,17.02,0,1,4,4
            "Datsun 710",22.8,4,108,93,3.85,2.32,18.61,1,1,4,1
            "Hornet 4 Drive",21.4,6,258,110,3.08,3.215,19.44,1,0,3,1
            "Hornet Sportabout",18.7,8,360,175,3.15,3.44,17.02,0,0,3,2
            "Valiant",18.1,6,225,105,2.76,3.46,20.22,1,0,3,1
            "Duster 360",14.3,8,360,245,3.21,3.57,15.84,0,0,3,4
            "Merc 240D",24.4,4,146.7,62,3.69,3.19,20,1,0,4,2
            "Merc 230",22.8,4,140.8,95,3.92,3.15,22.9,1,0,4,2
            "Merc 280",19.2,6,167.6,123,3.92,3.44,18.3,1,0,4,4
            "Merc 280C",17.8,6,167.6,123,3.92,3.44,18.9,1,0,4,4
            "Merc 450SE",16.4,8,275.8,180,3.07,4.07,17.4,0,0,3,3
            "Merc 450SL",17.3,8,275.8,180,3.07,3.73,17.6,0,0,3,3
            "Merc 450SLC",15.2,8,275.8,180,3.07,3.78,18,0,0,3,3
            "Cadillac Fleetwood",10.4,8,472,205,2.93,5.25,17.98,0,0,3,4
            "Lincoln Continental",10.4,8,460,215,3,5.424,17.82,0,0,3,4
            "Chrysler Imperial",14.7,8,440,230,3.23,5.345,17.42,0,0,3,4
            "Fiat 128",32.4,4,78.7,66,4.08,2.2,19.47,1,1,4,1
            "Honda Civic",30.4,4,75.7,52,4.93,1.615,18.52,1,1,4,2
            "Toyota Corolla",33.9,4,71.1,65,4.22,1.835,19.9,1,1,4,1
            "Toyota Corona",21.5,4,120.1,97,3.7,2.465,20.01,1,0,3,1
            "Dodge Challenger",15.5,8,318,150,2.76,3.52,16.87,0,0,3,2
            "AMC Javelin",15.2,8,304,150,3.15,3.435,17.3,0,0,3,2
            "Camaro Z28",13.3,8,350,245,3.73,3.84,15.41,0,0,3,4
            "Pontiac Firebird",19.2,8,400,175,3.08,3.845,17.05,0,0,3,2
            "Fiat X1-9",27.3,4,79,66,4.08,1.935,18.9,1,1,4,1
            "Porsche 914-2",26,4,120.3,91,4.43,2.14,16.7,0,1,5,2
            "Lotus Europa",30.4,4,95.1,113,3.77,1.513,16.9,1,1,5,2
            "Ford Pantera L",15.8,8,351,264,4.22,3.17,14.5,0,1,5,4
            "Ferrari Dino",19.7,6,145,175,3.62,2.77,15.5,0,1,5,6
            "Maserati Bora",15,8,301,335,3.54,3.57,14.6,0,1,5,8
            "Volvo 142E",21.4,4,121,109,4.11,2.78,18.6,1,1,4,2
            """);
        var ran = Example.SameAsTwin("advertising", new RunOptions { Data = _file, Target = "mpg" });
        Assert.All(
            Closed(ran).Zip([12.30337, -0.11144, 0.01334, -0.02148, 0.78711, -3.71530, 0.82104, 0.31776, 2.52023, 0.65541, -0.19942]),
            pair => Assert.Equal(pair.Second, pair.First, 6e-6));
        Assert.Equal(0.869, ran.Number("R² by closed form"), 5e-4);
    }

    [Fact]
    public void Takes_the_pseudo_inverse_where_columns_outnumber_rows()
    {
        Write(["a", "b", "c", "d", "y"], [[1, 2, 3, 4, 5], [2, 1, 0, 1, 3], [4, 4, 1, 9, 2]]);
        var ran = Same();
        Assert.Contains("XᵀX has no inverse", ran.Output, StringComparison.Ordinal);
        Assert.Contains("\n              0  residual sum of squares\nR² by closed form = 1.000000\n", ran.Output, StringComparison.Ordinal);
        var w = Closed(ran);
        Assert.Equal(5, w[0] + w[1] + (2 * w[2]) + (3 * w[3]) + (4 * w[4]), 1e-9);

        // From zero weights, descent stays among the smallest ones too.
        Assert.Contains("they agree to 1e-4\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_the_weight_among_equal_columns()
    {
        Write(["a", "b", "y"], [[1, 1, 2], [2, 2, 4], [3, 3, 6.5], [4, 4, 7]]);
        Assert.All(Closed(Same()).Zip([0.5, 0.875, 0.875]), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Theory]
    [InlineData(1e12, 1e-9, 1)]
    [InlineData(1e98, 1e-98, 1)]
    [InlineData(1, 1, 1e95)]
    [InlineData(1, 1, 1e-95)]
    public void Keeps_columns_of_very_different_size_apart(double a, double b, double y)
    {
        Write(["a", "b", "y"], [[1 * a, 1 * b, 1 * y], [2 * a, 3 * b, 2 * y], [3.5 * a, 2 * b, 5 * y], [5 * a, 5 * b, 7 * y]]);

        // By the normal equation in fractions; float64 has 16 digits, of which standardizing costs a few.
        Assert.All(Closed(Same()).Zip([-5.0 / 8 * y, 93.0 / 52 * y / a, -29.0 / 104 * y / b]), pair => Assert.Equal(1, pair.First / pair.Second, 1e-9));
    }

    [Fact]
    public void What_has_no_weight_shows_no_rounding()
    {
        Write(["a", "b", "y"], [[0.1, 0.7, 0.3], [0.1, -0.7, 0.3], [-0.1, 0.7, -0.3], [-0.1, -0.7, -0.3]]);
        Assert.Contains("weights by closed form\n              0  intercept\n              3  a\n              0  b\n              0  residual", Same().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Prints_the_twins_bytes_for_large_numbers_too()
    {
        var random = new Random(0);
        Write(["area", "year", "price"], [.. Enumerable.Range(0, 100).Select(_ => new[] { random.Next(20, 300), random.Next(1900, 2020), random.Next(100_000, 9_000_000) + 0.37 })]);
        Same();
    }

    [Fact]
    public void Names_the_largest_learning_rate_that_does_not_diverge()
    {
        // Sixty columns of three rows: 2/λmax is below the default.
        var random = new Random(0);
        Write([.. Enumerable.Range(0, 60).Select(column => $"x{column}"), "y"], [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 61).Select(column => random.NextDouble() + row).ToArray())]);
        var message = Diverges(new RunOptions { Data = _file });
        var rate = double.Parse(message.Split("--lr ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(rate, 0.01, 0.02);
        var losses = Example.SameAsTwin("advertising", new RunOptions { Data = _file, LearningRate = rate }).Losses;
        Assert.True(losses[^1] < losses[0], $"From {losses[0]} to {losses[^1]}");

        // What is named is rounded down by up to 0.1 %.
        Assert.Equal(message, Diverges(new RunOptions { Data = _file, LearningRate = rate * 1.0012 }));
    }

    [Fact]
    public void Has_the_closed_form_even_where_descent_diverges()
    {
        Diverges(new RunOptions { LearningRate = 1 });
        using var program = new ExamplesProgram();
        var ended = program.Run("advertising", "--device", "cpu", "--lr", "1");
        Assert.Equal(ExitCode.Failed, ended.Exit);
        Assert.Contains("\n      1.3868936  intercept\n", ended.Output, StringComparison.Ordinal);
        Assert.Contains("2/λmax", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_when_the_epochs_are_too_few() =>
        Assert.EndsWith("\nthey differ still: more epochs (--epochs) bring them together\n", Example.SameAsTwin("advertising", new RunOptions { Epochs = 10 }).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData(100, 0.1, 30)]
    [InlineData(1, 0.5, 1)]
    public void Equals_the_twin_with_other_options(int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("advertising", new RunOptions { Epochs = epochs, LearningRate = learningRate, LogEvery = logEvery });

    /// <summary>The message with which descent ends; from the twin the same.</summary>
    private static string Diverges(RunOptions options)
    {
        var error = Assert.Throws<RunException>(() => Example.Run("advertising", options));
        var twin = PyTorch.Twin("advertising", Comparer.Arguments(Example.Catalog.Find("advertising").Info, options));
        Assert.Equal((ExitCode.Failed, error.Message + "\n"), (twin.Exit, twin.Error));
        return error.Message;
    }

    /// <summary>Intercept and weights.</summary>
    private static double[] Closed(Ran ran) => ran.Numbers("weights by closed form");

    private static double[] Descent(Ran ran) => ran.Numbers("weights by gradient descent");

    private static string Digits(double number) => number.ToString(CultureInfo.InvariantCulture);

    private void Write(string[] header, double[][] rows) =>
        File.WriteAllLines(_file, [string.Join(',', header), .. rows.Select(row => string.Join(',', row.Select(Digits)))]);

    private Ran Same() => Example.SameAsTwin("advertising", new RunOptions { Data = _file });
}
