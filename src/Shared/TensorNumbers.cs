using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>From tensors to numbers of .NET, and what messages say of them.</summary>
public static class TensorNumbers
{
    /// <summary>All elements in row-major order, from any device and of any dtype.</summary>
    public static double[] Numbers(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).flatten().data<double>().ToArray();
    }

    /// <summary>The elements of a tensor of two dimensions, from any device and of any dtype.</summary>
    public static double[,] Matrix(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return (double[,])tensor.detach().cpu().to(ScalarType.Float64).data<double>().ToNDArray();
    }

    /// <summary>A shape as Python writes it, such as (3, 2) and (3,).</summary>
    internal static string Text(this IReadOnlyList<long> shape) => $"({string.Join(", ", shape)}{(shape.Count == 1 ? "," : "")})";

    /// <summary>A dtype as PyTorch calls it, such as float32.</summary>
    internal static string Text(this ScalarType type) => type.ToString().ToLowerInvariant();
}
