using System.Globalization;

using CsvHelper;
using CsvHelper.Configuration;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>Reads tables of numbers from CSV files: commas, a header of column names, a number in every other cell.</summary>
public static class NumericCsv
{
    // Rows are gathered in blocks of about this many numbers, so that none is copied while the table grows.
    private const int BlockSize = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The names of the columns, and float64 of shape (rows, columns) on the CPU.</returns>
    /// <exception cref="UsageException">There is no such file or it is no such table; the message says where.</exception>
    public static (string[] Columns, Tensor Values) Read(string path)
    {
        try
        {
            using var file = new StreamReader(path);
            using var csv = new CsvParser(file, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
            return Read(path, csv);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(e is FileNotFoundException or DirectoryNotFoundException ? $"There is no file {path}." : $"{path} cannot be read: {e.Message}");
        }
    }

    private static (string[] Columns, Tensor Values) Read(string path, CsvParser csv)
    {
        var columns = csv.Read() ? csv.Record! : throw new UsageException($"{path} is empty; a header and rows of numbers are expected.");
        if (columns.All(name => IsNumber(name, out _)))
        {
            throw new UsageException($"{path} has numbers in its first line; a header with the names of the columns is expected.");
        }

        using var scope = NewDisposeScope();
        var blocks = new List<Tensor>();
        var block = new double[Math.Max(1, BlockSize / columns.Length) * columns.Length];
        var filled = 0;
        while (csv.Read())
        {
            if (csv.Count != columns.Length)
            {
                throw new UsageException($"{path}, line {csv.RawRow}: {csv.Count} cell(s), but the header has {columns.Length}.");
            }

            for (var column = 0; column < columns.Length; column++)
            {
                if (!IsNumber(csv[column], out block[filled++]))
                {
                    throw new UsageException($"{path}, line {csv.RawRow}, column {column + 1} ({columns[column]}): '{csv[column]}' is not a number.");
                }
            }

            if (filled == block.Length)
            {
                Store();
            }
        }

        Store();
        return blocks.Count > 0
            ? (columns, cat(blocks).MoveToOuterDisposeScope())
            : throw new UsageException($"{path} has no rows below its header.");

        void Store()
        {
            if (filled > 0)
            {
                blocks.Add(tensor(block[..filled], [filled / columns.Length, columns.Length]));
                filled = 0;
            }
        }
    }

    private static bool IsNumber(string cell, out double number) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
