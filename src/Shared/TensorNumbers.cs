using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>From tensors to numbers of .NET.</summary>
public static class TensorNumbers
{
    /// <summary>All elements in row-major order, from any device and of any dtype.</summary>
    public static double[] Numbers(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray();
    }

    /// <summary>The elements of a tensor of two dimensions, from any device and of any dtype.</summary>
    public static double[,] Matrix(this Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return (double[,])tensor.detach().cpu().to(ScalarType.Float64).data<double>().ToNDArray();
    }
}
