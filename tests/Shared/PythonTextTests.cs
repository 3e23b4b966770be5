using System.Globalization;

using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

namespace Examples.Tests.Shared;

/// <summary>Numbers are written as Python writes them.</summary>
public sealed class PythonTextTests
{
    private static readonly double[] s_special =
    [
        0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, double.Epsilon,
        0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.125, 0.375, -0.125, 2.675, 1.005, 1e15 + 0.5, 4503599627370495.5,
        0.05, 0.15, 0.25, 0.35, 1e22, 1e23, 9.5, 99.5, 0.95, 9.995,
        1 - 1e-16, 1.2344999999999999, 1.2345, 12345.5, 123456789012345678, 2.5e-7, 1e-10, 5e-11, 0.1f, 1.1754944e-38f,
    ];

    [TwinFact]
    public void Numbers_that_are_hard_to_round_read_as_in_Python() =>
        SameAsPython([.. from value in s_special from format in Formats() select (value, format)]);

    [TwinFact]
    public void Any_number_reads_as_in_Python() => SameAsPython([.. Gen.Zip(Number(), Gen.Elements(Formats())).Sample(6000)]);

    [Fact]
    public void Widths_pad_as_in_Python()
    {
        const double Value = -3.14159;
        Assert.Equal("[   -3.1416] [-3.1416   ] [-3.1]", Line($"[{Value,10:F4}] [{Value,-10:F4}] [{Value,2:F1}]"));
        Assert.Equal(
            "[ -3.142e+00] [       nan] [inf       ]",
            Line($"[{Value,11:e3}] [{double.NaN,10:F4}] [{double.PositiveInfinity,-10:F4}]"));
        Assert.Equal("[    42] [1234567] [abc   ] [  True]", Line($"[{42,6}] [{1234567}] [{"abc",-6}] [{true,6}]"));
    }

    [Theory]
    [InlineData(1.38689361, "1.386894")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(0.00001, "1e-05")]
    [InlineData(9999999.4, "9999999")]
    [InlineData(9999999.6, "1e+07")]
    [InlineData(-0.0, "-0")]
    [InlineData(1e300, "1e+300")]
    public void Significant_digits_read_as_in_Python(double value, string expected) => Assert.Equal(expected, Line($"{value:g7}"));

    [Fact]
    public void A_number_without_a_format_has_as_many_digits_as_in_Python() =>
        Assert.Equal("0.1 0.10000000149011612 1.0 1e-05 1e+16 1000000000000000.0", Line($"{0.1} {0.1f} {1.0} {1e-5} {1e16} {1e15}"));

    [Fact]
    public void Whole_numbers_and_truths_read_as_in_Python_also_as_tensors()
    {
        using var scope = torch.NewDisposeScope();
        Assert.Equal("93 True 1.0", Line($"{torch.tensor(93L)} {torch.tensor(true)} {torch.tensor(1f)}"));
        Assert.Equal("1.2e+02 1.2e+06 5.0 [  93]", Line($"{125:e1} {1_200_000:g2} {torch.tensor(5L):F1} [{torch.tensor((byte)93),4}]"));
    }

    [Fact]
    public void Nothing_is_written_for_null() => Assert.Equal("[] [   ]", Line($"[{(string?)null}] [{(string?)null,3}]"));

    [Fact]
    public void The_culture_of_the_machine_does_not_matter()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal("-1.50 -1.5e+00 -7", Line($"{-1.5:F2} {-1.5:e1} {-7}"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("E2")]
    [InlineData("F")]
    [InlineData("G6")]
    [InlineData("N2")]
    [InlineData("X2")]
    public void A_format_that_Python_does_not_have_is_refused(string format) =>
        Assert.Throws<FormatException>(() => PythonText.Format(1, format));

    private static string Line(PythonText text) => text.ToString();

    private static string?[] Formats() =>
        [null, .. Enumerable.Range(0, 11).SelectMany(digits => new[] { $"F{digits}", $"e{digits}", $"g{digits}" })];

    /// <summary>Of every size, and often halfway between two decimals.</summary>
    private static Gen<double> Number() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<double>(),
        ArbMap.Default.GeneratorFor<long>().Select(BitConverter.Int64BitsToDouble),
        from whole in Gen.Choose(-100_000, 100_000) from power in Gen.Choose(0, 12) select (whole + 0.5) / Math.Pow(10, power),
        from whole in Gen.Choose(-100_000, 100_000) from power in Gen.Choose(0, 12) select whole / Math.Pow(2, power),
        Gen.Choose(int.MinValue, int.MaxValue).Select(bits => (double)BitConverter.Int32BitsToSingle(bits)));

    private static string[] InPython((double Value, string? Format)[] numbers)
    {
        var bits = string.Join(", ", numbers.Select(n => $"(0x{BitConverter.DoubleToInt64Bits(n.Value):x}, '{Spec(n.Format)}')"));
        var code = $"import struct\nfor bits, spec in [{bits}]: print(format(struct.unpack('<d', struct.pack('<Q', bits))[0], spec))";
        return LiveTwin.Python.Run(["-c", code], CancellationToken.None).Output.TrimEnd().ReplaceLineEndings("\n").Split('\n');

        static string Spec(string? format) => format is null ? "" : $".{format[1..]}{char.ToLowerInvariant(format[0])}";
    }

    private static void SameAsPython((double Value, string? Format)[] numbers)
    {
        // A call of Windows has 32,767 characters at most.
        var theirs = numbers.Chunk(1000).SelectMany(InPython).ToArray();
        Assert.Equal(numbers.Length, theirs.Length);
        Assert.Empty(
            from pair in numbers.Zip(theirs, (number, their) => (number.Value, number.Format, Theirs: their))
            let ours = PythonText.Format(pair.Value, pair.Format)
            where ours != pair.Theirs
            select $"{pair.Value:R} as {pair.Format}: {ours}, in Python {pair.Theirs}");
    }
}
