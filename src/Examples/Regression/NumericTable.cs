using System.Globalization;

using CsvHelper;
using CsvHelper.Configuration;

using Examples.Shared;

using static TorchSharp.torch;

namespace Examples.Regression;

/// <summary>Columns of numbers from a table in text: those to predict from, and the one to predict.</summary>
/// <param name="Features">The names of the columns to predict from.</param>
/// <param name="Target">The name of the column to predict.</param>
/// <param name="X">The features, float64 of shape (rows, features), on the CPU.</param>
/// <param name="Y">The target, float64 of shape (rows), on the CPU.</param>
/// <param name="LeftOut">Columns that say nothing, and why.</param>
public sealed record NumericTable(string[] Features, string Target, Tensor X, Tensor Y, string[] LeftOut)
{
    // Rows are gathered in blocks of about this many numbers, so that none is copied while the table grows.
    private const int BlockSize = 1 << 20;

    // Squares of larger and smaller numbers, and ratios of such, are infinite or 0.
    private const double Smallest = 1e-100;
    private const double Largest = 1e100;

    /// <summary>What is predicted from what, a line each.</summary>
    public string Description => string.Join('\n',
    [
        $"target: {Target}",
        $"features: {string.Join(", ", Features)}",
        .. LeftOut.Select(column => $"left out: {column}"),
        $"rows: {Y.shape[0]}",
    ]);

    /// <summary>Reads a file: a header, then a number in every cell of the columns that are not left out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="target">The column to predict; null for the last one.</param>
    /// <param name="drop">Columns to leave out, separated by commas; null for none. Columns without a name always are.</param>
    /// <exception cref="UsageException">There is no such file, column or number; the message says where.</exception>
    public static NumericTable Read(string path, string? target, string? drop)
    {
        try
        {
            using var file = TextTable.Open(path);
            return Read(new TextTable(path, TextTable.Decode(path, file)), target, drop);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UsageException($"There is no file {path}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} can't be read{(e is UnauthorizedAccessException ? ": permission denied" : "")}.");
        }
    }

    /// <summary>The same for a text.</summary>
    /// <param name="source">What messages call it.</param>
    /// <param name="text">The table.</param>
    /// <param name="target">The column to predict; null for the last one.</param>
    /// <param name="drop">Columns to leave out, separated by commas; null for none.</param>
    /// <exception cref="UsageException">There is no such column or number; the message says where.</exception>
    public static NumericTable Parse(string source, string text, string? target, string? drop) =>
        Read(new TextTable(source, new StringReader(text)), target, drop);

    private static NumericTable Read(TextTable text, string? target, string? drop)
    {
        using var scope = NewDisposeScope();
        var names = text.Header;
        var columns = Choose(text, target, drop);
        var (values, rows) = Numbers(text, columns);

        var (low, high) = (values.amin([0]).Numbers(), values.amax([0]).Numbers());
        for (var i = 0; i < columns.Length; i++)
        {
            if (Math.Max(high[i], -low[i]) is var size && size != 0 && size is < Smallest or > Largest)
            {
                throw new UsageException($"{text.Source}, column {columns[i] + 1} ({names[columns[i]]}): numbers of the size {PythonText.Format(size, "g3")} are out of reach; another unit brings them between 1e-100 and 1e+100.");
            }
        }

        if (rows == 1)
        {
            throw new UsageException($"{text.Source} has one row: two or more are needed.");
        }

        if (low[^1] == high[^1])
        {
            throw new UsageException($"{text.Source}: the target '{names[columns[^1]]}' is the same in every row, so there is nothing to predict.");
        }

        var constant = columns.Where((_, i) => low[i] == high[i]).ToHashSet();
        long[] varying = [.. Enumerable.Range(0, columns.Length - 1).Where(i => !constant.Contains(columns[i]))];
        if (varying.Length == 0)
        {
            throw new UsageException($"{text.Source}: every feature is the same in every row, so there is nothing to predict from.");
        }

        var features = constant.Count > 0 ? values.index_select(1, tensor(varying)) : values.narrow(1, 0, varying.Length);
        return new NumericTable(
            [.. varying.Select(i => names[columns[i]])],
            names[columns[^1]],
            features.MoveToOuterDisposeScope(),
            values.select(1, columns.Length - 1).clone().MoveToOuterDisposeScope(),
            [
                .. names.Index().Where(column => column.Item == "").Select(column => $"column {column.Index + 1}, which has no name"),
                .. columns.Where(constant.Contains).Select(column => $"{names[column]}, which is the same in every row"),
            ]);
    }

