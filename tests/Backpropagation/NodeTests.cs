using Examples.Backpropagation;

using FsCheck;
using FsCheck.Fluent;

namespace Examples.Tests.Backpropagation;

/// <summary>The local rules against autograd, with every expression written twice: over nodes, and over tensors.</summary>
public sealed class NodeTests
{
    private static readonly (Func<Node, Node, Node> Node, Func<Tensor, Tensor, Tensor> Tensor)[] s_operators =
    [
        ((a, b) => a + b, (a, b) => a.add(b)),
        ((a, b) => a - b, (a, b) => a.sub(b)),
        ((a, b) => a * b, (a, b) => a.mul(b)),
        ((a, _) => 0.5 + a, (a, _) => a.add(0.5)),
        ((a, _) => -1.5 * a, (a, _) => a.mul(-1.5)),
        ((a, b) => Node.Sum(a, b, a), (a, b) => a.add(b).add(a)),
        ((a, b) => Node.Max(a, b), (a, b) => a.item<double>() >= b.item<double>() ? a.add(0) : b.add(0)),
        ((a, _) => Node.Exp(a), (a, _) => a.exp()),
        ((a, _) => Node.Reciprocal(a), (a, _) => a.pow(-1)),
        ((a, _) => Node.Sigmoid(a), (a, _) => a.neg().exp().add(1).pow(-1)),
        ((a, _) => Node.SquaredNorm(a), (a, _) => a.mul(a)),
    ];

    // A step takes two of the values so far; most are used several times, so that gradients of branches add up.
    private static readonly Arbitrary<(double[] Inputs, (int Operator, int Left, int Right)[] Steps)> s_expressions = (
        from inputs in Gen.Choose(-200, 200).Select(n => n / 100.0).ArrayOf(3)
        from steps in (
            from op in Gen.Choose(0, s_operators.Length - 1)
            from left in Gen.Choose(0, 99)
            from right in Gen.Choose(0, 99)
            select (op, left, right)).ArrayOf(12)
        select (inputs, steps)).ToArbitrary();

    [Fact]
    public void Gradients_of_random_expressions_are_autograds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(s_expressions, expression =>
        {
            using var scope = NewDisposeScope();
            Node[] inputs = [.. expression.Inputs.Select((value, i) => Node.Leaf($"x{i}", tensor(value)))];
            Tensor[] leaves = [.. expression.Inputs.Select(value => tensor(value, requires_grad: true))];
            var (nodes, tensors) = (inputs.ToList(), leaves.ToList());
            foreach (var (op, left, right) in expression.Steps)
            {
                var (i, j) = (left % nodes.Count, right % nodes.Count);
                var value = s_operators[op].Tensor(tensors[i], tensors[j]);

                // Away from poles and overflow, where no digit would be left to compare.
                if (Math.Abs(value.item<double>()) < 50)
                {
                    nodes.Add(s_operators[op].Node(nodes[i], nodes[j]));
                    tensors.Add(value);
                }
            }

            Node.Sum([.. nodes]).Backward();
            stack(tensors).sum().backward();
            AssertSame(leaves, inputs);
        }));

    [Fact]
    public void Gradients_of_random_matrix_products_are_autograds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(Gen.Choose(1, 4).Two().ToArbitrary(), size =>
        {
            using var scope = NewDisposeScope();
            var (rows, columns) = size;
            Tensor[] leaves = [randn(rows, columns, float64), randn(columns, float64), randn(rows, float64)];
            Node[] inputs = [.. leaves.Select(leaf => Node.Leaf("", leaf.clone()))];
            Node.SquaredNorm(Node.Sigmoid(Node.Product(inputs[0], inputs[1])) - inputs[2]).Backward();
            Array.ForEach(leaves, leaf => leaf.requires_grad_());
            (leaves[0].mv(leaves[1]).sigmoid() - leaves[2]).square().sum().backward();
            AssertSame(leaves, inputs);
        }));

    [Fact]
    public void A_second_pass_starts_anew_and_forward_takes_the_inputs_present_values()
    {
        var x = Node.Leaf("x", tensor(3.0));
        var y = x * x;
        y.Backward();
        x.Value = tensor(5.0);
        y.Forward();
        y.Backward();
        Assert.Equal(25, y.Value.item<double>());
        Assert.Equal(10, x.Gradient.item<double>());
    }

    [Theory]
    [InlineData(1, 2, 0, 1)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(2, 2, 1, 0)]
    public void Max_passes_everything_to_the_larger_and_at_a_tie_to_the_first(double a, double b, double gradientA, double gradientB)
    {
        var (first, second) = (Node.Leaf("a", tensor(a)), Node.Leaf("b", tensor(b)));
        Node.Max(first, second).Backward();
        Assert.Equal([gradientA, gradientB], [first.Gradient.item<double>(), second.Gradient.item<double>()]);
    }

    private static void AssertSame(Tensor[] leaves, Node[] inputs)
    {
        foreach (var (leaf, input) in leaves.Zip(inputs))
        {
            Assert.Equal(leaf.shape, input.Gradient.shape);

            // The two orders of adding leave the last digits of float64.
            Assert.All(leaf.grad!.Numbers().Zip(input.Gradient.Numbers()), pair =>
                Assert.Equal(pair.First, pair.Second, 1e-10 * Math.Max(1, Math.Abs(pair.First))));
        }
    }
}
