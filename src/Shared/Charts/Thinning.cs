using static TorchSharp.torch;

namespace Examples.Shared.Charts;

/// <summary>Fewer points, the same picture: what lies closer together than pixels only costs time.</summary>
internal static class Thinning
{
    private const int MostPoints = 5000;
    private const int MostLinePoints = 4000;
    private const int Pieces = 1000;

    /// <summary>At most 5000 of the points, at equal strides.</summary>
    public static (double[] X, double[] Y) Points(double[] x, double[] y) =>
        x.Length <= MostPoints ? (x, y) : Pick(x, y, Enumerable.Range(0, x.Length).Where(i => i % Stride(x.Length) == 0));

    /// <summary>One coordinate of the points, before it leaves its device.</summary>
    public static double[] Points(Tensor coordinate) =>
        coordinate.flatten()[TensorIndex.Slice(step: Stride(coordinate.numel()))].Numbers();

    /// <summary>
    /// A line of at most 4000 points as it is; of a longer one the lowest and the highest of each of 1000 pieces, so
    /// that every spike stays, and one gap of each piece that has any.
    /// </summary>
    public static (double[] X, double[] Y) Line(double[] x, double[] y) => x.Length <= MostLinePoints
        ? (x, y)
        : Pick(x, y, Enumerable.Range(0, Pieces).SelectMany(piece =>
        {
            var (low, high, gap) = (-1, -1, -1);
            var end = (int)((piece + 1L) * x.Length / Pieces);
            for (var i = (int)((long)piece * x.Length / Pieces); i < end; i++)
            {
                if (!double.IsFinite(x[i]) || !double.IsFinite(y[i]))
                {
                    gap = i;
                    continue;
                }

                low = low < 0 || y[i] < y[low] ? i : low;
                high = high < 0 || y[i] > y[high] ? i : high;
            }

            return new SortedSet<int> { low, high, gap }.Where(i => i >= 0);
        }));

    private static long Stride(long points) => Math.Max(1, (points + MostPoints - 1) / MostPoints);

    private static (double[] X, double[] Y) Pick(double[] x, double[] y, IEnumerable<int> indices)
    {
        int[] picked = [.. indices];
        return ([.. picked.Select(i => x[i])], [.. picked.Select(i => y[i])]);
    }
}
