using static TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>One position of an indexing expression, as in <c>t[0, ..5, TensorIndex.Ellipsis]</c>.</summary>
    public sealed class TensorIndex
    {
        /// <summary>As many whole dimensions as are left.</summary>
        public static readonly TensorIndex Ellipsis = new();

        /// <summary>A new dimension of size 1.</summary>
        public static readonly TensorIndex None = new();

        /// <summary>A whole dimension.</summary>
        public static readonly TensorIndex Colon = Slice();

        private TensorIndex()
        {
        }

        private bool IsSlice { get; init; }

        private long? Start { get; init; }

        private long? Stop { get; init; }

        private long Step { get; init; } = 1;

        private Tensor? Positions { get; init; }

        public static implicit operator TensorIndex(long index) => Single(index);

        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>The elements from start up to stop, every step-th.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { IsSlice = true, Start = start, Stop = stop, Step = step ?? 1 };

        /// <inheritdoc cref="Slice(long?, long?, long?)"/>
        public static TensorIndex Slice(Range range) => Slice(
            range.Start.IsFromEnd ? -range.Start.Value : range.Start.Value,
            range.End.IsFromEnd ? range.End.Value == 0 ? null : -range.End.Value : range.End.Value);

        /// <summary>One element; its dimension goes away.</summary>
        public static TensorIndex Single(long? index) => new() { Start = index };

        /// <summary>The elements at positions (integers), or where a mask (booleans) is true.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { Positions = tensor };

        /// <summary>Applies the whole expression, one operator a position, as Python's indexing does.</summary>
        internal static Tensor Apply(Tensor tensor, TensorIndex[] indices)
        {
            var result = tensor.alias();
            var positions = new List<Tensor?>();
            var dim = 0;
            foreach (var index in indices)
            {
                if (ReferenceEquals(index, Ellipsis))
                {
                    dim = (int)result.ndim - indices.SkipWhile(i => !ReferenceEquals(i, Ellipsis)).Skip(1).Count(i => !ReferenceEquals(i, None));
                }
                else if (ReferenceEquals(index, None))
                {
                    result = result.unsqueeze(dim++);
                }
                else if (index.IsSlice)
                {
                    result = Call("slice.Tensor", result, dim++, index.Start, index.Stop, index.Step);
                }
                else if (index.Positions is null)
                {
                    result = result.select(dim, index.Start!.Value);
                }
                else
                {
                    positions.AddRange(Enumerable.Repeat<Tensor?>(null, dim - positions.Count));
                    positions.Add(index.Positions);
                    dim++;
                }
            }

            return positions.Count == 0 ? result : Call("index.Tensor", result, Argument.Optional([.. positions]));
        }
    }
}
