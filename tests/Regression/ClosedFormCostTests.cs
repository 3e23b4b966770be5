using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class ClosedFormCostTests
{
    private static readonly Ran s_ran = Example.Run("closed-form-cost");

    [Fact]
    public void Its_counts_are_the_textbooks()
    {
        var rows = s_ran.Rows("      p");
        Assert.Equal([8, 16, 32, 64, 128, 256], rows.Select(row => row[0]));
        Assert.All(rows, row =>
        {
            // 500 samples: XᵀX takes 500p², Gauss and Jordan on [A | I] 2p³, and Xw and Xᵀ(Xw − y) 500p each.
            var p = row[0];
            var (product, inverse, step) = (500 * p * p, 2 * p * p * p, 2 * 500 * p);
            Assert.Equal([product, inverse, step], row[1..4]);

            // Half of the last digit that is printed.
            Assert.Equal((product + inverse + (500 * p) + (p * p)) / step, row[4], 0.051);
        });
    }

    [Fact]
    public void Twice_the_inputs_cost_the_inverse_eight_times_and_a_step_twice()
    {
        Assert.Equal([4, 8, 2], s_ran.Numbers("growth of XᵀX, inverse and step"));
        Assert.Contains("p twice           4.0           8.0           2.0", s_ran.Output);
    }
}
