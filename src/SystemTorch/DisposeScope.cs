namespace TorchSharp;

/// <summary>
/// Disposes, when it ends, every tensor that the thread created while it was the innermost scope, except those moved
/// out of it.
/// </summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? t_current;

    private readonly DisposeScope? _outer = t_current;

    // The scope's tensors, linked through themselves: a scope is opened for every step of training.
    private torch.Tensor? _first;

    internal DisposeScope() => t_current = this;

    internal static DisposeScope? Current => t_current;

    /// <summary>How many tensors the scope would dispose now.</summary>
    public int DisposablesCount
    {
        get
        {
            var count = 0;
            for (var tensor = _first; tensor is not null; tensor = tensor.NextInScope)
            {
                count++;
            }

            return count;
        }
    }

    /// <summary>Hands a tensor to the scope outside this one; without one, to nobody.</summary>
    public T MoveToOuter<T>(T disposable)
        where T : torch.Tensor
    {
        Move(disposable, _outer);
        return disposable;
    }

    /// <summary>Takes a tensor out of all scopes.</summary>
    public T Detach<T>(T disposable)
        where T : torch.Tensor
    {
        Move(disposable, null);
        return disposable;
    }

    public void Dispose()
    {
        if (ReferenceEquals(t_current, this))
        {
            t_current = _outer;
        }

        while (_first is { } tensor)
        {
            tensor.Dispose();
        }
    }

    internal void Add(torch.Tensor tensor)
    {
        tensor.NextInScope = _first;
        tensor.PreviousInScope = null;
        _first?.PreviousInScope = tensor;
        _first = tensor;
    }

    internal void Remove(torch.Tensor tensor)
    {
        if (tensor.PreviousInScope is { } previous)
        {
            previous.NextInScope = tensor.NextInScope;
        }
        else
        {
            _first = tensor.NextInScope;
        }

        tensor.NextInScope?.PreviousInScope = tensor.PreviousInScope;
    }

    private void Move(torch.Tensor tensor, DisposeScope? target)
    {
        if (ReferenceEquals(tensor.OwningDisposeScope, this))
        {
            tensor.OwningDisposeScope = target;
        }
    }
}

public static partial class torch
{
    /// <summary>Opens a scope that disposes what is created in it.</summary>
    public static DisposeScope NewDisposeScope() => new();
}
