using System.Globalization;

namespace Examples.Shared.Comparison;

/// <summary>Whether numbers of two programs are in proportion, or one of them a sum of others.</summary>
internal static class Proportion
{
    /// <summary>Ratios and sums of float32 numbers that are meant to be equal are so to about three digits.</summary>
    public const double Close = 1e-3;

    public static double[] Plus(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a + b)];

    public static double[] Minus(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a - b)];

    /// <summary>Whether they are equal but for rounding, and not all 0.</summary>
    public static bool Equal(double[] one, double[] other, double close = Close)
    {
        var scale = Largest(one);
        return one.Length == other.Length && scale > 0 && one.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= close * scale);
    }

    /// <summary>By what all of the first must be multiplied to give the second; null if there is no such number.</summary>
    public static double? Ratio(double[] one, double[] other, double close = Close)
    {
        if (one.Length != other.Length || one.Length < 2)
        {
            return null;
        }

        // Least squares; NaN where the first are all 0.
        var ratio = one.Zip(other, (x, y) => x * y).Sum() / one.Sum(x => x * x);
        double[] multiplied = [.. one.Select(x => x * ratio)];
        var scale = Largest(multiplied);
        return scale > 0 && multiplied.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= close * scale) ? ratio : null;
    }

    /// <summary>The same where it is not 1: other numbers that are nearly equal are no multiple.</summary>
    public static double? Multiple(double[] one, double[] other) =>
        Ratio(one, other) is { } ratio ? Ratio(one, other, Math.Min(Close, Math.Abs(ratio - 1) / 10)) : null;

    /// <summary>Whether many numbers are a positive multiple of some and a positive multiple of others.</summary>
    public static bool IsMixed(double[] mixture, double[] one, double[] other)
    {
        // Of few numbers, a mixture of two is any other.
        const int Fewest = 10;
        if (mixture.Length < Fewest || one.Length != mixture.Length || other.Length != mixture.Length)
        {
            return false;
        }

        // Least squares; NaN where the two are in proportion.
        var (aa, ab, bb) = (Dot(one, one), Dot(one, other), Dot(other, other));
        var (a, b) = (Dot(one, mixture), Dot(other, mixture));
        var (share, shareOfOther) = ((a * bb - b * ab) / (aa * bb - ab * ab), (b * aa - a * ab) / (aa * bb - ab * ab));
        double[] sum = [.. one.Zip(other, (x, y) => share * x + shareOfOther * y)];
        return share > 0 && shareOfOther > Close && Equal(mixture, sum);

        static double Dot(double[] x, double[] y) => x.Zip(y, (p, q) => p * q).Sum();
    }

    public static double Largest(double[] numbers) => numbers.Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>With as many digits as tell it from 1, and four at least.</summary>
    public static string Times(double ratio)
    {
        var digits = Math.Max(4, 2 - (int)Math.Floor(Math.Log10(Math.Abs(ratio - 1))));
        return $"{ratio.ToString($"G{digits}", CultureInfo.InvariantCulture)} times";
    }
}
