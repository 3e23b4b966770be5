using System.Globalization;
using System.IO.Compression;
using System.Text;

using Examples.Regression;
using Examples.Shared;
using Examples.Shared.Comparison;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

namespace Examples.Tests.Regression;

/// <summary>Files as they are found in the world: the right numbers, or a line that says what is wrong; from the twin the same.</summary>
public sealed class NumericTableTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    /// <summary>One table, y = 1 + 2a − 3b, in many guises.</summary>
    public static TheoryData<string, string, string> Guises() => new()
    {
        { "CSV", "utf-8", "a,b,y\n1.5,0.5,2.5\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n" },
        { "line ends of Windows, none at the end", "utf-8", "a,b,y\r\n1.5,0.5,2.5\r\n2.5,2,0\r\n-3,1,-8\r\n4,-1.5,13.5" },
        { "line ends of an old Macintosh", "utf-8", "a,b,y\r1.5,0.5,2.5\r2.5,2,0\r-3,1,-8\r4,-1.5,13.5\r" },
        { "aligned CSV", "utf-8", " a,    b,   y\n 1.5,  0.5, 2.5\n 2.5,  2,   0\n-3,    1,  -8\n 4,   -1.5, 13.5\n" },
        { "quoted", "utf-8", "\"a\", \"b\", \"y\"\n\"1.5\",\"0.5\",\"2.5\"\n\"2.5\", \"2\",\"0\"\n-3,1,-8\n4,-1.5,13.5\n" },
        { "exponents and signs", "utf-8", "a,b,y\n15e-1,.5,+2.5\n2.5E0,2.,0\n-3,1,-8\n4,-15e-1,1.35e+1\n" },
        { "an index without a name", "utf-8", ",a,b,y\n1,1.5,0.5,2.5\n2,2.5,2,0\n3,-3,1,-8\n4,4,-1.5,13.5\n" },
        { "names of rows, as R writes them", "utf-8", "\"\",\"a\",\"b\",\"y\"\n\"Mazda RX4\",1.5,0.5,2.5\n\"Fiat, 128\",2.5,2,0\n\"Volvo\n142E\",-3,1,-8\n\"Say \"\"Opel\"\"\",4,-1.5,13.5\n" },
        { "commas at the ends of lines", "utf-8", "a,b,y,\n1.5,0.5,2.5,\n2.5,2,0,\n-3,1,-8,\n4,-1.5,13.5,\n" },
        { "empty rows", "utf-8", "\n  \na,b,y\n\n1.5,0.5,2.5\n,,\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n , ,\n\n\n" },
        { "tabs", "utf-8", "a\tb\ty\n1.5\t0.5\t2.5\n2.5\t2\t0\n-3\t1\t-8\n4\t-1.5\t13.5\n" },
        { "spaces", "utf-8", "  a    b    y  \n 1.5  0.5  2.5\n 2.5  2    0 \n-3    1   -8\n\n 4   -1.5 13.5" },
        { "spaces and quotes", "utf-8", "\"a\" \"b\" \"y\"\n1.5 0.5 2.5\n2.5 2 0\n-3 1 -8\n4 -1.5 13.5\n" },
        { "semicolons", "utf-8", "a;b;y\n1.5;0.5;2.5\n2.5;2;0\n-3;1;-8\n4;-1.5;13.5\n" },
        { "a German Excel's", "utf-8-bom", "a;b;y\r\n1,5;0,5;2,5\r\n2,5;2;0\r\n-3;1;-8\r\n4;-1,5;13,5\r\n" },
        { "a byte-order mark", "utf-8-bom", "a,b,y\n1.5,0.5,2.5\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n" },
        { "Unicode text of Excel", "utf-16le", "a\tb\ty\r\n1.5\t0.5\t2.5\r\n2.5\t2\t0\r\n-3\t1\t-8\r\n4\t-1.5\t13.5\r\n" },
        { "UTF-16, the large end first", "utf-16be", "a,b,y\n1.5,0.5,2.5\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n" },
        { "a constant column", "utf-8", "one,a,b,y\n0.1,1.5,0.5,2.5\n0.1,2.5,2,0\n0.1,-3,1,-8\n0.1,4,-1.5,13.5\n" },
    };

    [Theory]
    [MemberData(nameof(Guises))]
    public void Reads(string guise, string encoding, string text)
    {
        Write(text, encoding);
        var ran = Same(new RunOptions());
        Assert.StartsWith("target: y\nfeatures: a, b\n", ran.Output, StringComparison.Ordinal);
        Assert.Contains("rows: 4\n", ran.Output, StringComparison.Ordinal);
        // The fit is exact, so only rounding is left, of numbers below 14 in float64.
        Assert.True(ran.Numbers("weights by closed form").Zip([1, 2, -3]).All(pair => Math.Abs(pair.First - pair.Second) < 1e-9), $"{guise}: {ran.Output}");
    }

    [Theory]
    [InlineData("y,b,a\n1,2,3\n4,6,5\n", "y", null, "features: b, a\n")]
    [InlineData("b,a,y,text\n1,2,3,x\n4,6,5,x\n", null, "text", "features: b, a\n")]
    [InlineData("b,a,y,text,\"x, z\"\n1,2,3,x,x\n4,6,5,x,x\n", "y", " text, \"x, z\"", "features: b, a\n")]
    [InlineData("b,a,y,x,x\n1,2,3,x,x\n4,6,5,x,x\n", null, "x", "features: b, a\n")]
    [InlineData("b,b,y\n1,2,3\n4,6,5\n", "y", "", "features: b, b\n")]
    [InlineData("\"mean\n temp\",\"say \"\"hi\"\"\",y\n1,2,3\n4,6,5\n", null, null, "features: mean temp, say \"hi\"\n")]
    [InlineData("2019,2020,y\n1,2,3\n4,6,5\n", null, null, "features: 2019, 2020\n")]
    [InlineData("Größe,naïve,y\n1,2,3\n4,6,5\n", "y", null, "features: Größe, naïve\n", "latin1")]
    [InlineData("Preis, netto;Menge, Stück;y\n1,5;2;3\n4;6,5;5\n", null, null, "features: Preis, netto, Menge, Stück\n")]
    [InlineData("Größe,数,y\n1,2,3\n4,6,5\n", "y", "数", "features: Größe\n")]
    [InlineData(",a,b,y\nx,1,7,2\ny,3,7,4\n", null, null, "features: a\nleft out: column 1, which has no name\nleft out: b, which is the same in every row\n")]
    public void Names_the_target_the_features_and_what_says_nothing(string text, string? target, string? drop, string printed, string encoding = "utf-8")
    {
        Write(text, encoding);
        Assert.StartsWith($"target: y\n{printed}rows: 2\n", Same(new RunOptions { Target = target, Drop = drop }).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", " is empty: a header and rows of numbers are expected.")]
    [InlineData("\n \n", " is empty: a header and rows of numbers are expected.")]
    [InlineData("a,b\n", " has no rows below its header.")]
    [InlineData("a,b\n1,2\n", " has one row: two or more are needed.")]
    [InlineData("1,2\n3,4\n", " has numbers in its first line; a header with the names of the columns is expected.")]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n", " has numbers in its first line; a header with the names of the columns is expected.")]
    [InlineData("5,1;3,5\n4,9;3,0\n", " has numbers in its first line; a header with the names of the columns is expected.")]
    [InlineData("a,b\n1,2\n3\n", ", line 3: the row has 1 cell, but the header has 2.")]
    [InlineData("a,b\n1,2,3\n", ", line 2: the row has 3 cells, but the header has 2.")]
    [InlineData("a b\nx 1 2\n", ", line 2: the row has 3 cells, but the header has 2.")]
    [InlineData("a,b\n1,2\n\n3,x y\n", ", line 4, column 2 (b): 'x y' is not a number. --target NAME predicts another column.")]
    [InlineData("origin,b\nEurope,2\n", ", line 2, column 1 (origin): 'Europe' is not a number. --drop \"origin\" leaves the column out.")]
    [InlineData("a,b\n1,2\n,2\n", ", line 3, column 1 (a): the cell is empty. --drop \"a\" leaves the column out.")]
    [InlineData("a;b\n1;2\n3; \n", ", line 3, column 2 (b): the cell is empty. --target NAME predicts another column.")]
    [InlineData("a,b\nNaN,2\n", ", line 2, column 1 (a): 'NaN' is not a number. --drop \"a\" leaves the column out.")]
    [InlineData("a,b\n1e400,2\n", ", line 2, column 1 (a): '1e400' is not a number. --drop \"a\" leaves the column out.")]
    [InlineData("a,b\n1_000,2\n", ", line 2, column 1 (a): '1_000' is not a number. --drop \"a\" leaves the column out.")]
    [InlineData("a,b\n\"1,000\",2\n", ", line 2, column 1 (a): '1,000' is not a number. --drop \"a\" leaves the column out.")]
    [InlineData("a\tb\n230,1\t2\n", ", line 2, column 1 (a): '230,1' is not a number. Decimal commas are read where semicolons separate the cells.")]
    [InlineData("a;b\n1,5;2\n1.234;3\n", ", line 3, column 1 (a): '1.234' has a decimal point, numbers before it a comma.")]
    [InlineData("a;b\n1.5;2\n1,234;3\n", ", line 3, column 1 (a): '1,234' has a decimal comma, numbers before it a point.")]
    [InlineData("a;b\n1.234,5;2\n", ", line 2, column 1 (a): '1.234,5' is not a number. --drop \"a\" leaves the column out.")]
    [InlineData("a,b\n\"1\n2,3\n4,5\n", ", line 2: the row has 1 cell, but the header has 2.")]
    [InlineData("a,b\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx,3\n", ", line 2, column 1 (a): 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…' is not a number. --drop \"a\" leaves the column out.")]
    [InlineData("y\n1\n2\n", " leaves the column 'y'; a target and at least one feature are needed.")]
    [InlineData("a|y\n1|2\n2|3\n", " leaves the column 'a|y'; a target and at least one feature are needed.")]
    [InlineData(",,\n1,2,3\n2,2,3\n", " leaves no column; a target and at least one feature are needed.")]
    [InlineData("a,y\n1,5\n2,5\n", ": the target 'y' is the same in every row, so there is nothing to predict.")]
    [InlineData("a,y\n1,5\n1,6\n", ": every feature is the same in every row, so there is nothing to predict from.")]
    [InlineData("a,y\n1e300,1\n2e300,2\n", ", column 1 (a): numbers of the size 2e+300 are out of reach; another unit brings them between 1e-100 and 1e+100.")]
    [InlineData("a,y\n1e-300,1\n-2e-300,2\n", ", column 1 (a): numbers of the size 2e-300 are out of reach; another unit brings them between 1e-100 and 1e+100.")]
    [InlineData("a,y\n1,1e101\n2,2\n", ", column 2 (y): numbers of the size 1e+101 are out of reach; another unit brings them between 1e-100 and 1e+100.")]
    [InlineData("<!DOCTYPE html>\n<html>\n", " is a page of HTML, not a table: download the file itself.")]
    [InlineData("\n  <HTML lang=\"en\">\n", " is a page of HTML, not a table: download the file itself.")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", " is a Git LFS pointer, not the table: 'git lfs pull' fetches it.")]
    [InlineData("a,b\n1,2\n", " is not text, or UTF-16 without a byte-order mark: save it as CSV in UTF-8.", "utf-16le-without-mark")]
    public void Says_what_is_wrong_and_where(string text, string message, string encoding = "utf-8")
    {
        Write(text, encoding);
        Assert.Equal(_file + message, Refused(new RunOptions()));
    }

    [Theory]
    [InlineData("sales", null, "There is no column 'sales' in FILE; it has the columns 'TV', 'radio', 'text', 'twice', 'twice'.")]
    [InlineData("", null, "There is no column '' in FILE; it has the columns 'TV', 'radio', 'text', 'twice', 'twice'.")]
    [InlineData(null, "radio,tv", "There is no column 'tv' in FILE; it has the columns 'TV', 'radio', 'text', 'twice', 'twice'.")]
    [InlineData("TV", "text,TV", "--drop leaves out the target 'TV'.")]
    [InlineData("twice", null, "FILE has 2 columns named 'twice'; --target needs one.")]
    [InlineData(null, "text,twice,TV", "FILE leaves the column 'radio'; a target and at least one feature are needed.")]
    public void Says_which_columns_there_are(string? target, string? drop, string message)
    {
        Write(",TV,radio,text,twice,twice\n1,2,3,x,5,6\n");
        Assert.Equal(message.Replace("FILE", _file, StringComparison.Ordinal), Refused(new RunOptions { Target = target, Drop = drop }));
    }

    [Fact]
    public void Of_many_columns_it_names_ten()
    {
        Write(string.Join(',', Enumerable.Range(0, 25).Select(column => $"x{column}")));
        Assert.EndsWith("it has the columns 'x0', 'x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8', 'x9' and 15 more.", Refused(new RunOptions { Target = "y" }), StringComparison.Ordinal);
    }

    [Fact]
    public void The_slides_table_has_targets_too()
    {
        Assert.StartsWith("target: TV\nfeatures: radio, sales\nrows: 7\n", Example.SameAsTwin("advertising", new RunOptions { Target = "TV", Drop = "newspaper" }).Output, StringComparison.Ordinal);
        Assert.Equal("There is no column 'FB' in the slide's table; it has the columns 'TV', 'radio', 'newspaper', 'sales'.", Refused(new RunOptions { Data = null, Target = "FB" }, withFile: false));
    }

    public static TheoryData<string, byte[]> Packed() => new()
    {
        { " is compressed (gzip): unpack it first.", Gzip() },
        { " is compressed (bzip2): unpack it first.", "BZh91AY&SY"u8.ToArray() },
        { " is compressed (xz): unpack it first.", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0] },
        { " is compressed (Zstandard): unpack it first.", [0x28, 0xb5, 0x2f, 0xfd, 4] },
        { " is compressed (7z): unpack it first.", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
        { " is a zip archive or an Excel workbook: unpack it, or save the sheet as CSV.", Zip() },
        { " is an Excel workbook: save the sheet as CSV.", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1] },
        { " is not text, or UTF-16 without a byte-order mark: save it as CSV in UTF-8.", [.. "a,b\n1,"u8, 0, (byte)'2'] },
    };

    [Theory]
    [MemberData(nameof(Packed))]
    public void Says_what_a_file_is_that_is_not_text(string message, byte[] file)
    {
        File.WriteAllBytes(_file, file);
        Assert.Equal(_file + message, Refused(new RunOptions()));
    }

    [Fact]
    public void A_quotation_mark_left_open_does_not_take_in_a_large_file()
    {
        Write("a,b\n1,2\n\"3,4\n" + string.Concat(Enumerable.Repeat("5,6\n", 50_000)));
        Assert.Equal($"{_file}, line 3: a cell has no end; is a quotation mark left open?", Refused(new RunOptions()));
    }

    [Fact]
    public void There_must_be_such_a_file()
    {
        Assert.Equal($"There is no file {_file}.missing.", Refused(new RunOptions { Data = _file + ".missing" }, withFile: false));
        Assert.Equal($"There is no file {_file}.missing/x.csv.", Refused(new RunOptions { Data = _file + ".missing/x.csv" }, withFile: false));
        Assert.Equal($"{Path.GetTempPath()} is a folder; --data takes a file.", Refused(new RunOptions { Data = Path.GetTempPath() }, withFile: false));
        Assert.Equal("--data takes the name of a file, which is missing.", Refused(new RunOptions { Data = "" }, withFile: false));
    }

    [LinuxFact]
    public void A_pipe_can_be_read_too()
    {
        using var program = new ExamplesProgram();
        using var process = program.Start([], "advertising", "--device", "cpu", "--data", "/dev/stdin");
        process.StandardInput.Write("a,y\n1,1\n2,4\n3,5\n");
        process.StandardInput.Close();
        var ended = ExamplesProgram.End(process);
        Assert.Equal(ExitCode.Done, ended.Exit);
        Assert.Contains("rows: 3\n", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_every_number_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat[]>().Filter(numbers => numbers.Distinct().Count() > 1 && Array.TrueForAll(numbers, n => n.Item == 0 || Math.Abs(n.Item) is > 1e-99 and < 1e99)),
        ArbMap.Default.ArbFor<PositiveInt>(),
        (numbers, width) =>
        {
            var columns = 2 + (width.Item % 5);
            var rows = numbers.Select(number => Enumerable.Range(0, columns).Select(column => number.Item / (column + 1)).ToArray()).ToArray();
            Write(string.Join('\n', [string.Join(',', Enumerable.Range(0, columns).Select(column => $"x{column}")), .. rows.Select(row => string.Join(',', row.Select(n => n.ToString(CultureInfo.InvariantCulture))))]));
            var table = NumericTable.Read(_file, null, null);
            using (table.X)
            using (table.Y)
            {
                return table.X.shape.SequenceEqual([rows.Length, columns - 1])
                    && table.X.Numbers().SequenceEqual(rows.SelectMany(row => row[..^1]))
                    && table.Y.Numbers().SequenceEqual(rows.Select(row => row[^1]));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reads_more_than_a_block_of_rows()
    {
        Write("a,b,y\n" + string.Concat(Enumerable.Range(0, 400_000).Select(row => $"{row},{-row},{row % 2}\n")));
        var table = NumericTable.Read(_file, null, null);
        using (table.X)
        using (table.Y)
        {
            Assert.Equal([400_000, 2], table.X.shape);
            var (x, y) = (table.X.Numbers(), table.Y.Numbers());
            Assert.All(Enumerable.Range(0, 400_000), row => Assert.True(x[2 * row] == row && x[(2 * row) + 1] == -row && y[row] == row % 2));
        }
    }

    private static byte[] Gzip()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        return bytes.ToArray();
    }

    private static byte[] Zip()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("a.csv").Open();
            entry.Write("a,b\n1,2\n"u8);
        }

        return bytes.ToArray();
    }

    private void Write(string text, string encoding = "utf-8") => File.WriteAllText(_file, text, encoding switch
    {
        "utf-8-bom" => new UTF8Encoding(true),
        "utf-16le" => Encoding.Unicode,
        "utf-16be" => Encoding.BigEndianUnicode,
        "utf-16le-without-mark" => new UnicodeEncoding(false, byteOrderMark: false),
        "latin1" => Encoding.Latin1,
        _ => new UTF8Encoding(false),
    });

    private Ran Same(RunOptions options) => Example.SameAsTwin("advertising", options with { Data = _file, Epochs = 20 });

    /// <summary>The message with which the file is refused: from the twin the same, and one line.</summary>
    private string Refused(RunOptions options, bool withFile = true)
    {
        options = options with { Data = withFile ? _file : options.Data };
        var error = Assert.Throws<UsageException>(() => Example.Run("advertising", options));
        var twin = PyTorch.Twin("advertising", Comparer.Arguments(Example.Catalog.Find("advertising").Info, options));
        Assert.Equal((ExitCode.Usage, error.Message + "\n"), (twin.Exit, twin.Error));
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }
}
