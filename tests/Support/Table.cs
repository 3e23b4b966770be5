using System.Globalization;

namespace Examples.Tests.Support;

/// <summary>Reads the tables that examples print. An empty line ends a table.</summary>
internal static class Table
{
    /// <summary>The numbers of the only row with this label, which is all in it that is no number; "none" is read as NaN.</summary>
    /// <param name="ran">What printed it.</param>
    /// <param name="label">How the row begins.</param>
    /// <param name="table">How some line of the table begins; needed where several tables have such a row.</param>
    public static double[] Row(this Ran ran, string label, string table = "")
    {
        var lines = Lines(ran, table).Where(line => line.StartsWith(label + " "));
        var rows = lines.Select(line => Numbers(line[label.Length..])).OfType<double[]>().ToArray();
        Assert.True(rows.Length == 1, $"{rows.Length} rows '{label}' in tables '{table}' of:\n{ran.Output}");
        return rows[0];
    }

    /// <summary>All rows of a table that have nothing but numbers, at least one.</summary>
    /// <param name="ran">What printed it.</param>
    /// <param name="table">How some line of it begins.</param>
    public static double[][] Rows(this Ran ran, string table)
    {
        double[][] rows = [.. Lines(ran, table).Select(Numbers).OfType<double[]>()];
        Assert.True(rows.Length > 0, $"No numbers in table '{table}' of:\n{ran.Output}");
        return rows;
    }

    /// <summary>Compares numbers that may differ by a tolerance.</summary>
    public static Func<double, double, bool> Within(double tolerance) =>
        (expected, actual) => expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance;

    /// <summary>Compares numbers that may differ by so much of the first.</summary>
    public static Func<double, double, bool> Relative(double tolerance) =>
        (expected, actual) => Within(tolerance * Math.Abs(expected))(expected, actual);

    private static IEnumerable<string> Lines(Ran ran, string table) =>
        from block in ran.Output.Split("\n\n")
        let lines = block.Split('\n')
        where lines.Any(line => line.StartsWith(table))
        from line in lines
        select line;

    /// <summary>Null if there are none, or other text.</summary>
    private static double[]? Numbers(string text)
    {
        var cells = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = cells.Select(cell => cell switch
        {
            "none" or "nan" => double.NaN,
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            _ => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null,
        }).OfType<double>().ToArray();
        return numbers.Length > 0 && numbers.Length == cells.Length ? numbers : null;
    }
}
