using System.Globalization;
using System.Text;

using CsvHelper;
using CsvHelper.Configuration;

using Examples.Shared;

using static TorchSharp.torch;

namespace Examples.Regression;

/// <summary>Columns of numbers from a table in text: those to predict from, and the one to predict.</summary>
/// <param name="Features">The names of the columns to predict from.</param>
/// <param name="Target">The name of the column to predict.</param>
/// <param name="X">The features, float64 of shape (rows, features).</param>
/// <param name="Y">The target, float64 of shape (rows).</param>
/// <param name="LeftOut">Columns that say nothing, and why.</param>
public sealed record NumericTable(string[] Features, string Target, Tensor X, Tensor Y, string[] LeftOut)
{
    private static readonly string[] s_markup = ["<!doctype", "<html", "<?xml"];

    /// <summary>Reads the file that a run is given, or else a text; prints what is predicted from what.</summary>
    /// <param name="run">With the file, the target and the columns to drop. X and Y are on its device.</param>
    /// <param name="otherwise">The table where no file is given.</param>
    /// <exception cref="UsageException">There is no such file, column or number; it says where.</exception>
    public static NumericTable Read(Run run, string otherwise)
    {
        var (source, text) = run.Data is { } path ? (path, Decode(path, Bytes(path))) : ("the slide's table", otherwise);
        var table = Parse(source, text, run.Target, run.Drop);
        run.Print($"target: {table.Target}");
        run.Print($"features: {string.Join(", ", table.Features)}");
        foreach (var column in table.LeftOut)
        {
            run.Print($"left out: {column}");
        }

        run.Print($"rows: {table.Y.shape[0]}");
        return table with { X = table.X.to(run.Device), Y = table.Y.to(run.Device) };
    }

    /// <summary>
    /// Reads a header and rows of numbers. What separates cells is found in the header: a tab, a semicolon, a comma or
    /// spaces. With semicolons, numbers may have a decimal comma. Columns without a name are left out, as are those
    /// that have the same number in every row.
    /// </summary>
    /// <param name="source">What messages call the table.</param>
    /// <param name="text">The table. X and Y are on the CPU.</param>
    /// <param name="target">The column to predict; null for the last one.</param>
    /// <param name="drop">Columns to leave out, with commas between; null for none.</param>
    /// <exception cref="UsageException">There is no such column or number; it says where.</exception>
    public static NumericTable Parse(string source, string text, string? target, string? drop)
    {
        using var scope = NewDisposeScope();
        UsageException Refused(string why) => new(source + why);
        var first = Lines(text).FirstOrDefault().Text ?? throw Refused(" is empty: a header and rows are expected.");
        if (s_markup.Any(tag => first.StartsWith(tag, StringComparison.OrdinalIgnoreCase)))
        {
            throw Refused(" is a page of HTML, not a table: download the file itself.");
        }

        if (first.StartsWith("version https://git-lfs", StringComparison.Ordinal))
        {
            throw Refused(" is a Git LFS pointer, not the table: 'git lfs pull' fetches it.");
        }

        // In this order: names have commas in them rather than semicolons or tabs.
        var separator = "\t;,".FirstOrDefault(mark => Split(first, mark).Length > 1, ' ');
        var names = Split(first, separator);

        // Years and the like are names too, beside others.
        var numbers = names.Where(name => Number(name, separator) is not null).ToArray();
        if (numbers.Length == names.Length || !numbers.All(number => number.All(char.IsAsciiDigit)))
        {
            throw Refused(" has no header: numbers are in its first line, where names of columns are expected.");
        }

        var columns = Choose(source, names, target, drop);
        var values = Values(text, separator, names, columns, Refused);
        var (low, high) = (values.amin([0]).Numbers(), values.amax([0]).Numbers());
        foreach (var (i, column) in columns.Index())
        {
            // Squares of larger and smaller numbers are infinite or 0.
            if (Math.Max(-low[i], high[i]) is var size and not 0 and (< 1e-100 or > 1e100))
            {
                throw Refused($", column {column + 1} ({names[column]}): numbers of the size {PythonText.Format(size, "g3")}"
                    + " can't be used; another unit brings them between 1e-100 and 1e+100.");
            }
        }

        var constant = columns.Where((_, i) => low[i] == high[i]).ToArray();
        var varying = Enumerable.Range(0, columns.Length - 1).Where(i => low[i] != high[i]).ToArray();
        if (varying.Length == 0 || constant.Contains(columns[^1]))
        {
            throw Refused($": {(varying.Length == 0 ? "every feature" : $"the target '{names[columns[^1]]}'")}"
                + " is the same in every row, so there is nothing to learn.");
        }

        var unnamed = names.Index().Where(column => column.Item == "").Select(column => column.Index + 1);
        return new NumericTable(
            [.. varying.Select(i => names[columns[i]])],
            names[columns[^1]],
            values.index_select(1, tensor(varying)).MoveToOuterDisposeScope(),
            values.select(1, columns.Length - 1).clone().MoveToOuterDisposeScope(),
            [
                .. unnamed.Select(number => $"column {number}, which has no name"),
                .. constant.Select(column => $"{names[column]}, which is the same in every row"),
            ]);
    }

