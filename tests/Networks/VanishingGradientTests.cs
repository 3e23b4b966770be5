using Examples.Tests.Support;

namespace Examples.Tests.Networks;

public sealed class VanishingGradientTests
{
    [Theory]
    [Seeds(5)]
    public void Sigmoid_does_not_train_and_ReLU_does(long seed)
    {
        var ran = Example.Run("vanishing-gradient", $"--seed {seed}");
        var (sigmoid, tanh, relu) = (ran.LossesOf("sigmoid")[^1], ran.LossesOf("tanh")[^1], ran.LossesOf("ReLU")[^1]);

        // A coin's loss is ln 2 = 0.693. The lectures' ranges, and half a unit of their last place for rounding: these
        // two curves are smooth.
        Assert.InRange(sigmoid, 0.6855, 0.6915);
        Assert.InRange(tanh, 0.435, 0.605);

        // ReLU's curve leaps on its way down, elsewhere when rounded otherwise: 0.03 to 0.18 were seen.
        Assert.InRange(relu, 0, sigmoid / 3);
    }

    [Theory]
    [Seeds(3)]
    public void Sigmoid_loses_the_gradient_on_its_way_back_and_the_others_keep_it(long seed)
    {
        var ran = Example.Run("vanishing-gradient", $"--seed {seed}");

        // With weights of variance 2/n a layer multiplies the gradient by √2·φ′, and σ′ ≤ 1/4.
        var (sigmoid, tanh, relu) = (Gradients("sigmoid"), Gradients("tanh"), Gradients("ReLU"));
        Assert.Equal(10, sigmoid.Length);
        Assert.All(sigmoid.Zip(sigmoid.Skip(1)), pair => Assert.InRange(pair.First / pair.Second, 0, 0.5));
        Assert.InRange(sigmoid[0] / sigmoid[9], 0, 1e-4);
        Assert.InRange(tanh[0] / tanh[9], 0.3, 3);
        Assert.InRange(relu[0] / relu[9], 0.1, 10);

        double[] Gradients(string activation) => ran.Numbers($"‖∂L/∂W‖, {activation}");
    }
}
