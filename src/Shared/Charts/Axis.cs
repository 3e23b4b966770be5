using System.Globalization;

namespace Examples.Shared.Charts;

/// <summary>A mark on an axis; minor ones have no label.</summary>
/// <param name="At">From 0, where the axis begins, to 1, where it ends.</param>
/// <param name="Label">What stands beside it.</param>
internal sealed record Tick(double At, string? Label);

/// <summary>The range that an axis shows, and where values stand on it.</summary>
internal sealed class Axis
{
    // Beyond this, differences of values overflow; such a value is as good as infinite.
    private const double Huge = 1e300;

    // The values to label where there are less than two whole decades.
    private static readonly int[] Digits = [1, 2, 5];

    // Decades from one label to the next.
    private static readonly int[] Strides = [1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000];

    private readonly bool _log;
    private readonly double _min;
    private readonly double _max;

    /// <param name="log">Whether the axis is logarithmic.</param>
    /// <param name="range">What it shows; null fits the values.</param>
    /// <param name="values">What stands on it.</param>
    /// <param name="padding">The part of the fitted range that is left free at each end.</param>
    public Axis(bool log, (double Min, double Max)? range, IEnumerable<double> values, double padding)
    {
        _log = log;
        (_min, _max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in range is { } given ? [given.Min, given.Max] : values)
        {
            var scaled = Scale(value);
            if (!double.IsNaN(scaled))
            {
                (_min, _max) = (Math.Min(_min, scaled), Math.Max(_max, scaled));
            }
        }

        if (_min > _max)
        {
            (_min, _max) = (0, 1);
            return;
        }

        var size = Math.Max(Math.Abs(_min), Math.Abs(_max));
        if (_max - _min <= Math.Max(1e-12 * size, 1e-300))
        {
            var around = log ? 0.5 : size > 1e-300 ? 0.1 * size : 1;
            (_min, _max) = (_min - around, _max + around);
        }
        else if (range is null)
        {
            var free = padding * (_max - _min);
            (_min, _max) = (_min - free, _max + free);
        }
    }

    /// <summary>How much the axis shows, in the values' units or in decades.</summary>
    public double Span => _max - _min;

    /// <summary>Where a value stands: 0 to 1 within the range, NaN for what no axis can show.</summary>
    public double At(double value) => (Scale(value) - _min) / Span;

    /// <summary>The value at a place, the inverse of <see cref="At"/>.</summary>
    public double Value(double at) => Unscale(_min + at * Span);

    /// <summary>Marks at round values.</summary>
    /// <param name="count">About how many labels there is room for.</param>
    public IReadOnlyList<Tick> Ticks(int count)
    {
        if (!_log)
        {
            return LinearTicks(_min, _max, count);
        }

        var (first, last) = ((int)Math.Ceiling(_min - 1e-9), (int)Math.Floor(_max + 1e-9));
        if (last - first >= 1)
        {
            return DecadeTicks(first, last, count);
        }

        var values = Enumerable.Range((int)Math.Floor(_min), 3)
            .SelectMany(power => Digits.Select(digit => digit * Math.Pow(10, power)))
            .Where(value => At(value) is >= 0 and <= 1)
            .ToArray();
        return values.Length >= 3
            ? [.. values.Select(value => new Tick(At(value), Label(value, (int)Math.Floor(Math.Log10(value) + 1e-9), value)))]
            : LinearTicks(Unscale(_min), Unscale(_max), count);
    }

    private double Scale(double value)
    {
        var scaled = _log ? Math.Log10(value) : value;
        return Math.Abs(scaled) < Huge ? scaled : double.NaN;
    }

    private double Unscale(double scaled) => _log ? Math.Pow(10, scaled) : scaled;

    private List<Tick> LinearTicks(double min, double max, int count)
    {
        var rough = (max - min) / Math.Max(count, 1);
        var power = (int)Math.Floor(Math.Log10(rough));
        var factor = (rough / Math.Pow(10, power)) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
        var step = factor * Math.Pow(10, power);
        if (factor == 10)
        {
            power++;
        }

        var ticks = new List<Tick>();
        var size = Math.Max(Math.Abs(min), Math.Abs(max));
        for (var i = Math.Ceiling(min / step - 1e-9); i * step <= max + 1e-9 * step; i++)
        {
            ticks.Add(new Tick(At(i * step), Label(i * step, power, size)));
        }

        return ticks;
    }

    private List<Tick> DecadeTicks(int first, int last, int count)
    {
        var stride = Strides.First(stride => stride * count > last - first);
        var ticks = new List<Tick>();
        for (var power = first - 1; power <= last; power++)
        {
            if (power >= first && (power % stride == 0 || stride <= 5))
            {
                ticks.Add(new Tick((power - _min) / Span, power % stride == 0 ? "10" + Superscript(power) : null));
            }

            if (stride == 1)
            {
                ticks.AddRange(Enumerable.Range(2, 8)
                    .Select(digit => new Tick((power + Math.Log10(digit) - _min) / Span, null))
                    .Where(tick => tick.At is >= 0 and <= 1));
            }
        }

        return ticks;
    }

    /// <param name="value">The value.</param>
    /// <param name="power">The power of ten of the last digit that matters.</param>
    /// <param name="size">The largest value of the axis, which decides whether powers of ten are written out.</param>
    private static string Label(double value, int power, double size)
    {
        if (value == 0)
        {
            return "0";
        }

        if (size is < 1e6 and >= 1e-3)
        {
            return Fixed(value, -power);
        }

        var exponent = (int)Math.Floor(Math.Log10(size) + 1e-9);
        return $"{Fixed(value / Math.Pow(10, exponent), exponent - power)}×10{Superscript(exponent)}";
    }

    private static string Fixed(double value, int decimals) =>
        value.ToString("F" + Math.Clamp(decimals, 0, 15), CultureInfo.InvariantCulture).Replace('-', '−');

    private static string Superscript(int power) =>
        string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(digit => digit == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));
}