    /// <summary>The columns to read, the target last.</summary>
    private static int[] Choose(TextTable text, string? target, string? drop)
    {
        var names = text.Header;
        var numbers = names.Where(name => Number(name, text.Separator) is not null).ToArray();
        if (numbers.Length == names.Length || numbers.Any(number => !number.All(char.IsAsciiDigit)))
        {
            throw new UsageException($"{text.Source} has numbers in its first line; a header with the names of the columns is expected.");
        }

        string[] dropped = [.. Names(drop ?? "")];
        if (dropped.Append(target).FirstOrDefault(name => name is not null && (name == "" || !names.Contains(name))) is { } unknown)
        {
            throw new UsageException($"There is no column '{unknown}' in {text.Source}; it has {Listed(names.Where(name => name != ""))}.");
        }

        int[] kept = [.. Enumerable.Range(0, names.Length).Where(column => names[column] != "" && !dropped.Contains(names[column]))];
        if (kept.Length < 2)
        {
            throw new UsageException($"{text.Source} leaves {Listed(kept.Select(column => names[column]))}; a target and at least one feature are needed.");
        }

        int[] targets = [.. target is null ? kept[^1..] : kept.Where(column => names[column] == target)];
        return targets.Length == 1
            ? [.. kept.Except(targets), .. targets]
            : throw new UsageException(targets.Length == 0 ? $"--drop leaves out the target '{target}'." : $"{text.Source} has {targets.Length} columns named '{target}'; --target needs one.");
    }

    /// <summary>The numbers of the columns, in the order in which those are given.</summary>
    private static (Tensor Values, long Rows) Numbers(TextTable text, int[] columns)
    {
        var blocks = new List<Tensor>();
        var block = new double[Math.Max(1, BlockSize / columns.Length) * columns.Length];
        var (filled, rows) = (0, 0L);
        var decimalMark = '\0';
        foreach (var (line, cells) in text.Rows())
        {
            foreach (var column in columns)
            {
                var cell = cells[column];
                block[filled++] = Number(cell, text.Separator) ?? throw NotANumber(line, column, cell);
                if (text.Separator == ';' && cell.AsSpan().IndexOfAny('.', ',') is var at and >= 0)
                {
                    decimalMark = decimalMark is '\0' || decimalMark == cell[at] ? cell[at] : throw new UsageException(
                        $"{Place(line, column)}: '{cell}' has a decimal {(cell[at] == ',' ? "comma, numbers before it a point" : "point, numbers before it a comma")}.");
                }
            }

            rows++;
            if (filled == block.Length)
            {
                Store();
            }
        }

        Store();
        return blocks.Count > 0 ? (cat(blocks), rows) : throw new UsageException($"{text.Source} has no rows below its header.");

        void Store()
        {
            if (filled > 0)
            {
                blocks.Add(tensor(block[..filled], [filled / columns.Length, columns.Length]));
                filled = 0;
            }
        }

        string Place(int line, int column) => $"{text.Source}, line {line}, column {column + 1} ({text.Header[column]})";

        UsageException NotANumber(int line, int column, string cell) => new(
            Place(line, column)
            + (string.IsNullOrWhiteSpace(cell) ? ": the cell is empty. " : $": '{Shortened(cell)}' is not a number. ")
            + (text.Separator is '\t' or ' ' && cell.Contains(',') ? "Decimal commas are read where semicolons separate the cells."
                : column == columns[^1] ? "--target NAME predicts another column."
                : $"--drop \"{text.Header[column]}\" leaves the column out."));
    }

    /// <summary>The number in a cell, or null; between semicolons it may have a decimal comma.</summary>
    private static double? Number(string cell, char separator)
    {
        var point = separator == ';' && !cell.Contains('.') ? cell.Replace(',', '.') : cell;
        return double.TryParse(point, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
    }

    /// <summary>The names in a list that commas separate; one with a comma in it is quoted, as in CSV.</summary>
    private static IEnumerable<string> Names(string list)
    {
        using var csv = new CsvParser(new StringReader(list), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, TrimOptions = TrimOptions.Trim });
        return csv.Read() ? csv.Record!.Select(TextTable.OneLine) : [];
    }

    private static string Listed(IEnumerable<string> names)
    {
        const int Shown = 10;
        string[] all = [.. names.Select(name => $"'{name}'")];
        return all.Length == 0 ? "no column"
            : $"the column{(all.Length == 1 ? "" : "s")} {string.Join(", ", all.Take(Shown))}{(all.Length > Shown ? $" and {all.Length - Shown} more" : "")}";
    }

    private static string Shortened(string cell)
    {
        const int Shown = 30;
        var line = TextTable.OneLine(cell).EnumerateRunes().ToArray();
        return string.Concat(line.Take(Shown)) + (line.Length > Shown ? "…" : "");
    }
}
