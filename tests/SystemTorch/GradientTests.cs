using Examples.Shared;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>What backward passes leave, and when gradients are recorded. The gradients of single operators are in the table.</summary>
public sealed class GradientTests
{
    [Fact]
    public void Gradients_add_up_until_they_are_set()
    {
        var x = ones(2, requires_grad: true);
        Assert.Null(x.grad);
        (3 * x).sum().backward();
        (4 * x).sum().backward();
        Assert.Equal([7.0, 7.0], x.grad!.Numbers());
        x.grad = null;
        Assert.Null(x.grad);
        x.grad = full([2], 5f);
        x.sum().backward();
        Assert.Equal([6.0, 6.0], x.grad!.Numbers());
    }

    [Fact]
    public void A_gradient_shares_its_elements_with_the_tensors()
    {
        var x = ones(2, requires_grad: true);
        x.sum().backward();
        using (var gradient = x.grad!)
        {
            gradient.zero_();
        }

        Assert.Equal([0.0, 0.0], x.grad!.Numbers());
    }

    [Fact]
    public void Only_leaves_that_ask_for_it_get_a_gradient()
    {
        var (x, constant) = (ones(2, requires_grad: true), ones(2));
        var between = x * 2;
        (between * constant).sum().backward();
        Assert.NotNull(x.grad);
        Assert.Null(constant.grad);
        Assert.True(between.requires_grad);
        Assert.False(between.detach().requires_grad);
        constant.requires_grad = true;
        Assert.True((constant + 1).requires_grad);
    }

    [Fact]
    public void Another_tensor_keeps_its_gradient_when_told_to()
    {
        var x = ones(2, requires_grad: true);
        var (kept, dropped) = (x * 2, x * 3);
        kept.retain_grad();
        (kept + dropped).sum().backward();
        Assert.Equal([1.0, 1.0], kept.grad!.Numbers());
        Assert.Null(dropped.grad);
    }

    [Fact]
    public void No_grad_and_enable_grad_nest_and_give_back_what_was_before()
    {
        Assert.True(is_grad_enabled());
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            using (enable_grad())
            {
                Assert.True(is_grad_enabled());
                using (no_grad())
                {
                    Assert.False(is_grad_enabled());
                }

                Assert.True(is_grad_enabled());
                using (enable_grad(false))
                {
                    Assert.False(is_grad_enabled());
                }
            }

            Assert.False(is_grad_enabled());
        }

        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void An_exception_does_not_leave_gradients_switched_off()
    {
        Assert.Throws<InvalidOperationException>((Action)(() =>
        {
            using var gradients = no_grad();
            throw new InvalidOperationException();
        }));
        Assert.True(is_grad_enabled());
    }

    [Fact]
    public void Without_gradients_results_ask_for_none_and_leaves_may_change()
    {
        var x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False((x * 2).requires_grad);
            x.add_(ones(2));
        }

        Assert.True((x * 2).requires_grad);
        Assert.Equal([2.0, 2.0], x.Numbers());
        nn.init.zeros_(x);
        Assert.True(x.requires_grad);
    }

    [Fact]
    public void Another_thread_records_gradients_of_its_own_accord()
    {
        using var gradients = no_grad();
        bool? enabled = null;
        var thread = new Thread(() => enabled = is_grad_enabled());
        thread.Start();
        thread.Join();
        Assert.True(enabled);
        Assert.False(is_grad_enabled());
    }
}
