using System.Runtime.InteropServices;

using Examples.Classification;
using Examples.Shared;
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
        double[] weights = [2.712728, 0.683226];
        string[] names = ["w in rows, shape (2, 1)", "w in columns, shape (1, 2)", "w by autograd, shape (1, 2)"];
        Assert.All(names, name => Assert.All(weights.Zip(ran.Numbers(name)), pair => Assert.Equal(pair.First, pair.Second, 1e-4)));
        Assert.Equal(-0.242767, ran.Number("b by autograd"), 1e-4);
        Assert.Equal(0.160170, ran.Losses[^1], 1e-4);
        Assert.Equal(0.935, ran.Number("accuracy"), 0.005);
    }

    [Theory]
    [InlineData(0, 32, 0.1)]
    [InlineData(1, 200, 0.5)]
    [InlineData(2, 1, 0.1)]
    public void By_hand_and_autograd_agree_in_every_step(long seed, int batchSize, double learningRate)
    {
        var ran = Example.Run("logistic", $"--seed {seed} --batch-size {batchSize} --lr {learningRate} --epochs 30");
        Assert.InRange(ran.Number("loss: by hand and BCEWithLogitsLoss"), 0, 1e-6);
        Assert.InRange(ran.Number("gradient: by hand and autograd"), 0, 1e-6);
        Assert.InRange(ran.Number("weights: by hand and autograd"), 0, 1e-6);
        Assert.InRange(ran.Number("gradient: in rows and in columns"), 0, 1e-6);
    }

    [Fact]
    public void Gradients_by_hand_are_those_of_autograd_for_any_shape() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 20).Two().ToArbitrary(),
        shape =>
        {
            using var scope = NewDisposeScope();
            var (m, n) = (shape.Item1, shape.Item2);
            manual_seed(100 * m + n);
            var (x, y) = (randn(m, n, float64), rand(m, 1, float64).round());
            var (w, b) = (randn(n, 1, float64).requires_grad_(), randn(1, float64).requires_grad_());
            Logistic.CrossEntropy(x.matmul(w) + b, y).backward();
            var (dwRows, dbRows) = Logistic.GradientInRows(x, y, w, b);
            var (dwColumns, dbColumns) = Logistic.GradientInColumns(x.t(), y.t(), w.t(), b);
            return dwRows.allclose(w.grad!) && dbRows.allclose(b.grad!)
                && dwColumns.allclose(w.grad!.t()) && dbColumns.allclose(b.grad!);
        }));

    [Theory]
    [InlineData(0, 0, 0.69314718)]
    [InlineData(0, 1, 0.69314718)]
    [InlineData(15, 1, 3.0590227e-7)]
    [InlineData(1000, 0, 1000)]
    [InlineData(1000, 1, 0)]
    [InlineData(-1000, 0, 0)]
    [InlineData(-1000, 1, 1000)]
    public void Is_right_at_extreme_logits(float z, float y, double exact)
    {
        // At ±1000 the probability is exactly 1 or 0, and −y·log a − (1 − y)·log(1 − a) would be infinite or NaN.
        var expected = PyTorch.Values($"""
            z = torch.tensor([[{z:F1}]], requires_grad=True)
            loss = F.binary_cross_entropy_with_logits(z, torch.tensor([[{y:F1}]]))
            loss.backward()
            result = [loss, z.grad]
            """);
        var (x, w, b) = (tensor(z).reshape(1, 1), ones(1, 1), zeros(1));
        var label = tensor(y).reshape(1, 1);

        var loss = Logistic.CrossEntropy(x.matmul(w) + b, label);
        var (_, rows) = Logistic.GradientInRows(x, label, w, b);
        var (_, columns) = Logistic.GradientInColumns(x, label, w, b);

        Assert.Equal(exact, loss.item<float>(), 1e-6 * exact);
        Assert.Equal(expected[0], loss.item<float>(), 1e-6);
        Assert.Equal(expected[1], rows.item<float>(), 1e-9);
        Assert.Equal(expected[1], columns.item<float>(), 1e-9);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, 1)]
    public void Probabilities_of_exactly_0_and_1_are_PyTorchs(float p, float y)
    {
        var expected = PyTorch.Values($"""
            p = torch.tensor([{p:F1}], requires_grad=True)
            loss = nn.BCELoss()(p, torch.tensor([{y:F1}]))
            loss.backward()
            result = [loss, p.grad]
            """);
        var (a, label) = (full([1], p).requires_grad_(), full([1], y));
        using var lossFunction = nn.BCELoss();
        var loss = lossFunction.call(a, label);
        loss.backward();
        Assert.Equal(expected, new double[] { loss.item<float>(), a.grad!.item<float>() });
    }

    [Fact]
    public void A_probability_out_of_range_is_refused()
    {
        using var lossFunction = nn.BCELoss();
        var error = Assert.Throws<ExternalException>(() => lossFunction.call(full([1], 1.5f), ones(1)));
        Assert.Contains("between 0 and 1", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, 5, 32, 0.1, 10)]
    [InlineData(1, 3, 32, 0.1, 1)]
    [InlineData(37, 7, 5, 0.9, 4)]
    [InlineData(50, 4, 1, 0.1, 2)]
    public void Equals_the_twin_with_other_options(int samples, int epochs, int batchSize, double learningRate, int logEvery) =>
        Example.SameAsTwin("logistic", $"--seed 3 --samples {samples} --epochs {epochs} --batch-size {batchSize} --lr {learningRate} --log-every {logEvery}");
}
