using System.Globalization;

using Examples.Tests.Support;

namespace Examples.Tests.Losses;

/// <summary>Reads the tables that examples print.</summary>
internal static class Table
{
    /// <summary>The numbers in the only line of output that starts with a label.</summary>
    public static double[] Row(this Ran ran, string label)
    {
        var line = Assert.Single(ran.Output.Split('\n'), l => l.StartsWith(label + " ", StringComparison.Ordinal));
        return [.. line[label.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];
    }

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
