using static TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What the elements of a tensor are; the numbers are libtorch's.</summary>
    public enum ScalarType : sbyte
    {
        Byte = 0,
        Int8 = 1,
        Int16 = 2,
        Int32 = 3,
        Int64 = 4,
        Float16 = 5,
        Float32 = 6,
        Float64 = 7,
        Bool = 11,
    }

    public const ScalarType int64 = ScalarType.Int64;
    public const ScalarType float32 = ScalarType.Float32;
    public const ScalarType float64 = ScalarType.Float64;

    /// <summary>
    /// A tensor of libtorch. It holds one reference, given back by <see cref="Dispose()"/>, by the innermost
    /// <see cref="DisposeScope"/> in which it was created, or, outside of all scopes, at last by the garbage collector.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private nint _handle;
        private DisposeScope? _scope;
        private Unscoped? _unscoped;

        internal Tensor(nint handle)
        {
            _handle = handle;
            OwningDisposeScope = DisposeScope.Current;
        }

        internal DisposeScope? OwningDisposeScope
        {
            get => _scope;
            set
            {
                Release();
                _scope = value;
                if (_scope is null)
                {
                    _unscoped = new Unscoped(_handle);
                }
                else
                {
                    _scope.Add(this);
                }
            }
        }

        internal Tensor? NextInScope { get; set; }

        internal Tensor? PreviousInScope { get; set; }

        /// <summary>The native tensor.</summary>
        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public nint Handle => _handle != 0 ? _handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => _handle == 0;

        /// <summary>The sizes of all dimensions.</summary>
        public unsafe long[] shape
        {
            get
            {
                var sizes = new long[st_dim(Handle)];
                fixed (long* start = sizes)
                {
                    st_sizes(Handle, start);
                }

                return sizes;
            }
        }

        public long ndim => st_dim(Handle);

        public ScalarType dtype => (ScalarType)st_dtype(Handle);

        public DeviceType device_type => (DeviceType)st_device_type(Handle);

        public Device device => new(device_type, device_type == DeviceType.CPU ? -1 : st_device_index(Handle));

        public bool requires_grad
        {
            get => st_requires_grad(Handle) != 0;
            set => requires_grad_(value);
        }

        /// <summary>The gradient that backward passes have accumulated; null before the first.</summary>
        public Tensor? grad
        {
            get => st_grad(Handle) is var gradient and not 0 ? new Tensor(gradient) : null;
            set
            {
                Check(st_set_grad(Handle, value?.Handle ?? 0));
                GC.KeepAlive(value);
                GC.KeepAlive(this);
            }
        }

        public long dim() => ndim;

        public long numel() => st_numel(Handle);

        /// <summary>The size of one dimension; negative ones count from the last.</summary>
        public long size(int dim) => shape[dim < 0 ? dim + (int)ndim : dim];

        /// <summary>The only element of a tensor of one.</summary>
        /// <exception cref="ArgumentException">There are more elements or none, or they are of another type.</exception>
        public T item<T>()
            where T : unmanaged =>
            numel() == 1 ? data<T>()[0] : throw new ArgumentException("Number of elements in the tensor must be 1");

        /// <summary>Access to the elements; those of a tensor on another device are copied first.</summary>
        /// <exception cref="ArgumentException">The elements are of another type.</exception>
        public Utils.TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            if (TypeOf<T>.Value != dtype)
            {
                throw new ArgumentException($"{typeof(T).Name} is not compatible with {dtype}");
            }

            return new Utils.TensorAccessor<T>(device_type == DeviceType.CPU ? this : cpu());
        }

        /// <summary>Computes the gradients of all leaves that this scalar depends on.</summary>
        public void backward()
        {
            Check(st_backward(Handle));
            GC.KeepAlive(this);
        }

        /// <summary>Hands the tensor to the scope outside the one it belongs to.</summary>
        public Tensor MoveToOuterDisposeScope() => OwningDisposeScope?.MoveToOuter(this) ?? this;

        /// <summary>Takes the tensor out of all scopes.</summary>
        public Tensor DetachFromDisposeScope() => OwningDisposeScope?.Detach(this) ?? this;

        public void Dispose()
        {
            if (_handle != 0)
            {
                Release();
                st_free(_handle);
                _handle = 0;
            }
        }

        /// <summary>What the tensor is; not its values.</summary>
        public override string ToString() =>
            IsInvalid ? "[disposed]" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";

        /// <summary>Gives the native tensor away; this object is then empty.</summary>
        internal nint MoveHandle()
        {
            var handle = Handle;
            Release();
            _handle = 0;
            return handle;
        }

        /// <summary>Takes over another tensor's handle, in place of this tensor's own.</summary>
        internal void Replace(Tensor other)
        {
            var (requires, scope, handle) = (requires_grad, _scope, other.MoveHandle());
            Dispose();
            _handle = handle;
            OwningDisposeScope = scope;
            requires_grad_(requires);
        }

        /// <summary>Ends whatever would have disposed the tensor.</summary>
        private void Release()
        {
            _scope?.Remove(this);
            _scope = null;
            if (_unscoped is not null)
            {
                GC.SuppressFinalize(_unscoped);
                _unscoped = null;
            }
        }

        // A class with a finalizer is slow to create, so only tensors that no scope disposes have one, in here.
        private sealed class Unscoped(nint handle)
        {
            ~Unscoped() => st_free(handle);
        }
    }

    /// <summary>The dtype whose elements are <typeparamref name="T"/>.</summary>
    private static class TypeOf<T>
        where T : unmanaged
    {
        public static readonly ScalarType? Value =
            typeof(T) == typeof(byte) ? ScalarType.Byte
            : typeof(T) == typeof(sbyte) ? ScalarType.Int8
            : typeof(T) == typeof(short) ? ScalarType.Int16
            : typeof(T) == typeof(int) ? ScalarType.Int32
            : typeof(T) == typeof(long) ? ScalarType.Int64
            : typeof(T) == typeof(float) ? ScalarType.Float32
            : typeof(T) == typeof(double) ? ScalarType.Float64
            : typeof(T) == typeof(bool) ? ScalarType.Bool
            : null;
    }
}
