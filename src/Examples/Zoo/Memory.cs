namespace Examples.Zoo;

/// <summary>The memory that the recurrent networks are asked for: which symbol came first?</summary>
internal static class Memory
{
    /// <summary>How many symbols there are; a guess is right one time in so many.</summary>
    public const int Symbols = 8;

    /// <summary>Inputs per step: the one-hot symbol and the mark.</summary>
    public const int Inputs = Symbols + 1;

    /// <summary>Random one-hot symbols, the first marked; and the first, the target at every step.</summary>
    /// <param name="count">How many sequences.</param>
    /// <param name="length">How many symbols follow the first.</param>
    /// <param name="device">The device to put them on.</param>
    /// <returns>Shapes (count, 1 + length, Inputs) and (count, 1 + length).</returns>
    public static (Tensor X, Tensor First) Sequences(int count, int length, Device device)
    {
        var symbols = randint(0, Symbols, [count, 1 + length]);
        var mark = zeros(count, 1 + length, 1);
        mark[.., 0] = 1;
        var x = cat([nn.functional.one_hot(symbols, Symbols), mark], dim: 2);
        return (x.to(device), symbols[.., ..1].expand(-1, 1 + length).to(device));
    }

    /// <summary>The fraction of 1000 test sequences whose first symbol a model knows at the end.</summary>
    /// <param name="model">From sequences to logits, shape (count, 1 + length, Symbols).</param>
    /// <param name="length">How many symbols follow the first.</param>
    /// <param name="device">The device that the model is on.</param>
    public static double Accuracy(nn.Module<Tensor, Tensor> model, int length, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (x, first) = Sequences(1000, length, device);
        return (model.call(x)[.., -1].argmax(dim: 1) == first[.., -1]).to(float32).mean().item<float>();
    }
}
