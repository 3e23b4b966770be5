using Examples.Shared.Comparison;

namespace Examples.Tests.Support;

/// <summary>Sides of comparisons that nothing has computed.</summary>
internal static class Sides
{
    public static Side Of(string output = "", params double[] losses) =>
        new("C#", "2.10.0", "AVX2", "cpu", output, losses.Length > 0 ? [new Curve("loss", losses)] : [], null);
}
