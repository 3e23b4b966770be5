using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class LeastSquaresTests
{
    // Half of the last digit that is printed.
    private const double Printed = 0.51e-6;

    [Theory]
    [InlineData("formulas")]
    [InlineData("normal equation")]
    [InlineData("pseudo-inverse")]
    public void Solves_the_slides_three_points(string method) =>
        Assert.Equal([1.5, 0, 0.5], Example.Run("least-squares").Row(method), Table.Within(Printed));

    [Theory]
    [InlineData("--seed 0", 40)]
    [InlineData("--seed 7", 40)]
    [InlineData("--samples 100000", 100000)]
    public void Predicts_the_weight_of_a_new_student(string options, int students)
    {
        // The class follows 65 + 0.9 (height − 170), heights spread by 8 cm and weights about the line by 5 kg.
        var ran = Example.Run("least-squares", options);
        Assert.Equal(0.9, ran.Number("weight per height, kg/cm"), 4 * 5 / (8 * Math.Sqrt(students)));
        Assert.Equal(69.5, ran.Number("weight at 175 cm, kg"), 4 * 5 * Math.Sqrt((1 + 25.0 / 64) / students));
    }

    [Fact]
    public void Fits_a_class_of_one_by_the_smallest_weights()
    {
        // They are a multiple of the only row of X, (1, height).
        var ran = Example.Run("least-squares", "--samples 1");
        var w1 = ran.Number("weight per height, kg/cm");
        var height = w1 / (ran.Number("weight at 175 cm, kg") - (175 * w1));
        Assert.Equal(170, height, 4 * 8.0);
    }

    [Theory]
    [Seeds(3)]
    public void Takes_the_smallest_weights_where_inputs_outnumber_samples(long seed)
    {
        var ran = Example.Run("least-squares", $"--seed {seed}");
        Assert.Contains("XᵀX has 5 rows, but rank 3, and so no inverse", ran.Output);
        var rows = Enumerable.Range(0, 4).Select(t => ran.Row($"pseudo-inverse + {t} null vector")).ToArray();
        Assert.All(rows, row => Assert.Equal(0, row[0]));
        Assert.True(rows[1][1] > rows[0][1]);

        // The null vector is orthogonal to the smallest weights: ‖w + t·v‖² = ‖w‖² + t²‖v‖², with norms of some units.
        var squares = rows.Select(row => row[1] * row[1]).ToArray();
        Assert.All(squares.Select((square, t) => (square, t)), row =>
            Assert.Equal(squares[0] + row.t * row.t * (squares[1] - squares[0]), row.square, 1e-4));
    }
}
