using Examples.Shared.Comparison;
using Examples.Shared.Tracing;

namespace Examples.Tests.Support;

/// <summary>Sides of comparisons that nothing has computed.</summary>
internal static class Sides
{
    /// <summary>Float32's distance from 1 to the next number.</summary>
    public const double Precision = 1.1920929e-7;

    public static Side Of(string output = "", params double[] losses) =>
        new("C#", "2.10.0", "AVX2", "cpu", output, losses.Length > 0 ? [new Curve("loss", losses)] : [], null);

    /// <summary>A vector of float32 that a trace has.</summary>
    public static Traced Kept(int step, TensorKind kind, string name, params double[] values) =>
        new(new Place(step, kind, name), [values.Length], torch.ScalarType.Float32, values);
}
