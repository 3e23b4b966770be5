using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The C functions of native/systemtorch.cpp, and one call for every operator of libtorch.</summary>
internal static unsafe partial class Native
{
    private const string Library = "systemtorch";

    // Names are literals, each one object, so they need not be compared letter by letter.
    private static readonly ConcurrentDictionary<string, nint> s_operators = new(ReferenceEqualityComparer.Instance);

    /// <summary>Calls an operator that returns one tensor.</summary>
    /// <param name="name">The operator as in libtorch's native_functions.yaml, such as "add.Tensor".</param>
    /// <param name="arguments">In the schema's order; those left out at the end take the schema's defaults.</param>
    /// <exception cref="ExternalException">libtorch refused; the message is libtorch's.</exception>
    public static Tensor Call(string name, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, out var results);
        return new Tensor(results[0].Pointer);
    }

    /// <summary>Calls an operator that returns several tensors, or a list of them.</summary>
    public static Tensor[] CallMany(string name, params ReadOnlySpan<Argument> arguments)
    {
        var tensors = new Tensor[Invoke(name, arguments, out var results)];
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i] = new Tensor(results[i].Pointer);
        }

        return tensors;
    }

    /// <summary>Calls an operator that returns true or false.</summary>
    public static bool CallBoolean(string name, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, out var results);
        return results[0].Integer != 0;
    }

    /// <summary>Calls an operator that changes its first argument in place, and returns that argument.</summary>
    public static Tensor CallInPlace(string name, params ReadOnlySpan<Argument> arguments)
    {
        Invoke(name, arguments, out var results);
        st_free(results[0].Pointer);
        return (Tensor)arguments[0].Reference!;
    }

    /// <summary>Throws what libtorch said if a C function reported an error.</summary>
    public static nint Check(nint result) => result is 0 or -1 ? throw Error() : result;

    /// <inheritdoc cref="Check(nint)"/>
    public static void Check(int result)
    {
        if (result < 0)
        {
            throw Error();
        }
    }

    private static ExternalException Error() => new(Marshal.PtrToStringUTF8(st_error()));

    [SkipLocalsInit]
    private static int Invoke(string name, ReadOnlySpan<Argument> arguments, out Value* results)
    {
        var length = 0;
        foreach (ref readonly var argument in arguments)
        {
            length += argument.Length;
        }

        // Lists of integers and of tensors are laid out here, one after the other, for the time of the call.
        var lists = length <= 32 ? stackalloc long[32] : new long[length];
        var values = stackalloc Value[arguments.Length];
        fixed (long* start = lists)
        {
            var next = start;
            for (var i = 0; i < arguments.Length; i++)
            {
                next += arguments[i].Write(ref values[i], next);
            }

            var count = st_call(s_operators.GetOrAdd(name, Find), values, arguments.Length, out results);
            foreach (ref readonly var argument in arguments)
            {
                GC.KeepAlive(argument.Reference);
            }

            Check(count);
            return count;
        }
    }

    private static nint Find(string name)
    {
        var parts = name.Split('.');
        return Check(st_operator("aten::" + parts[0], parts.Length > 1 ? parts[1] : ""));
    }

    [LibraryImport(Library)]
    private static partial nint st_error();

    [LibraryImport(Library)]
    internal static partial nint st_version();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint st_operator(string name, string overload);

    [LibraryImport(Library)]
    private static partial int st_call(nint op, Value* arguments, int count, out Value* results);

    [LibraryImport(Library)]
    internal static partial void st_free(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint st_from_memory(void* data, ReadOnlySpan<long> sizes, int dimensions, int dtype);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_dim(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial long st_numel(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_dtype(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_device_type(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_device_index(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_is_contiguous(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_requires_grad(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void st_sizes(nint tensor, long* sizes);

    [LibraryImport(Library)]
    internal static partial nint st_data(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial nint st_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int st_set_grad(nint tensor, nint grad);

    [LibraryImport(Library)]
    internal static partial int st_backward(nint tensor);

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial int st_grad_enabled();

    [LibraryImport(Library), SuppressGCTransition]
    internal static partial void st_set_grad_enabled(int enabled);

    [LibraryImport(Library)]
    internal static partial int st_manual_seed(long seed);

    [LibraryImport(Library)]
    internal static partial int st_get_num_threads();

    [LibraryImport(Library)]
    internal static partial int st_set_num_threads(int threads);

    [LibraryImport(Library)]
    internal static partial int st_has_mps();

    [LibraryImport(Library)]
    internal static partial int st_cuda_device_count();

    /// <summary>What an argument or a result is; the numbers are those of the C++ side.</summary>
    internal enum Tag
    {
        None,
        Tensor,
        Integer,
        Number,
        Boolean,
        Integers,
        Tensors,
        OptionalTensors,
        Device,
    }

    /// <summary>An argument or result as it crosses the boundary.</summary>
    [StructLayout(LayoutKind.Explicit)]
    internal struct Value
    {
        [FieldOffset(0)] public Tag Tag;
        [FieldOffset(4)] public int Length;
        [FieldOffset(8)] public nint Pointer;
        [FieldOffset(8)] public long Integer;
        [FieldOffset(8)] public double Number;
    }

    /// <summary>An argument of an operator, converted from what C# code has at hand.</summary>
    internal readonly struct Argument
    {
        private readonly Tag _tag;
        private readonly long _bits;

        private Argument(Tag tag, long bits = 0, object? reference = null, int length = 0)
        {
            _tag = tag;
            _bits = bits;
            Reference = reference;
            Length = length;
        }

        /// <summary>The tensor, scalar or list behind the argument.</summary>
        public object? Reference { get; }

        /// <summary>Elements, if it is a list.</summary>
        public int Length { get; }

        public static implicit operator Argument(Tensor? tensor) => tensor is null ? default : new(Tag.Tensor, reference: tensor);

        public static implicit operator Argument(Scalar? scalar) => scalar is null ? default : new(scalar.Tag, scalar.Bits);

        public static implicit operator Argument(int value) => new(Tag.Integer, value);

        public static implicit operator Argument(long value) => new(Tag.Integer, value);

        public static implicit operator Argument(long? value) => value is null ? default : new(Tag.Integer, value.Value);

        public static implicit operator Argument(double value) => new(Tag.Number, BitConverter.DoubleToInt64Bits(value));

        public static implicit operator Argument(double? value) => value is { } number ? number : default(Argument);

        public static implicit operator Argument(bool value) => new(Tag.Boolean, value ? 1 : 0);

        public static implicit operator Argument(ScalarType dtype) => new(Tag.Integer, (long)dtype);

        public static implicit operator Argument(ScalarType? dtype) => dtype is { } type ? type : default(Argument);

        public static implicit operator Argument(Device? device) => device is null ? default : new(Tag.Device, reference: device);

        public static implicit operator Argument(long[]? values) => values is null ? default : new(Tag.Integers, reference: values, length: values.Length);

        public static implicit operator Argument(Tensor[] tensors) => new(Tag.Tensors, reference: tensors, length: tensors.Length);

        /// <summary>A list in which null stands for "no tensor", as indexing takes it.</summary>
        public static Argument Optional(Tensor?[] tensors) => new(Tag.OptionalTensors, reference: tensors, length: tensors.Length);

        /// <summary>Writes the argument, and its elements to <paramref name="list"/>; returns how many those are.</summary>
        public int Write(ref Value value, long* list)
        {
            value.Tag = _tag;
            value.Length = Length;
            value.Integer = _bits;
            switch (_tag)
            {
                case Tag.Tensor:
                    value.Pointer = Unsafe.As<Tensor>(Reference!).Handle;
                    break;
                case Tag.Device:
                    var device = (Device)Reference!;
                    value.Integer = (long)device.type;
                    value.Length = device.index;
                    break;
                case Tag.Integers:
                    ((long[])Reference!).CopyTo(new Span<long>(list, Length));
                    value.Pointer = (nint)list;
                    break;
                case Tag.Tensors or Tag.OptionalTensors:
                    var tensors = (Tensor?[])Reference!;
                    for (var i = 0; i < Length; i++)
                    {
                        list[i] = tensors[i]?.Handle ?? 0;
                    }

                    value.Pointer = (nint)list;
                    break;
                default:
                    break;
            }

            return Length;
        }
    }
}
