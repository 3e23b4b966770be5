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
    private readonly HashSet<torch.Tensor> _tensors = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope() => t_current = this;

    /// <summary>The tensors that the scope would dispose now.</summary>
    public int DisposablesCount => _tensors.Count;

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

        foreach (var tensor in _tensors)
        {
            tensor.OwningDisposeScope = null;
            tensor.Dispose();
        }

        _tensors.Clear();
    }

    internal static DisposeScope? Register(torch.Tensor tensor)
    {
        t_current?._tensors.Add(tensor);
        return t_current;
    }

    internal void Forget(torch.Tensor tensor) => _tensors.Remove(tensor);

    private void Move(torch.Tensor tensor, DisposeScope? target)
    {
        if (_tensors.Remove(tensor))
        {
            target?._tensors.Add(tensor);
            tensor.OwningDisposeScope = target;
        }
    }
}

public static partial class torch
{
    /// <summary>Opens a scope that disposes what is created in it.</summary>
    public static DisposeScope NewDisposeScope() => new();
}
