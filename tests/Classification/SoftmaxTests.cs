using Examples.Classification;
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
        const double Tolerance = 1e-4;
        Assert.Equal(2.049371, ran.Losses[0], 1e-5);
        Assert.Equal(0.104096, ran.Losses[^1], Tolerance);
        Assert.Equal(0.98, ran.Number("accuracy"), 0.005);
        double[] a = [0.326837, 0.419039, 0.254123];
        Assert.Equal(a, ran.Numbers("outputs at (0, 0)"), Table.Within(Tolerance));
        Assert.Equal(
            [a[0] * (1 - a[0]), -a[0] * a[1], -a[0] * a[2], -a[1] * a[0], a[1] * (1 - a[1]), -a[1] * a[2], -a[2] * a[0], -a[2] * a[1], a[2] * (1 - a[2])],
            ran.Numbers("Jacobian"),
            Table.Within(Tolerance));
    }

    [Theory]
    [InlineData("--seed 1")]
    [InlineData("--seed 2")]
    [InlineData("--samples 1 --epochs 20")]
    [InlineData("--samples 2 --epochs 20")]
    public void Formulas_agree_with_the_library_also_where_classes_have_no_sample(string options)
    {
        var ran = Example.Run("softmax", options);
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
                && jacobian.sum(dim: 1).abs().max().item<double>() < 1e-12
                && jacobian.gt(0).eq(diagonal).all().item<bool>()
                && jacobian.lt(0).eq(~diagonal).all().item<bool>();
        }));

    [Fact]
    public void The_written_out_loss_and_its_gradient_are_the_librarys_for_any_logits() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(1, 12).Two().Zip(Gen.Elements(1, 20, 1000)).ToArbitrary(),
        batch =>
        {
            using var scope = NewDisposeScope();
            var ((m, classes), size) = batch;
            manual_seed(100 * m + classes);
            var z = (size * randn(m, classes)).requires_grad_();
            var labels = randint(0, classes, [m]);
            var y = nn.functional.one_hot(labels, classes).@float();
            var loss = nn.functional.cross_entropy(z, labels);
            loss.backward();
            return Softmax.CrossEntropy(z, y).allclose(loss)

                // float32 has seven digits, of logits of up to some thousands and of outputs of up to 1.
                && ((Softmax.LogSoftmax(z).exp() - y) / m).allclose(z.grad!, rtol: 1e-3, atol: 1e-6);
        }));
}
