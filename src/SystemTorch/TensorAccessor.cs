using System.Collections;

using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the CPU, in row-major order.</summary>
/// <typeparam name="T">The .NET type of the tensor's dtype.</typeparam>
public sealed class TensorAccessor<T> : IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor _tensor;
    private readonly nint _data;

    internal TensorAccessor(Tensor tensor)
    {
        _tensor = tensor.is_contiguous() ? tensor : tensor.contiguous();
        _data = Native.st_data(_tensor.Handle);
    }

    public long Count => _tensor.numel();

    /// <summary>The element at an index into the flattened tensor.</summary>
    public unsafe T this[long index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var value = ((T*)_data)[index];
            GC.KeepAlive(_tensor);
            return value;
        }
    }

    public unsafe T[] ToArray()
    {
        var array = new ReadOnlySpan<T>((void*)_data, checked((int)Count)).ToArray();
        GC.KeepAlive(_tensor);
        return array;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
