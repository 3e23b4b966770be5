using static TorchSharp.torch;

namespace Examples.Shared.Charts;

/// <summary>A function's values over a rectangle, on a regular grid that includes the rectangle's borders.</summary>
/// <param name="X">Where the first and the last column stand.</param>
/// <param name="Y">Where the first and the last row stand: row 0 is the lowest.</param>
/// <param name="Values">Rows along y, columns along x.</param>
public sealed record Grid((double Min, double Max) X, (double Min, double Max) Y, double[,] Values)
{
    // Points along each side.
    private const int Steps = 200;

    /// <summary>Evaluates a function on all points of the grid in one call, without gradients.</summary>
    /// <param name="x">Range of x.</param>
    /// <param name="y">Range of y.</param>
    /// <param name="function">From coordinates, shape (points, 2), columns x and y, to values, points in all.</param>
    /// <param name="device">Where it is evaluated.</param>
    public static Grid Of((double Min, double Max) x, (double Min, double Max) y, Func<Tensor, Tensor> function, Device device)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var xs = linspace(x.Min, x.Max, Steps).repeat(Steps);
        var ys = linspace(y.Min, y.Max, Steps).repeat_interleave(Steps);
        var values = function(stack([xs, ys], dim: 1).to(device));
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.numel(), Steps * Steps, nameof(function));
        return new Grid(x, y, values.reshape(Steps, Steps).Matrix());
    }
}
