using System.Globalization;

using ScottPlot;
using ScottPlot.TickGenerators;

namespace Examples.Shared.Charts;

/// <summary>
/// How the axes of charts look. ScottPlot has no logarithmic axes: they measure log₁₀, and the ticks say what that stands
/// for.
/// </summary>
internal static class AxisStyle
{
    /// <summary>Gives an axis its label, and ticks that fit its range.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="label">Beside or below it.</param>
    /// <param name="log">Whether it measures log₁₀ of what its ticks say.</param>
    /// <param name="min">Where it begins, as it measures.</param>
    /// <param name="max">Where it ends.</param>
    /// <param name="isWhole">Whether all that is drawn on it are whole numbers, as epochs are.</param>
    public static void Apply(IAxis axis, string label, bool log, double min, double max, bool isWhole)
    {
        axis.Label.Text = label;
        axis.Label.FontSize = 15;
        axis.Label.Bold = false;
        axis.Label.ForeColor = axis.TickLabelStyle.ForeColor = Palette.Black;
        axis.TickLabelStyle.FontSize = 13;
        axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = axis.MinorTickStyle.Color = Palette.Gray;

        // Even parts of a decade would be labelled 0.50119 and the like, and of few decades only one might be seen.
        if (log && max - min is > 0 and <= 3)
        {
            var (lowest, highest) = (Math.Pow(10, min), Math.Pow(10, max));
            var shown = RoundValues(lowest, highest);
            var labels = shown.Select(value => Number(value, (highest - lowest) / 10));
            axis.TickGenerator = new NumericManual([.. shown.Select(Math.Log10)], [.. labels]);
            return;
        }

        // Epochs, steps, layers and counts are whole numbers. Decades too large or too small for plain numbers are powers of ten,
        // and then all of them are.
        var powers = log && (min < -3 || max >= 6);
        axis.TickGenerator = new NumericAutomatic
        {
            TickDensity = log ? 1.2 : axis.Edge == Edge.Left ? 0.4 : 0.6,
            IntegerTicksOnly = log || (max - min >= 2 && isWhole),
            MinorTickGenerator = log && max - min < 10 ? new LogDecadeMinorTickGenerator() : new EvenlySpacedMinorTickGenerator(1),
            LabelFormatter = value => powers ? $"10{Superscript(value)}"
                : log ? Number(Math.Pow(10, value), double.PositiveInfinity)
                : Number(Math.Abs(value) < 1e-9 * (max - min) ? 0 : value, (max - min) / 10),
        };
    }

    /// <summary>Values for the ticks of three decades at most: 1, 2 and 5 of each, or of less than a decade even steps.</summary>
    private static double[] RoundValues(double min, double max)
    {
        if (max > 4 * min)
        {
            return
            [
                .. from decade in Enumerable.Range((int)Math.Floor(Math.Log10(min)), 5)
                   from digit in new[] { 1, 2, 5 }
                   let value = digit * Math.Pow(10, decade)
                   where value >= min && value <= max
                   select value,
            ];
        }

        var calculator = new DecimalTickSpacingCalculator();
        return calculator.GenerateTickPositions(new CoordinateRange(min, max), axisLength: 700, maxLabelLength: 100);
    }

    /// <summary>A value as a tick shows it, with as many digits as tell it from its neighbours.</summary>
    private static string Number(double value, double step)
    {
        var size = Math.Abs(value);
        var isShort = size is not 0 and (>= 1e6 or < 1e-3);
        var digits = isShort ? Math.Max(2, Math.Ceiling(Math.Log10(size / step))) : Math.Max(5, Math.Ceiling(-Math.Log10(step)));
        var format = $"0.{new string('#', (int)Math.Min(digits, 15))}{(isShort ? "e0" : "")}";
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static string Superscript(double exponent) =>
        string.Concat($"{exponent:F0}".Select(digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
