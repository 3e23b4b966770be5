using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>What libtorch refuses arrives as an exception, with libtorch's message.</summary>
public sealed class ErrorTests
{
    [Fact]
    public void Shapes_that_do_not_broadcast_are_named() =>
        Fails("The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1", () => ones(2, 3) + ones(2, 4));

    [Fact]
    public void Matrices_that_do_not_fit_are_named() =>
        Fails("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", () => ones(2, 3).matmul(ones(2, 3)));

    [Fact]
    public void A_dimension_out_of_range_is_named() =>
        Fails("Dimension out of range (expected to be in range of [-2, 1], but got 2)", () => ones(2, 3).softmax(2));

    [Fact]
    public void Types_that_do_not_go_together_are_named() =>
        Fails("expected", () => ones(2, 3).matmul(ones(3, 2, float64)));

    [Fact]
    public void A_shape_of_another_size_is_named() =>
        Fails("shape '[4, 2]' is invalid for input of size 6", () => ones(2, 3).reshape(4, 2));

    [Fact]
    public void A_graph_is_gone_after_its_backward_pass()
    {
        var x = ones(2, requires_grad: true);
        var loss = x.square().sum();
        loss.backward();
        Fails("Trying to backward through the graph a second time", loss.backward);
        Assert.Equal([2f, 2f], x.grad!.data<float>());
    }

    [Fact]
    public void Only_a_scalar_has_a_backward_pass() =>
        Fails("grad can be implicitly created only for scalar outputs", (ones(2, requires_grad: true) * 2).backward);

    [Fact]
    public void Without_gradients_there_is_no_backward_pass() =>
        Fails("does not require grad", ones(2).sum().backward);

    [Fact]
    public void A_leaf_does_not_change_in_place() =>
        Fails("a leaf Variable that requires grad is being used in an in-place operation.", () => ones(2, requires_grad: true).add_(1 * ones(2)));

    [Fact]
    public void What_a_backward_pass_needs_may_not_change()
    {
        var x = ones(2, requires_grad: true) * 2;
        var loss = x.square().sum();
        x.add_(ones(2));
        Fails("modified by an inplace operation", loss.backward);
    }

    [Fact]
    public void Integers_have_no_gradient() =>
        Fails("can require gradients", () => arange(3).requires_grad_());

    [Fact]
    public void A_negative_size_is_named() =>
        Fails("negative dimension -1", () => zeros(-1));

    [Fact]
    public void A_singular_matrix_has_no_inverse() =>
        Fails("singular", () => linalg.inv(zeros(2, 2)));

    [Fact]
    public void A_tensor_that_no_memory_holds_is_refused() =>
        Assert.ThrowsAny<Exception>(() => empty(long.MaxValue / 8));

    [Fact]
    public void An_error_is_the_threads_own()
    {
        Fails("multiplied (2x3 and 2x3)", () => ones(2, 3).matmul(ones(2, 3)));
        var messages = new string[16];
        Parallel.For(0, messages.Length, i =>
        {
            messages[i] = Assert.Throws<ExternalException>(() => ones(2, i + 4).matmul(ones(2, 3))).Message;
        });
        Assert.All(messages.Index(), m => Assert.Contains($"(2x{m.Index + 4} and 2x3)", m.Item, StringComparison.Ordinal));
    }

    [Fact]
    public void After_an_error_everything_goes_on()
    {
        Fails("", () => ones(2, 3).matmul(ones(2, 3)));
        Assert.Equal(6, ones(2, 3).sum().item<float>());
        Assert.True(is_grad_enabled());
    }

    private static void Fails(string message, Action action)
    {
        using var scope = NewDisposeScope();
        Assert.Contains(message, Assert.Throws<ExternalException>(action).Message, StringComparison.Ordinal);
    }

    private static void Fails(string message, Func<Tensor> function) => Fails(message, () => { function(); });
}
