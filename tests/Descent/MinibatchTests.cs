using System.Globalization;
using System.Text.RegularExpressions;

using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed partial class MinibatchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void All_three_reach_the_noise_floor(long seed)
    {
        var ran = Example.Run("minibatch", $"--seed {seed}");
        var floor = ran.Number("loss of least squares");

        // The mean squared residual of N = 256 points with noise 0.2 spreads by a factor of 1 ± √(2/N).
        Assert.Equal(0.04, floor, 0.04 * 4 * Math.Sqrt(2.0 / 256));
        Assert.InRange(Curve("batch")[^1], floor, 1.02 * floor);
        Assert.InRange(Curve("mini-batch")[^1], floor, 1.02 * floor);

        // The misadjustment of stochastic descent is ηT / (1 − ηT) with the trace T = 1 + 4/3 of the inputs' covariance: 13 %.
        Assert.InRange(Curve("stochastic").TakeLast(20).Average(), floor, 1.3 * floor);

        // Against examples, the smaller the batch the sooner.
        Assert.True(Curve("stochastic")[0] < Curve("mini-batch")[0] && Curve("mini-batch")[0] < Curve("batch")[0]);

        IReadOnlyList<double> Curve(string name) => ran.Curves.Single(curve => curve.Name == name).Losses;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void With_the_scaling_rule_the_update_per_example_keeps_its_size(long seed)
    {
        var updates = FirstUpdate().Matches(Example.Run("minibatch", $"--seed {seed} --epochs 1").Output)
            .ToDictionary(match => match.Groups["name"].Value, match => double.Parse(match.Groups["update"].Value, CultureInfo.InvariantCulture));

        // The gradient of 32 examples spreads by about 20 %.
        Assert.InRange(updates["larger and scaled"] / updates["mini-batch"], 0.5, 2);
        Assert.InRange(updates["larger"] / updates["mini-batch"], 0.25 * 0.5, 0.25 * 2);

        // From zero weights, E|∇| = 2·√(E[xy]² + E[y]²) = 2·√((8/3)² + 3²), and the whole batch is close to it.
        Assert.Equal(0.05 * 2 * Math.Sqrt((64.0 / 9) + 9) / 256, updates["batch"], 0.15 * updates["batch"]);
    }

    [Theory]
    [InlineData(100, 5, 0.1, 7, 2)]
    [InlineData(3, 4, 0.01, 500, 1)]
    [InlineData(1, 2, 0.05, 1, 1)]
    public void Equals_the_twin_with_other_options(int samples, int epochs, double learningRate, int batchSize, int logEvery) =>
        Example.SameAsTwin("minibatch", $"--seed 5 --samples {samples} --epochs {epochs} --lr {learningRate} --batch-size {batchSize} --log-every {logEvery}");

    [GeneratedRegex("^(?<name>[^:\n]+): m = .* first update / m = (?<update>.*)$", RegexOptions.Multiline)]
    private static partial Regex FirstUpdate();
}
