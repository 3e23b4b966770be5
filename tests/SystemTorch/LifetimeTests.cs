using System.Runtime.CompilerServices;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>Who disposes which tensor, and that none stays behind.</summary>
public sealed class LifetimeTests
{
    // Elements of a quarter of a megabyte.
    private const int Count = 1 << 16;
    private const long Limit = 100_000_000;

    [Fact]
    public void A_scope_disposes_what_was_created_in_it_and_nothing_else()
    {
        using var before = ones(2);
        Tensor inside, between;
        using (NewDisposeScope())
        {
            inside = before + 1;
            between = (inside * 2)[0];
        }

        Assert.True(inside.IsInvalid);
        Assert.True(between.IsInvalid);
        Assert.False(before.IsInvalid);
    }

    [Fact]
    public void Of_nested_scopes_the_innermost_takes_a_tensor()
    {
        using var outer = NewDisposeScope();
        var first = ones(2);
        Tensor second;
        using (var inner = NewDisposeScope())
        {
            second = ones(2);
            Assert.Equal(1, inner.DisposablesCount);
        }

        var third = ones(2);
        Assert.Equal(2, outer.DisposablesCount);
        outer.Dispose();
        Assert.Equal([true, true, true], new[] { first, second, third }.Select(t => t.IsInvalid));
    }

    [Fact]
    public void A_tensor_can_move_to_the_outer_scope()
    {
        Tensor moved, method;
        using (var outer = NewDisposeScope())
        {
            using (var inner = NewDisposeScope())
            {
                moved = inner.MoveToOuter(ones(2));
                method = ones(2).MoveToOuterDisposeScope();
            }

            Assert.False(moved.IsInvalid);
            Assert.False(method.IsInvalid);
            Assert.Equal(2, outer.DisposablesCount);
        }

        Assert.True(moved.IsInvalid);
        Assert.True(method.IsInvalid);
    }

    [Fact]
    public void Out_of_the_outermost_scope_a_tensor_belongs_to_nobody()
    {
        Tensor moved;
        using (NewDisposeScope())
        {
            moved = ones(2).MoveToOuterDisposeScope();
        }

        Assert.False(moved.IsInvalid);
        moved.Dispose();
    }

    [Fact]
    public void A_detached_tensor_outlives_all_scopes()
    {
        Tensor one, other;
        using (NewDisposeScope())
        {
            using var inner = NewDisposeScope();
            one = inner.Detach(ones(2));
            other = ones(2).DetachFromDisposeScope();
        }

        Assert.False(one.IsInvalid);
        Assert.False(other.IsInvalid);
        Assert.Same(one, one.DetachFromDisposeScope());
        one.Dispose();
        other.Dispose();
    }

    [Fact]
    public void An_exception_ends_a_scope_too()
    {
        Tensor? created = null;
        Assert.Throws<InvalidOperationException>((Action)(() =>
        {
            using var scope = NewDisposeScope();
            created = ones(2);
            throw new InvalidOperationException();
        }));
        Assert.True(created!.IsInvalid);
        using var after = ones(2);
        Assert.False(after.IsInvalid);
    }

    [Fact]
    public void A_scope_is_of_one_thread()
    {
        Tensor? elsewhere = null;
        using (var scope = NewDisposeScope())
        {
            var thread = new Thread(() => elsewhere = ones(2));
            thread.Start();
            thread.Join();
            Assert.Equal(0, scope.DisposablesCount);
        }

        Assert.False(elsewhere!.IsInvalid);
        elsewhere.Dispose();
    }

    [Fact]
    public void What_is_disposed_by_hand_leaves_its_scope()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(2);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void A_disposed_tensor_refuses_to_be_used()
    {
        var tensor = ones(2);
        tensor.Dispose();
        Assert.True(tensor.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => tensor.Handle);
        Assert.Throws<InvalidOperationException>(() => tensor + 1);
        Assert.Throws<InvalidOperationException>(() => ones(2) + tensor);
        Assert.Throws<InvalidOperationException>(() => cat([ones(2), tensor]));
        Assert.Throws<InvalidOperationException>(() => tensor.shape);
        Assert.Throws<InvalidOperationException>(() => tensor.item<float>());
        Assert.Throws<InvalidOperationException>(() => tensor.backward());
        Assert.NotNull(tensor.ToString());
    }

    [Fact]
    public void A_view_keeps_its_elements_when_the_tensor_is_disposed()
    {
        var tensor = full([1000], 3f);
        using var view = tensor[TensorIndex.Slice(0, 2)];
        tensor.Dispose();
        Assert.Equal([3f, 3f], view.data<float>());
    }

    [Fact]
    public void Scopes_leave_no_tensor_over_thousands_of_steps()
    {
        using var weight = ones(Count, requires_grad: true);
        AssertFlat(2000, () =>
        {
            using var step = NewDisposeScope();
            var loss = (weight * 2).square().mean();
            loss.backward();
            weight.grad!.zero_();
        });
    }

    [Fact]
    public void Errors_leave_no_tensor()
    {
        AssertFlat(200, () =>
        {
            using var step = NewDisposeScope();
            var tensor = ones(16 * Count);
            Assert.ThrowsAny<Exception>(() => tensor + ones(3));
            Assert.ThrowsAny<Exception>(() => stack([tensor, ones(3)]));
        });
    }

    [Fact]
    public void What_nobody_disposes_is_finalized()
    {
        AssertFlat(30, () =>
        {
            Forget(50);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(int count)
        {
            for (var i = 0; i < count; i++)
            {
                ones(Count);
            }
        }
    }

    /// <summary>Asserts that memory does not grow from the first tenth of the steps on, by what one tensor a step would take.</summary>
    private static void AssertFlat(int steps, Action step)
    {
        var before = 0L;
        for (var i = 0; i < steps; i++)
        {
            if (i == steps / 10)
            {
                before = Environment.WorkingSet;
            }

            step();
        }

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, Limit);
    }
}
