using Memory = Examples.Zoo.Memory;

namespace Examples.Tests.Zoo;

public sealed class MemoryTests
{
    [Fact]
    public void A_sequence_is_one_hot_symbols_and_the_first_has_the_mark()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var (x, first) = Memory.Sequences(50, 10, CPU);
        Assert.Equal([50, 11, 9], x.shape);
        Assert.Equal([50, 11], first.shape);
        var (symbols, mark) = (x[.., .., ..8], x[.., .., 8]);
        Assert.True(symbols.sum(dim: 2).allclose(ones(50, 11)));
        Assert.Equal(50 * 11, symbols.count_nonzero().item<long>());
        Assert.Equal(50, mark[.., 0].sum().item<float>());
        Assert.Equal(0, mark[.., 1..].sum().item<float>());
        Assert.True(symbols.argmax(dim: 2)[.., ..1].expand(-1, 11).allclose(first));
        Assert.Equal(8, first.unique().output.numel());
    }

    [Fact]
    public void Accuracy_is_of_the_last_step()
    {
        manual_seed(2);
        Assert.Equal(1, Memory.Accuracy(new Step(x => x[.., ..1, ..8]), 20, CPU));

        // By chance 1/8; of 1000, five standard deviations of 0.0105 on each side.
        Assert.Equal(0.125, Memory.Accuracy(new Step(x => x[.., 20.., ..8]), 20, CPU), 0.053);
    }

    /// <summary>Answers at every step with a part of its input, shape (count, 1, Symbols).</summary>
    private sealed class Step(Func<Tensor, Tensor> part) : nn.Module<Tensor, Tensor>(nameof(Step))
    {
        public override Tensor forward(Tensor x) => part(x).expand(-1, x.shape[1], -1);
    }
}
