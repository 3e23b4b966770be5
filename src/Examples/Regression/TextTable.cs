using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;

using CsvHelper;
using CsvHelper.Configuration;

using Examples.Shared;

namespace Examples.Regression;

/// <summary>
/// The cells of a table in text: a header, and rows whose cells are separated by commas, semicolons, tabs or spaces.
/// Encoding and separator are found; a file that is no such table is refused, with what it is instead.
/// </summary>
internal sealed partial class TextTable
{
    // As in Python's csv module. A cell as long as this comes from a quotation mark that nobody closes.
    private const int MaxCell = 1 << 17;

    private const int HeadSize = 1 << 16;

    private static readonly (byte[] Start, string Kind)[] s_kinds =
    [
        ([0x1f, 0x8b], "is compressed (gzip): unpack it first."),
        ([0x42, 0x5a, 0x68, 0x39], "is compressed (bzip2): unpack it first."),
        ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "is compressed (xz): unpack it first."),
        ([0x28, 0xb5, 0x2f, 0xfd], "is compressed (Zstandard): unpack it first."),
        ([0x37, 0x7a, 0xbc, 0xaf], "is compressed (7z): unpack it first."),
        ([0x50, 0x4b, 0x03, 0x04], "is a zip archive or an Excel workbook: unpack it, or save the sheet as CSV."),
        ([0xd0, 0xcf, 0x11, 0xe0], "is an Excel workbook: save the sheet as CSV."),
    ];

    private readonly TextReader _text;
    private readonly int _headerLines;

    /// <summary>Reads the header of a table.</summary>
    /// <param name="source">What messages call the table.</param>
    /// <param name="text">All of its text.</param>
    /// <exception cref="UsageException">It is empty, a page of HTML or a Git LFS pointer.</exception>
    public TextTable(string source, TextReader text)
    {
        (Source, _text) = (source, text);
        var header = "";
        while (string.IsNullOrWhiteSpace(header))
        {
            header = text.ReadLine() ?? throw new UsageException($"{source} is empty: a header and rows of numbers are expected.");
            _headerLines++;
        }

        if (Markup().IsMatch(header))
        {
            throw new UsageException($"{source} is a page of HTML, not a table: download the file itself.");
        }

        if (header.StartsWith("version https://git-lfs", StringComparison.Ordinal))
        {
            throw new UsageException($"{source} is a Git LFS pointer, not the table: 'git lfs pull' fetches it.");
        }

        while (OpenQuote().IsMatch(WithoutQuoted(header)) && header.Length < MaxCell && text.ReadLine() is { } next)
        {
            header += "\n" + next;
            _headerLines++;
        }

        // In this order: names have commas in them rather than semicolons or tabs.
        Separator = "\t;,".FirstOrDefault(WithoutQuoted(header).Contains, ' ');
        Header = [.. Rows(new StringReader(header), 0).First().Cells.Select(OneLine)];
    }

    /// <summary>What messages call the table: the file.</summary>
    public string Source { get; }

    /// <summary>A semicolon, a tab, a comma or a space, which stands for any number of spaces.</summary>
    public char Separator { get; }

    /// <summary>The names of the columns; "" where there is none.</summary>
    public string[] Header { get; }

    /// <summary>The rows below the header, with the lines in which they begin. Rows without anything in them are left out.</summary>
    /// <exception cref="UsageException">A cell has no end, or a row has more or fewer cells than the header.</exception>
    public IEnumerable<(int Line, string[] Cells)> Rows()
    {
        foreach (var row in Rows(_text, _headerLines).Where(row => !row.Cells.All(string.IsNullOrWhiteSpace)))
        {
            yield return row.Cells.Length == Header.Length ? row : throw new UsageException(
                $"{Source}, line {row.Line}: the row has {row.Cells.Length} cell{(row.Cells.Length == 1 ? "" : "s")}, but the header has {Header.Length}.");
        }
    }

    /// <summary>Opens a file.</summary>
    /// <exception cref="UsageException">The path is empty or a folder's.</exception>
    /// <exception cref="IOException">There is no such file.</exception>
    public static Stream Open(string path) =>
        path.Length == 0 ? throw new UsageException("--data takes the name of a file, which is missing.")
        : Directory.Exists(path) ? throw new UsageException($"{path} is a folder; --data takes a file.")
        : File.OpenRead(path);

    /// <summary>The text in a file, in UTF-8, UTF-16 with a byte-order mark, or else Latin-1.</summary>
    /// <exception cref="UsageException">It is not text.</exception>
    public static TextReader Decode(string path, Stream file)
    {
        // A pipe can't be read twice, so its beginning is looked at and stays.
        var bytes = PipeReader.Create(file, new StreamPipeReaderOptions(bufferSize: HeadSize));
        var head = bytes.ReadAsync().AsTask().GetAwaiter().GetResult().Buffer;
        var encoding = EncodingOf(path, head.FirstSpan);
        bytes.AdvanceTo(head.Start);
        return new StreamReader(bytes.AsStream(), encoding, detectEncodingFromByteOrderMarks: false);
    }

    /// <summary>A text on one line, with single spaces.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static Encoding EncodingOf(string path, ReadOnlySpan<byte> head)
    {
        foreach (var (start, kind) in s_kinds)
        {
            if (head.StartsWith(start))
            {
                throw new UsageException($"{path} {kind}");
            }
        }

        if (head.StartsWith(Encoding.Unicode.Preamble))
        {
            return Encoding.Unicode;
        }

        if (head.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Encoding.BigEndianUnicode;
        }

        if (head.Contains((byte)0))
        {
            throw new UsageException($"{path} is not text, or UTF-16 without a byte-order mark: save it as CSV in UTF-8.");
        }

        try
        {
            // The last character may be cut off, so there is more to come.
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder().GetCharCount(head, flush: false);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1;
        }
    }

    private IEnumerable<(int Line, string[] Cells)> Rows(TextReader text, int before) =>
        Separator == ' ' ? SpacedRows(text, before) : SeparatedRows(text, before);

    private IEnumerable<(int Line, string[] Cells)> SeparatedRows(TextReader text, int before)
    {
        using var csv = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Separator.ToString(),
            BadDataFound = null,
            IgnoreBlankLines = false,
            MaxFieldSize = MaxCell,
            TrimOptions = TrimOptions.Trim,
        });
        for (var line = before + 1; Read(line); line = before + csv.RawRow + 1)
        {
            yield return (line, csv.Record!);
        }

        bool Read(int line)
        {
            try
            {
                return csv.Read();
            }
            catch (MaxFieldSizeException)
            {
                throw new UsageException($"{Source}, line {line}: a cell has no end; is a quotation mark left open?");
            }
        }
    }

    private static IEnumerable<(int Line, string[] Cells)> SpacedRows(TextReader text, int before)
    {
        for (var line = before + 1; text.ReadLine() is { } row; line++)
        {
            yield return (line, [.. SpacedCell().Matches(row).Select(cell => cell.Value.Trim('"'))]);
        }
    }

    private static string WithoutQuoted(string header) => Quoted().Replace(header, "");

    [GeneratedRegex(@"^\s*<(!|\?|html|head|body)", RegexOptions.IgnoreCase)]
    private static partial Regex Markup();

    [GeneratedRegex("""
        "[^"]*"
        """)]
    private static partial Regex Quoted();

    [GeneratedRegex("""
        (^|[;\t,]) *"
        """)]
    private static partial Regex OpenQuote();

    [GeneratedRegex("""
        "[^"]*"|\S+
        """)]
    private static partial Regex SpacedCell();
}
