using Examples.Tests.Support;

namespace Examples.Tests.Losses;

public sealed class LogSumExpTests
{
    private static readonly Ran s_ran = Example.Run("log-sum-exp");

    [Theory]
    [InlineData("log Σ e^z, z = (1000, 0, −1000)", double.PositiveInfinity, 1000)]
    [InlineData("softmax(z), first", double.NaN, 1)]
    [InlineData("log softmax(z), last", double.NegativeInfinity, -2000)]
    [InlineData("log σ(−1000)", double.NegativeInfinity, -1000)]
    [InlineData("log(1 + e^(−m)), m = −1000", double.PositiveInfinity, 1000)]
    [InlineData("log(1 − σ(20))", double.NegativeInfinity, -20.000000002061154)]
    [InlineData("log(1 + e^(−m)), m = 20", 0, 2.061153620314381e-09)]
    [InlineData("log likelihood of 1000 samples", double.NegativeInfinity, -2918.9385332046727)]
    [InlineData("p log p, p = 0", double.NaN, 0)]
    public void The_careful_form_is_right_where_the_printed_one_is_not(string what, double printed, double right)
    {
        // float32 has seven digits; the sum of a thousand loses one.
        var row = s_ran.Row(what);
        Assert.Equal(printed, row[0]);
        Assert.Equal([right, right], row[1..], Table.Relative(5e-6));
    }
}
