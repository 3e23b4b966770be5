using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// A line of output in which numbers read as Python writes them: <c>$"{x:F6}"</c> is Python's <c>f"{x:.6f}"</c>,
/// <c>$"{x:e3}"</c> is <c>f"{x:.3e}"</c> and <c>$"{x:g7}"</c> is <c>f"{x:.7g}"</c>, to the last digit. A tensor of one
/// number, whole and true ones included, counts as that number.
/// </summary>
[InterpolatedStringHandler]
public readonly ref struct PythonText(int literalLength, int formattedCount)
{
    private readonly StringBuilder _text = new(literalLength + (8 * formattedCount));

    public void AppendLiteral(string value) => _text.Append(value);

    public void AppendFormatted<T>(T value, int alignment = 0, string? format = null)
    {
        var text = value switch
        {
            float number => Format(number, format),
            double number => Format(number, format),
            int or long when format is ['e' or 'g', ..] => Format(Convert.ToDouble(value, CultureInfo.InvariantCulture), format),
            Tensor { dtype: ScalarType.Bool } truth when format is null => $"{truth.item<bool>()}",
            Tensor whole when format is null && !whole.is_floating_point() =>
                whole.to(ScalarType.Int64).item<long>().ToString(CultureInfo.InvariantCulture),
            Tensor number => Format(number.Numbers().Single(), format),
            IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };
        _text.Append(alignment < 0 ? text.PadRight(-alignment) : text.PadLeft(alignment));
    }

    public override string ToString() => _text.ToString();

    /// <summary>A number as Python formats it.</summary>
    /// <param name="value">Any number; the others are inf, -inf and nan.</param>
    /// <param name="format">
    /// F and digits after the point, e and digits of the mantissa after the point, or g and significant digits; null for as many
    /// as tell it from all others, as Python prints a number without a format.
    /// </param>
    /// <exception cref="FormatException">It is another.</exception>
    public static string Format(double value, string? format)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        if (format is null)
        {
            return Shortest(value);
        }

        if (!int.TryParse(format.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            throw new FormatException($"'{format}' is neither F, e nor g with digits.");
        }

        return format[0] switch
        {
            'F' => Untied(value, digits).ToString(format, CultureInfo.InvariantCulture),
            'e' => Scientific(value, digits),
            'g' => General(value, Math.Max(1, digits)),
            _ => throw new FormatException($"'{format}' is neither F, e nor g with digits: {{x:e2}} is Python's {{x:.2e}}."),
        };
    }

    /// <summary>With a mantissa where the number is below 1e-4, or not below 1e16.</summary>
    private static string Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Split('E');
        if (Math.Abs(value) is >= 1e16 or (> 0 and < 1e-4))
        {
            var digits = string.Concat(text[0].Where(char.IsAsciiDigit)).Trim('0').Length;
            return Scientific(value, digits - 1);
        }

        var plain = text is [var all] ? all : value.ToString("F1", CultureInfo.InvariantCulture);
        return plain.Contains('.') ? plain : $"{plain}.0";
    }

    /// <summary>
    /// Halfway between two decimals, Python rounds to the even one and .NET away from zero: such a value is moved
    /// a little towards the even one.
    /// </summary>
    private static double Untied(double value, int digits)
    {
        var power = Math.Pow(10, digits);
        var scaled = value * power;
        var tied = Math.Abs(scaled - Math.Truncate(scaled)) == 0.5 && Math.FusedMultiplyAdd(value, power, -scaled) == 0;
        return tied && Math.Truncate(scaled) % 2 == 0 ? TowardsZero(value) : value;
    }

    /// <summary>The same for a mantissa: whether it is halfway shows in digits far beyond those of a double.</summary>
    private static string Scientific(double value, int digits)
    {
        const int Beyond = 40;
        var exact = value.ToString($"E{digits + Beyond}", CultureInfo.InvariantCulture);
        var next = exact.IndexOf('E') - Beyond;
        var last = exact[next - (digits > 0 ? 1 : 2)];
        var tied = exact.AsSpan(next, Beyond).TrimEnd('0') is "5";
        var parts = (tied && last % 2 == 0 ? TowardsZero(value) : value).ToString($"E{digits}", CultureInfo.InvariantCulture).Split('E');
        return string.Create(CultureInfo.InvariantCulture, $"{parts[0]}e{int.Parse(parts[1], CultureInfo.InvariantCulture):+00;-00}");
    }

    /// <summary>With a mantissa only where the number is very large or very small; zeros at the end are left out.</summary>
    private static string General(double value, int digits)
    {
        var scientific = Scientific(value, digits - 1).Split('e');
        var exponent = int.Parse(scientific[1], CultureInfo.InvariantCulture);
        return exponent >= -4 && exponent < digits
            ? WithoutZeros(Format(value, $"F{digits - 1 - exponent}"))
            : $"{WithoutZeros(scientific[0])}e{scientific[1]}";
    }

    private static string WithoutZeros(string number) => number.Contains('.') ? number.TrimEnd('0').TrimEnd('.') : number;

    private static double TowardsZero(double value) => value > 0 ? Math.BitDecrement(value) : Math.BitIncrement(value);
}
