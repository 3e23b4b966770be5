using Examples.Tests.Support;

namespace Examples.Tests.Descent;

public sealed class LinearScalingTests
{
    [Theory]
    [Seeds(5)]
    public void With_the_rule_the_update_an_example_keeps_its_size(long seed)
    {
        var ran = Example.Run("linear-scaling", $"--seed {seed}");
        var (small, large, scaled) = (Update("m and η"), Update("k·m and η"), Update("k·m and k·η"));

        // The same gradient, with an eighth of the learning rate; float32's precision.
        Assert.Equal(1 / 8.0, large / scaled, 1e-6);

        // Eight updates with η take the weights a little less far than one with 8η: each shrinks the error by 2η(1 to 4/3),
        // about 1 %, and so the mean of the eight by about 4 %.
        Assert.InRange(scaled / small, 1.02, 1.06);

        double Update(string training) => ran.Number($"{training}: update per example");
    }

    [Theory]
    [Seeds(5)]
    public void With_the_rule_the_loss_falls_alike_and_without_it_does_not(long seed)
    {
        var ran = Example.Run("linear-scaling", $"--seed {seed}");
        var (small, large, scaled) = (Losses(ran, "m and η"), Losses(ran, "k·m and η"), Losses(ran, "k·m and k·η"));
        Assert.Equal([100, 100, 100], new[] { small, large, scaled }.Select(losses => losses.Count));

        // On the way, the weights lie up to 4 % of an e-folding time apart, which is up to 15 % of the loss.
        Assert.All(small.Zip(scaled), pair => Assert.InRange(pair.Second / pair.First, 0.85, 1.01));
        Assert.InRange(scaled[^1], 0.038, 0.042);

        // In 100 updates of 2η(1 to 4/3), a third of the weights is still missing.
        Assert.InRange(large[^1], 1, 3);
    }

    private static IReadOnlyList<double> Losses(Ran ran, string training) =>
        ran.Curves.Single(curve => curve.Name.StartsWith(training + ":")).Losses;
}
