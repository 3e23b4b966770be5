using Examples.Classification;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.Classification;

public sealed class LogisticTests
{
    [Fact]
    public void Learns_to_tell_the_clouds_apart()
    {
        var ran = Example.Run("logistic");

        // Another order of rounding moves weights that near their goal by less than this.
        foreach (var name in new[] { "w in rows, shape (2, 1)", "w in columns, shape (1, 2)", "w by autograd, shape (1, 2)" })
        {
            Assert.Equal([2.712728, 0.683226], ran.Numbers(name), Table.Within(1e-4));
        }

        Assert.Equal(-0.242767, ran.Number("b by autograd"), 1e-4);
        Assert.Equal(0.160170, ran.Losses[^1], 1e-4);
        Assert.Equal(0.935, ran.Number("accuracy"), 0.005);
    }

    [Theory]
    [InlineData("--seed 0 --epochs 30")]
    [InlineData("--seed 1 --epochs 30 --batch-size 200 --lr 0.5")]
    [InlineData("--seed 2 --epochs 5 --batch-size 1")]
    [InlineData("--samples 37 --epochs 30 --batch-size 5")]
    [InlineData("--samples 1 --epochs 5")]
    public void By_hand_and_autograd_agree_in_every_step(string options)
    {
        var ran = Example.Run("logistic", options);
        Assert.InRange(ran.Number("loss: by hand and BCEWithLogitsLoss"), 0, 1e-6);
        Assert.InRange(ran.Number("gradient: by hand and autograd"), 0, 1e-6);
        Assert.InRange(ran.Number("weights: by hand and autograd"), 0, 1e-6);
        Assert.InRange(ran.Number("gradient: in rows and in columns"), 0, 1e-6);
    }

    [Fact]
    public void Loss_and_gradients_by_hand_are_the_librarys_for_any_shape() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 20).Two().ToArbitrary(),
        shape =>
        {
            using var scope = NewDisposeScope();
            var (m, n) = (shape.Item1, shape.Item2);
            manual_seed(100 * m + n);
            var (x, y) = (randn(m, n, float64), rand(m, 1, float64).round());
            var (w, b) = (randn(n, 1, float64).requires_grad_(), randn(1, float64).requires_grad_());
            var loss = nn.functional.binary_cross_entropy_with_logits(x.mm(w) + b, y);
            loss.backward();
            var (dwRows, dbRows) = Logistic.GradientInRows(x, y, w, b);
            var (dwColumns, dbColumns) = Logistic.GradientInColumns(x.t(), y.t(), w.t(), b);
            return Logistic.CrossEntropy(x.mm(w) + b, y).allclose(loss)
                && dwRows.allclose(w.grad!) && dbRows.allclose(b.grad!)
                && dwColumns.allclose(w.grad!.t()) && dbColumns.allclose(b.grad!);
        }));

    [Theory]
    [InlineData(0, 0, 0.69314718, 0.5)]
    [InlineData(15, 1, 3.0590227e-7, -3.0590227e-7)]
    [InlineData(1000, 0, 1000, 1)]
    [InlineData(1000, 1, 0, 0)]
    [InlineData(-1000, 0, 0, 0)]
    [InlineData(-1000, 1, 1000, -1)]
    public void Is_right_at_extreme_logits(float z, float y, double loss, double gradient)
    {
        // At ±1000 the probability is exactly 1 or 0, and −y·log a − (1 − y)·log(1 − a) would be infinite or NaN.
        var (x, label, w, b) = (tensor(z).reshape(1, 1), tensor(y).reshape(1, 1), ones(1, 1), zeros(1));
        Assert.Equal(loss, Logistic.CrossEntropy(x.mm(w) + b, label).item<float>(), 1e-6 * loss);

        // In float32, a near 1 is rounded to 6e-8.
        Assert.Equal(gradient, Logistic.GradientInRows(x, label, w, b).Bias.item<float>(), 6e-8);
        Assert.Equal(gradient, Logistic.GradientInColumns(x, label, w, b).Bias.item<float>(), 6e-8);
    }
}
