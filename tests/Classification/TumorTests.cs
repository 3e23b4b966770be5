using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Classification;

public sealed class TumorTests
{
    [Fact]
    public void Prints_thresholds_and_accuracies_of_all_four_fits()
    {
        var ran = Example.Run("tumor");

        // The closed form rounds in its last digits only; descent stops short of its goal, at a place that varies more.
        Assert.Equal(2.99, ran.Number("linear, without outlier: threshold"), 0.005);
        Assert.Equal(4.05, ran.Number("linear, with outlier: threshold"), 0.005);
        Assert.Equal(2.93, ran.Number("logistic, without outlier: threshold"), 0.01);
        Assert.Equal(2.93, ran.Number("logistic, with outlier: threshold"), 0.01);

        // Of 41 tumors.
        Assert.Equal(40 / 41.0, ran.Number("linear, without outlier: accuracy"), 1e-6);
        Assert.Equal(31 / 41.0, ran.Number("linear, with outlier: accuracy"), 1e-6);
        Assert.Equal(1, ran.Number("logistic, without outlier: accuracy"));
        Assert.Equal(1, ran.Number("logistic, with outlier: accuracy"));
        Assert.Contains("linear, with outlier          4.05 cm    0.7561          10 of 17\n", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void The_outlier_moves_the_line_only(long seed)
    {
        var ran = Example.Run("tumor", $"--seed {seed}");
        double Moved(string fit, string what) => ran.Number($"{fit}, with outlier: {what}") - ran.Number($"{fit}, without outlier: {what}");

        Assert.InRange(Moved("linear", "threshold"), 0.8, 1.4);
        Assert.InRange(Moved("linear", "missed"), 4, 17);
        Assert.InRange(Moved("linear", "accuracy"), -1, -0.05);
        Assert.InRange(Moved("logistic", "threshold"), -0.02, 0.02);
        Assert.Equal(0, Moved("logistic", "missed"));
        Assert.Equal(0, Moved("logistic", "accuracy"));
    }

    [Fact]
    public void The_lines_are_those_of_least_squares()
    {
        var expected = PyTorch.Values("""
            torch.manual_seed(7)
            x = torch.cat([0.5 + 2.6 * torch.rand(24), 2.9 + 2.6 * torch.rand(16), torch.tensor([20.0])]).double()
            y = torch.tensor([0.0] * 24 + [1.0] * 17).double()
            result = []
            for n in 40, 41:
                w, b = torch.linalg.lstsq(torch.stack([x[:n], torch.ones(n)], dim=1), y[:n]).solution
                cut = (0.5 - b) / w
                result += [cut, ((x < cut) & (y == 1)).sum(), ((x >= cut) == (y == 1)).sum() / 41]
            """);
        var ran = Example.Run("tumor", "--seed 7 --epochs 1");
        string[] names =
        [
            "without outlier: threshold", "without outlier: missed", "without outlier: accuracy",
            "with outlier: threshold", "with outlier: missed", "with outlier: accuracy",
        ];

        Assert.All(expected.Zip(names), pair => Assert.Equal(pair.First, ran.Number($"linear, {pair.Second}"), 1e-5));
    }

    [Fact]
    public void One_tumor_is_too_few()
    {
        var error = Assert.Throws<UsageException>(() => Example.Run("tumor", "--samples 1"));
        Assert.Contains("--samples must be at least 2", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 50, 0.1, 10)]
    [InlineData(3, 20, 1, 7)]
    [InlineData(500, 30, 0.3, 29)]
    public void Equals_the_twin_with_other_options(int samples, int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("tumor", $"--seed 3 --samples {samples} --epochs {epochs} --lr {learningRate} --log-every {logEvery}");
}
