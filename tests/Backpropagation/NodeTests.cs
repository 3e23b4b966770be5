using Examples.Backpropagation;
using Examples.Shared;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.Backpropagation;

/// <summary>The local rules against autograd, with every expression written twice: over nodes, and over tensors.</summary>
public sealed class NodeTests
{
    private const double Tolerance = 1e-10;

    /// <summary>Where max stands among the operators.</summary>
    private const int Max = 6;

    /// <summary>Takes two of the values so far; most are used several times, so that gradients of branches add up.</summary>
    public sealed record Step(int Operator, int Left, int Right);

    public sealed record Expression(double[] Inputs, Step[] Steps);

    private static readonly (Func<Node, Node, Node> Node, Func<Tensor, Tensor, Tensor> Tensor)[] s_operators =
    [
        ((a, b) => a + b, (a, b) => a.add(b)),
        ((a, b) => a - b, (a, b) => a.sub(b)),
        ((a, b) => a * b, (a, b) => a.mul(b)),
        ((a, _) => 0.5 + a, (a, _) => a.add(0.5)),
        ((a, _) => -1.5 * a, (a, _) => a.mul(-1.5)),
        ((a, b) => Node.Sum(a, b, a), (a, b) => a.add(b).add(a)),
        (Node.Max, (a, b) => a.maximum(b)),
        ((a, _) => Node.Exp(a), (a, _) => a.exp()),
        ((a, _) => Node.Reciprocal(a), (a, _) => a.pow(-1)),
        ((a, _) => Node.Sigmoid(a), (a, _) => a.neg().exp().add(1).pow(-1)),
        ((a, _) => Node.SquaredNorm(a), (a, _) => a.mul(a)),
    ];

    private static readonly Arbitrary<Expression> s_expressions = (
        from inputs in Gen.Choose(-200, 200).Select(n => n / 100.0).ArrayOf(3)
        from steps in (
            from op in Gen.Choose(0, s_operators.Length - 1)
            from left in Gen.Choose(0, 99)
            from right in Gen.Choose(0, 99)
            select new Step(op, left, right)).ArrayOf(12)
        select new Expression(inputs, steps)).ToArbitrary();

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
                // Away from poles and overflow, where no digit would be left to compare, and from ties of max, where
                // autograd takes another subgradient than the slide.
                var tie = op == Max && i != j && tensors[i].item<double>() == tensors[j].item<double>();
                if (Math.Abs(value.item<double>()) < 50 && !tie)
                {
                    nodes.Add(s_operators[op].Node(nodes[i], nodes[j]));
                    tensors.Add(value);
                }
            }

            var output = Node.Sum([.. nodes]);
            output.Backward();
            stack(tensors).sum().backward();
            for (var i = 0; i < leaves.Length; i++)
            {
                Close(leaves[i].grad!.item<double>(), inputs[i].Gradient.item<double>());
            }

            return true;
        }));

    [Fact]
    public void Gradients_of_random_matrix_products_are_autograds() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(Gen.Choose(1, 4).Two().Zip(Gen.Choose(0, 1000)).ToArbitrary(), size =>
        {
            using var scope = NewDisposeScope();
            var ((rows, columns), seed) = size;
            manual_seed(seed);
            var (W, x, y) = (randn(rows, columns, dtype: float64), randn(columns, dtype: float64), randn(rows, dtype: float64));
            Node[] inputs = [Node.Leaf("W", W.clone()), Node.Leaf("x", x.clone()), Node.Leaf("y", y.clone())];
            Node.SquaredNorm(Node.Sigmoid(Node.Product(inputs[0], inputs[1])) - inputs[2]).Backward();
            Tensor[] leaves = [W.requires_grad_(), x.requires_grad_(), y.requires_grad_()];
            (W.mv(x).sigmoid() - y).square().sum().backward();
            foreach (var (input, leaf) in inputs.Zip(leaves))
            {
                Assert.Equal(leaf.shape, input.Gradient.shape);
                foreach (var (expected, actual) in leaf.grad!.Numbers().Zip(input.Gradient.Numbers()))
                {
                    Close(expected, actual);
                }
            }

            return true;
        }));

    [Fact]
    public void A_value_used_twice_gets_both_gradients()
    {
        var x = Node.Leaf("x", tensor(3.0));
        (x * x + x).Backward();
        Assert.Equal(7, x.Gradient.item<double>());
    }

    [Fact]
    public void A_second_pass_starts_anew()
    {
        var x = Node.Leaf("x", tensor(3.0));
        var y = x * x;
        y.Backward();
        y.Backward();
        Assert.Equal(6, x.Gradient.item<double>());
    }

    [Fact]
    public void Max_passes_everything_to_the_larger_and_at_a_tie_to_the_first()
    {
        Assert.Equal((0, 1), Gradients(1, 2));
        Assert.Equal((1, 0), Gradients(2, 1));
        Assert.Equal((1, 0), Gradients(2, 2));

        static (double, double) Gradients(double a, double b)
        {
            var (first, second) = (Node.Leaf("a", tensor(a)), Node.Leaf("b", tensor(b)));
            Node.Max(first, second).Backward();
            return (first.Gradient.item<double>(), second.Gradient.item<double>());
        }
    }

    [Fact]
    public void Forward_computes_from_the_inputs_present_values()
    {
        var x = Node.Leaf("x", tensor(3.0));
        var y = 2 * x;
        x.Value = tensor(5.0);
        y.Forward();
        Assert.Equal(10, y.Value.item<double>());
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= Tolerance * Math.Max(1, Math.Abs(expected)), $"{actual} should be {expected}.");
}