    /// <summary>The columns to read, the target last.</summary>
    private static int[] Choose(string source, string[] names, string? target, string? drop)
    {
        var dropped = Split(drop ?? "", ',');
        if (dropped.Append(target).FirstOrDefault(name => name is not null && !names.Contains(name)) is { } unknown)
        {
            throw new UsageException($"There is no column '{unknown}' in {source}; it has: {string.Join(", ", names)}.");
        }

        int[] kept = [.. names.Index().Where(c => c.Item != "" && !dropped.Contains(c.Item)).Select(c => c.Index)];
        int[] predicted = [.. kept.Where(column => target is null || names[column] == target).TakeLast(1)];
        return predicted.Length == 1 && kept.Length > 1
            ? [.. kept.Except(predicted), .. predicted]
            : throw new UsageException($"{target ?? "A target"} and one feature or more are needed; "
                + $"{source} leaves: {string.Join(", ", kept.Select(column => names[column]))}.");
    }

    /// <summary>The numbers, a row for each line and a column for each of those chosen.</summary>
    private static Tensor Values(string text, char separator, string[] names, int[] columns, Func<string, UsageException> refused)
    {
        var values = new List<double>();
        var (commas, points) = (false, false);
        foreach (var (line, row) in Lines(text).Skip(1))
        {
            var cells = Split(row, separator);
            if (cells.Length != names.Length)
            {
                throw refused($", line {line}: the header has {names.Length} cells, but this row {cells.Length}.");
            }

            foreach (var column in columns)
            {
                var cell = cells[column];
                values.Add(Number(cell, separator) ?? throw refused($", line {line}, column {column + 1} ({names[column]}): "
                    + (cell == "" ? "the cell is empty" : $"'{cell}' is not a number")
                    + $"; --drop \"{names[column]}\" leaves the column out."));
                commas |= cell.Contains(',');
                points |= cell.Contains('.');
            }
        }

        return commas && points ? throw refused(" has numbers with a decimal comma and numbers with a point.")
            : values.Count < 2 * columns.Length ? throw refused(" has too few rows: two or more are needed.")
            : tensor(values.ToArray()).reshape(-1, columns.Length);
    }

    /// <summary>The number in a cell, or null; with semicolons it may have a decimal comma.</summary>
    private static double? Number(string cell, char separator)
    {
        var text = separator == ';' && !cell.Contains('.') ? cell.Replace(',', '.') : cell;
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
        return isNumber && double.IsFinite(number) ? number : null;
    }

    /// <summary>The cells of a line, quoted as in CSV; many spaces separate like one.</summary>
    private static string[] Split(string line, char separator)
    {
        var text = separator == ' ' ? string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : line;
        using var csv = new CsvParser(new StringReader(text), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            BadDataFound = null,
            TrimOptions = TrimOptions.Trim,
        });
        return csv.Read() ? csv.Record! : [];
    }

    /// <summary>The lines with something in them, counted from 1.</summary>
    private static IEnumerable<(int Number, string Text)> Lines(string text)
    {
        using var reader = new StringReader(text);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Trim([' ', '\t', ',', ';', '"']) != "")
            {
                yield return (number, line);
            }
        }
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(
                Directory.Exists(path) ? $"{path} is a folder; --data takes a file."
                : File.Exists(path) ? $"{path} can't be read."
                : $"There is no file {path}.");
        }
    }

    /// <summary>The text in UTF-8, in UTF-16 with a byte-order mark, or else in Latin-1.</summary>
    private static string Decode(string path, byte[] bytes)
    {
        switch (bytes)
        {
            case [0x1f, 0x8b, ..]:
                throw new UsageException($"{path} is compressed (gzip): unpack it first.");
            case [(byte)'P', (byte)'K', 3, 4, ..]:
                throw new UsageException($"{path} is a zip archive or an Excel workbook: unpack it, or save it as CSV.");
            case [0xff, 0xfe, ..]:
                return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
            case [0xfe, 0xff, ..]:
                return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
            case var _ when bytes.Contains((byte)0):
                throw new UsageException($"{path} is not text, or UTF-16 without a byte-order mark: save it as UTF-8.");
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
