using System.Runtime.InteropServices;

using Examples.Classification;
using Examples.Shared;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.Classification;

public sealed class SoftmaxTests
{
    [Fact]
    public void Learns_three_classes()
    {
        var ran = Example.Run("softmax");

        // Another order of rounding moves what descent has reached by less than this.
        Assert.Equal(2.049371, ran.Losses[0], 1e-5);
        Assert.Equal(0.104096, ran.Losses[^1], 1e-4);
        Assert.Equal(0.98, ran.Number("accuracy"), 0.005);
        double[] outputs = [0.326837, 0.419039, 0.254123];
        Assert.All(outputs.Zip(ran.Numbers("outputs at (0, 0)")), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        for (var j = 0; j < 3; j++)
        {
            for (var k = 0; k < 3; k++)
            {
                var expected = outputs[j] * ((j == k ? 1 : 0) - outputs[k]);
                Assert.Equal(expected, ran.Numbers("Jacobian")[3 * j + k], 1e-4);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Formulas_agree_with_the_library(long seed)
    {
        var ran = Example.Run("softmax", $"--seed {seed}");
        Assert.InRange(ran.Number("accuracy"), 0.93, 1);
        Assert.InRange(ran.Number("sum of the outputs and 1"), 0, 2e-6);
        Assert.InRange(ran.Number("loss: written out and CrossEntropyLoss"), 0, 1e-6);
        Assert.InRange(ran.Number("gradient: a - y and autograd"), 0, 1e-6);
        Assert.InRange(ran.Number("Jacobian: diag(a) - aa' and autograd"), 0, 1e-6);
        Assert.Contains("positive on the diagonal: True\nnegative off the diagonal: True\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Jacobian_is_autograds_for_any_logits() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(-80, 80).ArrayOf().Where(z => z.Length > 1).ToArbitrary(),
        tenths =>
        {
            using var scope = NewDisposeScope();
            var (n, z) = (tenths.Length, tensor([.. tenths.Select(t => t / 10.0)]));
            var jacobian = Softmax.Jacobian(z.softmax(dim: 0));
            var rows = Enumerable.Range(0, n).Select(j =>
            {
                var leaf = z.clone().requires_grad_();
                leaf.softmax(dim: 0)[j].backward();
                return leaf.grad!;
            });
            var diagonal = eye(n).eq(1);
            return jacobian.allclose(stack(rows))
                && jacobian.allclose(jacobian.t())
                && jacobian.sum(dim: 0).abs().max().item<double>() < 1e-12
                && jacobian.gt(0).eq(diagonal).all().item<bool>()
                && jacobian.lt(0).eq(~diagonal).all().item<bool>();
        }));

    [Fact]
    public void The_written_out_loss_and_its_gradient_are_the_librarys_for_any_logits() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 12).Two().ToArbitrary(),
        shape =>
        {
            using var scope = NewDisposeScope();
            var (m, classes) = (shape.Item1, shape.Item2);
            manual_seed(100 * m + classes);
            var z = (20 * randn(m, classes, float64)).requires_grad_();
            var labels = randint(0, classes, [m]);
            var y = nn.functional.one_hot(labels, classes).@double();
            var loss = nn.functional.cross_entropy(z, labels);
            loss.backward();
            return Softmax.CrossEntropy(z, y).allclose(loss)
                && ((Softmax.LogSoftmax(z).exp() - y) / m).allclose(z.grad!);
        }));

    [Theory]
    [InlineData("[[1000.0, -1000.0, 0.0]]", "[0]")]
    [InlineData("[[1000.0, -1000.0, 0.0]]", "[1]")]
    [InlineData("[[-1000.0, -1000.0, -1000.0]]", "[2]")]
    [InlineData("[[1000.0, 1000.0, -1000.0], [0.0, 1.0, 2.0]]", "[1, 0]")]
    public void Is_right_at_extreme_logits(string logits, string labels)
    {
        var expected = PyTorch.Values($"""
            z = torch.tensor({logits}, requires_grad=True)
            loss = F.cross_entropy(z, torch.tensor({labels}))
            loss.backward()
            result = [loss, *z.grad.flatten().tolist(), *torch.softmax(z, dim=1).flatten().tolist()]
            """);
        var values = PyTorch.Values($"result = torch.tensor({logits})");
        var z = tensor(values, [values.Length / 3, 3], ScalarType.Float32);
        var y = nn.functional.one_hot(tensor([.. PyTorch.Values($"result = torch.tensor({labels})").Select(l => (long)l)]), 3).@float();

        var a = Softmax.LogSoftmax(z).exp();
        double[] mine = [.. Softmax.CrossEntropy(z, y).Numbers(), .. ((a - y) / z.shape[0]).Numbers(), .. a.Numbers()];

        Assert.All(expected.Zip(mine), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Outputs_of_exactly_0_and_1_have_a_zero_Jacobian()
    {
        var a = tensor([1000f, -1000f, 0f]).softmax(dim: 0);
        Assert.Equal([1, 0, 0], a.Numbers());
        Assert.Equal(new double[9], Softmax.Jacobian(a).Numbers());
        Assert.Equal(new double[9], PyTorch.Values("""
            result = torch.autograd.functional.jacobian(lambda z: torch.softmax(z, dim=0), torch.tensor([1000.0, -1000.0, 0.0]))
            """));
    }

    [Fact]
    public void A_class_without_samples_is_no_matter()
    {
        var expected = PyTorch.Values("result = F.cross_entropy(torch.tensor([[1.0, 2.0, 3.0], [0.0, -1.0, 1.0]]), torch.tensor([0, 0]))");
        var z = tensor(new float[,] { { 1, 2, 3 }, { 0, -1, 1 } });
        Assert.Equal(expected[0], Softmax.CrossEntropy(z, nn.functional.one_hot(zeros(2, int64), 3).@float()).item<float>(), 1e-6);
    }

    [Theory]
    [InlineData(3, "Class values must be smaller than num_classes")]
    [InlineData(-1, "Class values must be non-negative")]
    [InlineData(-100, "Class values must be non-negative")]
    public void A_label_out_of_range_is_refused(long label, string message)
    {
        var error = Assert.Throws<ExternalException>(() => nn.functional.one_hot(tensor([label]), 3));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        var twins = Assert.Throws<InvalidOperationException>(() => PyTorch.Result($"F.one_hot(torch.tensor([{label}]), 3)"));
        Assert.Contains(message, twins.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-1)]
    public void The_librarys_loss_refuses_a_label_out_of_range_too(long label)
    {
        using var lossFunction = nn.CrossEntropyLoss();
        var error = Assert.Throws<ExternalException>(() => lossFunction.call(zeros(1, 3), tensor([label])));
        Assert.Contains($"Target {label} is out of bounds", error.Message, StringComparison.Ordinal);
        var twins = Assert.Throws<InvalidOperationException>(() => PyTorch.Result($"nn.CrossEntropyLoss()(torch.zeros(1, 3), torch.tensor([{label}]))"));
        Assert.Contains($"Target {label} is out of bounds", twins.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 3, 0.5, 1)]
    [InlineData(2, 20, 0.5, 7)]
    [InlineData(500, 15, 2, 4)]
    public void Equals_the_twin_with_other_options(int samples, int epochs, double learningRate, int logEvery) =>
        Example.SameAsTwin("softmax", $"--seed 3 --samples {samples} --epochs {epochs} --lr {learningRate} --log-every {logEvery}");
}
