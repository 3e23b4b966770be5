using System.Globalization;

using Examples.Tests.Support;

namespace Examples.Tests.Losses;

/// <summary>Reads the tables that examples print.</summary>
internal static class Table
{
    /// <summary>The numbers in the only line of output that starts with a label.</summary>
    public static double[] Row(this Ran ran, string label) =>
        Assert.Single(ran.Output.Split('\n'), line => line.StartsWith(label + " ", StringComparison.Ordinal)).Numbers(label);

    /// <summary>The numbers in a line after its label.</summary>
    public static double[] Numbers(this string line, string label) =>
        [.. line[label.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

    private static double Number(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };
}
