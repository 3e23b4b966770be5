using System.Globalization;

using Examples.Tests.Support;

namespace Examples.Tests.Descent;

/// <summary>The tables of steps that the examples of this lecture print.</summary>
internal static class Steps
{
    /// <summary>The numbers of each table, row by row, the step first.</summary>
    public static List<double[][]> Tables(Ran ran)
    {
        var tables = new List<List<double[]>>();
        foreach (var line in ran.Output.Split('\n'))
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells is ["step", ..])
            {
                tables.Add([]);
            }
            else if (tables.Count > 0 && cells.Length > 1 && cells.All(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _)))
            {
                tables[^1].Add([.. cells.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))]);
            }
        }

        return [.. tables.Select(table => table.ToArray())];
    }
}
