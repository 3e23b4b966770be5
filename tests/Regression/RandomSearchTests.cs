using Examples.Tests.Support;

namespace Examples.Tests.Regression;

public sealed class RandomSearchTests
{
    [Theory]
    [Seeds(5)]
    public void Descent_is_below_random_search(long seed)
    {
        var ran = Example.Run("random-search", $"--seed {seed}");
        var (descent, search) = (ran.Curves[0], ran.Curves[1]);
        Assert.Equal(("gradient descent", "random search"), (descent.Name, search.Name));
        Assert.Equal(descent.Losses.Count, search.Losses.Count);
        Assert.All(ran.Curves, curve => Assert.All(curve.Losses.Zip(curve.Losses.Skip(1)), pair => Assert.True(pair.Second <= pair.First)));
        Assert.True(descent.Losses[^1] < search.Losses[^1]);

        // The best guess has the loss that it was chosen for: about E|(w − 2)x + b − 3| over x ~ U(−10, 10), which noise
        // raises by no more than its own mean, 0.2·√(2/π), and 1000 samples give to some per cent.
        var best = ran.Numbers("best guess of weight and bias");
        var (dw, db) = (Math.Abs(best[0] - 2), Math.Abs(best[1] - 3));
        var mean = db < 10 * dw ? (5 * dw) + (db * db / (20 * dw)) : db;
        Assert.InRange(search.Losses[^1], 0.9 * mean, 1.1 * (mean + 0.1596));
    }

    [Fact]
    public void Guesses_are_anywhere_in_the_square()
    {
        // The only guess of a run is its best; ten of weight and bias each are hardly all on one side.
        var runs = Enumerable.Range(0, 10).Select(seed => Example.Run("random-search", $"--seed {seed} --samples 5 --epochs 1"));
        var guesses = runs.SelectMany(ran => ran.Numbers("best guess of weight and bias")).ToArray();
        Assert.InRange(guesses.Min(), -10, -5);
        Assert.InRange(guesses.Max(), 5, 10);
    }

    [Fact]
    public void Descent_is_that_of_the_example_linear()
    {
        var (linear, ran) = (Example.Run("linear"), Example.Run("random-search"));
        Assert.Equal(linear.Losses.Min(), ran.Curves[0].Losses[^1]);
        Assert.Equal(linear.Number("weight"), ran.Number("weight"));
        Assert.Equal(linear.Number("bias"), ran.Number("bias"));
    }
}
