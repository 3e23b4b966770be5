using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class RegularizationTests
{
    private const int Training = 0;
    private const int Test = 1;
    private const int Norm = 2;

    [Theory]
    [Seeds(10)]
    public void A_penalty_costs_training_error_and_saves_test_error(long seed)
    {
        var ran = Example.Run("regularization", $"--seed {seed}");
        double[][] rows = [.. new[] { "0", "0.1", "1", "10" }.Select(λ => ran.Numbers($"λ = {λ}"))];
        Assert.All(rows.Zip(rows.Skip(1)), pair =>
        {
            Assert.True(pair.First[Training] < pair.Second[Training]);
            Assert.True(pair.First[Norm] > pair.Second[Norm]);
        });

        var tests = rows.Select(row => row[Test]).ToArray();
        Assert.InRange(Array.IndexOf(tests, tests.Min()), 1, 2);
        Assert.InRange(tests[0], 40, 1.1e10);

        // Four significant digits are printed.
        var printed = ran.Rows("     λ").Select(row => row[1..]);
        Assert.All(rows.Zip(printed), pair => Assert.Equal(pair.First, pair.Second, Table.Relative(0.51e-3)));
    }
}
