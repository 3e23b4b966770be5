using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class VanishingGradientTests
{
    [Theory]
    [Seeds(5)]
    public void Sigmoid_does_not_train_and_ReLU_does(long seed)
    {
        var losses = Example.Run("vanishing-gradient", $"--seed {seed}").Curves.ToDictionary(curve => curve.Name, curve => curve.Losses[^1]);

        // A coin's loss is ln 2 = 0.693; tanh was seen to end at 0.42 to 0.60.
        Assert.InRange(losses["sigmoid"], 0.67, 0.70);
        Assert.InRange(losses["tanh"], 0.35, 0.65);
        Assert.InRange(losses["ReLU"], 0, losses["sigmoid"] / 3);
    }

    [Theory]
    [Seeds(3)]
    public void Sigmoid_loses_the_gradient_on_its_way_back_and_the_others_keep_it(long seed)
    {
        var ran = Example.Run("vanishing-gradient", $"--seed {seed}");

        // With weights of variance 2/n a layer multiplies the gradient by √2·φ′, and σ′ ≤ 1/4.
        var sigmoid = ran.Numbers("norm of dL/dW, sigmoid");
        Assert.Equal(10, sigmoid.Length);
        Assert.All(sigmoid.Zip(sigmoid.Skip(1)), pair => Assert.InRange(pair.First / pair.Second, 0, 0.5));
        Assert.InRange(sigmoid[0] / sigmoid[9], 0, 1e-4);
        Assert.InRange(ran.Numbers("norm of dL/dW, tanh") is var tanh ? tanh[0] / tanh[9] : 0, 0.3, 3);
        Assert.InRange(ran.Numbers("norm of dL/dW, ReLU") is var relu ? relu[0] / relu[9] : 0, 0.1, 10);
    }
}
