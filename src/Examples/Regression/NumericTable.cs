using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using CsvHelper;
using CsvHelper.Configuration;

namespace Examples.Regression;

/// <summary>Columns of numbers from a table in text: those to predict from, and the one to predict.</summary>
/// <param name="Features">The names of the columns to predict from.</param>
/// <param name="Target">The name of the column to predict.</param>
/// <param name="X">The features, float64 of shape (rows, features).</param>
/// <param name="Y">The target, float64 of shape (rows).</param>
/// <param name="LeftOut">Columns that say nothing, and why.</param>
public sealed partial record NumericTable(
    string[] Features, string Target, Tensor X, Tensor Y, string[] LeftOut)
{
    /// <summary>Reads a run's file, or else a text, and prints what is predicted from what.</summary>
    /// <param name="run">With the file, the target and columns to drop, and the device of X and Y.</param>
    /// <param name="otherwise">The table where no file is given.</param>
    /// <exception cref="UsageException">There is no such file, column or number; it says where.</exception>
    public static NumericTable Read(Run run, string otherwise)
    {
        var table = run.Data is { } path
            ? Parse(path, Decode(path, Bytes(path)), run.Target, run.Drop)
            : Parse("the slide's table", otherwise, run.Target, run.Drop);
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
    /// Reads a header and rows of numbers. What separates cells is found in the header: a tab, a semicolon,
    /// a comma or spaces. With semicolons, numbers may have a decimal comma. Columns without a name are left
    /// out, as are those that have the same number in every row.
    /// </summary>
    private static NumericTable Parse(string source, string text, string? target, string? drop)
    {
        using var scope = NewDisposeScope();
        UsageException Refused(string why) => new(source + why);
        string[]? Header(char separator) => Rows(text, separator).FirstOrDefault().Cells;
        if (Markup().IsMatch(text))
        {
            throw Refused(" is a page of HTML, not a table: download the file itself.");
        }

        if (text.StartsWith("version https://git-lfs"))
        {
            throw Refused(" is a Git LFS pointer, not the table: 'git lfs pull' fetches it.");
        }

        // In this order: names have commas in them rather than semicolons or tabs.
        var separator = "\t;,".FirstOrDefault(mark => Header(mark) is { Length: > 1 }, ' ');
        var names = Header(separator) ?? throw Refused(" is empty: a header is expected.");

        // Years and the like are names too, beside others.
        var numbers = names.Where(name => Number(name, separator) is not null).ToArray();
        if (numbers.Length == names.Length || !numbers.All(number => number.All(char.IsAsciiDigit)))
        {
            throw Refused(" has no header: its first line has numbers in place of names of columns.");
        }

        var columns = Choose(source, names, target, drop);
        var values = Values(source, text, separator, names, columns);
        var (low, high) = (values.amin([0]).Numbers(), values.amax([0]).Numbers());
        foreach (var (i, column) in columns.Index())
        {
            // Squares of larger and smaller numbers are infinite or 0.
            if (Math.Max(-low[i], high[i]) is var size and not 0 and (< 1e-100 or > 1e100))
            {
                throw Refused($", column {column + 1} ({names[column]}): numbers of the size "
                    + $"{PythonText.Format(size, "g3")} can't be used; those from 1e-100 to 1e+100 can.");
            }
        }

        var constant = columns.Where((_, i) => low[i] == high[i]).ToArray();
        var varying = Enumerable.Range(0, columns.Length - 1).Where(i => low[i] != high[i]).ToArray();
        if (varying.Length == 0 || constant.Contains(columns[^1]))
        {
            var what = varying.Length == 0 ? "every feature" : $"the target '{names[columns[^1]]}'";
            throw Refused($": {what} is the same in every row, so there is nothing to learn.");
        }

        var unnamed = names.Index().Where(name => name.Item == "").Select(name => name.Index + 1);
        return new NumericTable(
            [.. varying.Select(i => names[columns[i]])],
            names[columns[^1]],
            values.index_select(1, tensor(varying)).MoveToOuterDisposeScope(),
            values.select(1, columns.Length - 1).clone().MoveToOuterDisposeScope(),
            [
                .. unnamed.Select(column => $"column {column}, which has no name"),
                .. constant.Select(column => $"{names[column]}, which is the same in every row"),
            ]);
    }

    /// <summary>The beginning of a text, in one line.</summary>
    private static string Shown(string text, int most = 60) =>
        (text.Length > most ? $"{text[..most]}…" : text).Replace('\n', ' ');

    /// <summary>A column as --drop takes it in a shell: a comma in its name does not end it.</summary>
    private static string Quoted(string name) => name.Contains(',') ? $"'\"{name}\"'" : $"\"{name}\"";

    /// <summary>The columns to read, the target last.</summary>
    private static int[] Choose(string source, string[] names, string? target, string? drop)
    {
        var dropped = Rows(drop ?? "", ',').SelectMany(row => row.Cells).ToArray();
        var asked = target is null ? dropped : [.. dropped, target];
        if (asked.FirstOrDefault(name => !names.Contains(name)) is { } unknown)
        {
            throw new UsageException(
                $"There is no column '{unknown}' in {source}; it has: {Shown(string.Join(", ", names), 300)}.");
        }

        int[] all = [.. Enumerable.Range(0, names.Length)];
        int[] kept = [.. all.Where(column => names[column] != "" && !dropped.Contains(names[column]))];
        int[] predicted = [.. kept.Where(column => target is null || names[column] == target).TakeLast(1)];
        return predicted.Length == 1 && kept.Length > 1
            ? [.. kept.Except(predicted), .. predicted]
            : throw new UsageException($"{target ?? "A target"} and one feature or more are needed; "
                + $"{source} leaves: {Shown(string.Join(", ", kept.Select(column => names[column])), 300)}.");
    }

    /// <summary>The numbers, a row for each line and a column for each of those chosen.</summary>
    private static Tensor Values(string source, string text, char separator, string[] names, int[] columns)
    {
        UsageException Refused(string why) => new(source + why);
        var values = new List<double>();
        var (commas, points) = (false, false);
        foreach (var (line, cells) in Rows(text, separator).Skip(1))
        {
            if (cells.Length != names.Length)
            {
                throw Refused(
                    $", line {line}: the header has {names.Length} cells, this row {cells.Length}.");
            }

            foreach (var column in columns)
            {
                var (cell, name) = (cells[column], names[column]);
                values.Add(Number(cell, separator) ?? throw Refused(
                    $", line {line}, column {column + 1} ({Shown(name)}): "
                    + (cell == "" ? "the cell is empty" : $"'{Shown(cell)}' is not a number")
                    + $"; --drop {Quoted(name)} leaves the column out."));
                commas |= cell.Contains(',');
                points |= cell.Contains('.');
            }
        }

        return commas && points ? throw Refused(" has numbers with a decimal comma and numbers with a point.")
            : values.Count < 2 * columns.Length ? throw Refused(" has too few rows: two or more are needed.")
            : tensor(values.ToArray()).reshape(-1, columns.Length);
    }

    /// <summary>The number in a cell, or null; with semicolons it may have a decimal comma.</summary>
    private static double? Number(string cell, char separator)
    {
        var text = separator == ';' && !cell.Contains('.') ? cell.Replace(',', '.') : cell;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? number : null;
    }

    /// <summary>The rows that have something in them, with the lines in which they begin.</summary>
    private static IEnumerable<(int Line, string[] Cells)> Rows(string text, char separator)
    {
        // Many spaces separate like one.
        var lines = text.Replace("\r\n", "\n").Replace('\r', '\n');
        var spaced = separator == ' ' ? NeedlessSpaces().Replace(lines, "") : lines;
        var options = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            BadDataFound = null,
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            WhiteSpaceChars = separator == ' ' ? [] : [' '],
        };
        using var csv = new CsvParser(new StringReader(spaced), options);
        for (var line = 1; csv.Read(); line = csv.RawRow + 1)
        {
            string[] cells = [.. csv.Record!.Select(cell => cell.Trim())];
            if (cells.Any(cell => cell != ""))
            {
                yield return (line, cells);
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
        UsageException Refused(string why) => new(path + why);
        switch (bytes)
        {
            case [0x1f, 0x8b, ..]:
                throw Refused(" is compressed (gzip): unpack it first.");
            case [(byte)'P', (byte)'K', 3, 4, ..]:
                throw Refused(" is an Excel workbook or zip archive: save it as CSV, or unpack it.");
            case [0xff, 0xfe, ..]:
                return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
            case [0xfe, 0xff, ..]:
                return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
            case var _ when bytes.Contains((byte)0):
                throw Refused(" is not text, or UTF-16 without a byte-order mark: save it as UTF-8.");
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

    [GeneratedRegex(@"^\s*<(!|\?|html)", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex("(?m)^ +| +$| +(?= )")]
    private static partial Regex NeedlessSpaces();
}
