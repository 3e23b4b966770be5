using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class NewtonTests
{
    // Half of the last digit that is printed: six after the point, and seven of an eigenvalue.
    private const double Printed = 0.51e-6;
    private const double Eigenvalue = 0.51e-7;

    private static readonly Ran s_ran = Example.Run("newton");

    [Fact]
    public void Takes_one_step_to_the_minimum_of_L() =>
        Steps("Newton on L", [0, 1, 1, 2], [1, 0, 1.5, 0.5]);

    [Fact]
    public void Takes_two_steps_to_the_minimum_of_f_and_the_first_does_not_lower_it() =>
        Steps("Newton on f", [0, 0, 0, 0.5], [1, 1, 0, 0.5], [2, 1, 1, 0]);

    [Fact]
    public void Takes_one_step_to_the_bottom_of_the_bowl() =>
        Steps("Newton on bowl", [0, -3, 4, 25], [1, 0, 0, 0]);

    [Theory]
    [InlineData("L", 0, 1.5)]
    [InlineData("f", 1, 1)]
    [InlineData("bowl", 0, 0)]
    public void Gradient_descent_is_not_there_after_ten_steps(string loss, double x, double y)
    {
        Assert.Equal(11, s_ran.Rows($"descent on {loss}").Length);

        Assert.Equal(s_ran.Rows($"descent on {loss}")[^1][1..3], s_ran.Numbers($"descent on {loss}"), Table.Within(Printed));

        // Newton's step solves two equations in float64; gradient descent is 0.3 to 0.6 away.
        Assert.InRange(Distance("Newton"), 0, 1e-12);
        Assert.InRange(Distance("descent"), 0.3, 0.6);

        double Distance(string method) =>
            s_ran.Numbers($"{method} on {loss}") is var end ? Math.Sqrt(Math.Pow(end[0] - x, 2) + Math.Pow(end[1] - y, 2)) : double.NaN;
    }

    [Fact]
    public void Gradient_descent_takes_the_steps_of_the_slides()
    {
        Assert.Equal([0.6, 0.8, 0.52, 0.84], s_ran.Rows("descent on L")[1..3].SelectMany(row => row[1..3]));
        Assert.Equal([-2.4, 3.2, -1.92, 2.56], s_ran.Rows("descent on bowl")[1..3].SelectMany(row => row[1..3]));
        Assert.Equal([0.3, 0], s_ran.Rows("descent on f")[1][1..3]);
    }

    [Fact]
    public void Shows_the_curvature_along_the_path()
    {
        Assert.All(s_ran.Rows("descent on L"), row => Assert.Equal([0.8768944, 9.1231056], row[4..6], Table.Within(Eigenvalue)));
        Assert.All(s_ran.Rows("descent on bowl"), row => Assert.Equal([2, 2], row[4..6]));

        // f's second derivatives are 6x₁² − 2x₂ + 1, −2x₁ and 1: two curvatures of 1 at the start, 3 ± √8 at the minimum.
        Assert.Equal([1, 1], s_ran.Rows("Newton on f")[0][4..6]);
        Assert.Equal([3 - Math.Sqrt(8), 3 + Math.Sqrt(8)], s_ran.Rows("Newton on f")[2][4..6], Table.Within(Eigenvalue));
    }

    [Fact]
    public void A_step_is_short_for_its_gradient_where_the_curvature_is_large()
    {
        // Between one over the largest curvature and one over the smallest; at the minimum there is none.
        var rows = new[] { "L", "f", "bowl" }.SelectMany(loss => s_ran.Rows($"Newton on {loss}")[..^1]);
        Assert.All(rows, row => Assert.InRange(row[6], 1 / row[5] - Printed, 1 / row[4] + Printed));
        Assert.All(new[] { "L", "f", "bowl" }, loss => Assert.Equal(0, s_ran.Rows($"Newton on {loss}")[^1][6]));
        Assert.All(s_ran.Rows("descent on f"), row => Assert.Equal(0.3, row[6]));
    }

    /// <summary>Asserts a table's steps, their points and losses.</summary>
    private static void Steps(string table, params double[][] expected)
    {
        var rows = s_ran.Rows(table);
        Assert.Equal(expected.Length, rows.Length);
        Assert.All(rows.Zip(expected), pair => Assert.Equal(pair.Second, pair.First[..4], Table.Within(Printed)));
    }
}
