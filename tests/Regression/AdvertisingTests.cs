using System.Globalization;
using System.IO.Compression;
using System.Text;

using Examples.Shared;
using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests.Regression;

/// <summary>
/// The slide's table, and tables as they are found in the world: the right numbers, or a line that says what is wrong.
/// Where there is a PyTorch, the twin must answer alike.
/// </summary>
public sealed class AdvertisingTests : IDisposable
{
    private static readonly ExampleAttribute s_info = Example.Catalog.Find("advertising").Info;

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

    [Fact]
    public void Solves_the_slides_seven_rows()
    {
        var ran = Example.Run("advertising");

        // Half a unit of the last digit of the numbers they are compared with.
        Assert.All(Closed(ran).Zip([1.3868936, 0.0748988, 0.2440110, -0.0798820]), pair => Assert.Equal(pair.Second, pair.First, 5e-8));
        Assert.All(Closed(ran).Zip(ran.Numbers("weights by gradient descent")), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Contains("\n      1.8024947  residual sum of squares\n", ran.Output, StringComparison.Ordinal);
        Assert.StartsWith("target: sales\nfeatures: TV, radio, newspaper\nrows: 7\nXᵀX has an inverse\n", ran.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nthey agree to 1e-4\n", ran.Output, StringComparison.Ordinal);

        // The sum of squares of the seven sales about their mean is 168.394286.
        Assert.Equal(1 - (1.8024947 / 168.394286), ran.Number("R² by closed form"), 1e-7);
    }

    [Theory]
    [MemberData(nameof(Guises))]
    public void Reads(string guise, string encoding, string text)
    {
        Write(text, encoding);
        var ran = Same();
        Assert.StartsWith("target: y\nfeatures: a, b\n", ran.Output, StringComparison.Ordinal);
        Assert.Contains("rows: 4\n", ran.Output, StringComparison.Ordinal);

        // The fit is exact, so only rounding is left, of numbers below 14 in float64.
        Assert.True(Closed(ran).Zip([1, 2, -3]).All(pair => Math.Abs(pair.First - pair.Second) < 1e-9), $"{guise}: {ran.Output}");
    }

    [Theory]
    [InlineData("b,a,y\n1,2,3\n4,6,5\n", "--target b", "target: b\nfeatures: a, y\n")]
    [InlineData("b,a,y,text\n1,2,3,x\n4,6,5,x\n", "--drop text", "target: y\nfeatures: b, a\n")]
    [InlineData("b,a,y,x,x\n1,2,3,x,x\n4,6,5,x,x\n", "--drop x --target a", "target: a\nfeatures: b, y\n")]
    [InlineData("Größe,naïve,y\n1,2,3\n4,6,5\n", "", "target: y\nfeatures: Größe, naïve\n", "latin1")]
    [InlineData("Preis, netto;Menge;y\n1,5;2;3\n4;6,5;5\n", "", "target: y\nfeatures: Preis, netto, Menge\n")]
    [InlineData(",a,b,y\nx,1,7,2\ny,3,7,4\n", "", "target: y\nfeatures: a\nleft out: column 1, which has no name\nleft out: b, which is the same in every row\n")]
    public void Names_the_target_the_features_and_what_says_nothing(string text, string options, string printed, string encoding = "utf-8")
    {
        Write(text, encoding);
        Assert.StartsWith($"{printed}rows: 2\n", Same(options).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", " is empty: a header and rows of numbers are expected.")]
    [InlineData("a,b\n", " has no rows below its header.")]
    [InlineData("a,b\n1,2\n", " has one row: two or more are needed.")]
    [InlineData("1,2\n3,4\n", " has numbers in its first line; a header with the names of the columns is expected.")]
    [InlineData("5.1,3.5,setosa\n4.9,3.0,setosa\n", " has numbers in its first line; a header with the names of the columns is expected.")]
    [InlineData("a,b\n1,2\n3\n", ", line 3: the row has 1 cell, but the header has 2.")]
    [InlineData("a,b\n1,2,3\n", ", line 2: the row has 3 cells, but the header has 2.")]
    [InlineData("a,b\n1,2\n\n3,x y\n", ", line 4, column 2 (b): 'x y' is not a number. --target NAME predicts another column.")]
    [InlineData("origin,b\nEurope,2\n", ", line 2, column 1 (origin): 'Europe' is not a number. --drop \"origin\" leaves the column out.")]
    [InlineData("a,b\n1,2\n,2\n", ", line 3, column 1 (a): the cell is empty. --drop \"a\" leaves the column out.")]
    [InlineData("a;b\n1;2\n3; \n", ", line 3, column 2 (b): the cell is empty. --target NAME predicts another column.")]
    [InlineData("a,b\nNaN,2\n", ", line 2, column 1 (a): 'NaN' is not a number. --drop \"a\" leaves the column out.")]
    [InlineData("a\tb\n230,1\t2\n", ", line 2, column 1 (a): '230,1' is not a number. Decimal commas are read where semicolons separate the cells.")]
    [InlineData("a;b\n1,5;2\n1.234;3\n", ", line 3, column 1 (a): '1.234' has a decimal point, numbers before it a comma.")]
    [InlineData("y\n1\n2\n", " leaves the column 'y'; a target and at least one feature are needed.")]
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
        Assert.Equal(_file + message, Refused());
    }

    [Theory]
    [InlineData("--target sales", "There is no column 'sales' in FILE; it has the columns 'TV', 'radio', 'text', 'twice', 'twice'.")]
    [InlineData("--drop radio,tv", "There is no column 'tv' in FILE; it has the columns 'TV', 'radio', 'text', 'twice', 'twice'.")]
    [InlineData("--target TV --drop text,TV", "--drop leaves out the target 'TV'.")]
    [InlineData("--target twice", "FILE has 2 columns named 'twice'; --target needs one.")]
    [InlineData("--drop text,twice,TV", "FILE leaves the column 'radio'; a target and at least one feature are needed.")]
    public void Says_which_columns_there_are(string options, string message)
    {
        Write(",TV,radio,text,twice,twice\n1,2,3,x,5,6\n");
        Assert.Equal(message.Replace("FILE", _file, StringComparison.Ordinal), Refused(options));
    }

    [Fact]
    public void Says_what_a_file_is_that_is_no_table()
    {
        using (var gzip = new GZipStream(File.Create(_file), CompressionLevel.Fastest))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        Assert.Equal($"{_file} is compressed (gzip): unpack it first.", Refused());
        File.WriteAllBytes(_file, [0x50, 0x4b, 0x03, 0x04, 0]);
        Assert.Equal($"{_file} is a zip archive or an Excel workbook: unpack it, or save the sheet as CSV.", Refused());
        File.Delete(_file);
        Assert.Equal($"There is no file {_file}.", Refused());
        Directory.CreateDirectory(_file);
        Assert.Equal($"{_file} is a folder; --data takes a file.", Refused());
        Directory.Delete(_file);
    }

    [Fact]
    public void Takes_the_pseudo_inverse_where_columns_outnumber_rows()
    {
        Write(["a", "b", "c", "d", "y"], [[1, 2, 3, 4, 5], [2, 1, 0, 1, 3], [4, 4, 1, 9, 2]]);
        var ran = Same();
        Assert.Contains("XᵀX has no inverse", ran.Output, StringComparison.Ordinal);
        Assert.Contains("\n              0  residual sum of squares\nR² by closed form = 1.000000\n", ran.Output, StringComparison.Ordinal);
        var w = Closed(ran);
        Assert.Equal(5, w[0] + w[1] + (2 * w[2]) + (3 * w[3]) + (4 * w[4]), 1e-9);

        // From zero weights, descent stays among the smallest ones too.
        Assert.Contains("they agree to 1e-4\n", ran.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e12, 1e-9, 1)]
    [InlineData(1e98, 1e-98, 1)]
    [InlineData(1, 1, 1e95)]
    [InlineData(1, 1, 1e-95)]
    public void Keeps_columns_of_very_different_size_apart(double a, double b, double y)
    {
        Write(["a", "b", "y"], [[1 * a, 1 * b, 1 * y], [2 * a, 3 * b, 2 * y], [3.5 * a, 2 * b, 5 * y], [5 * a, 5 * b, 7 * y]]);

        // By the normal equation in fractions; float64 has 16 digits, of which standardizing costs a few.
        Assert.All(Closed(Same()).Zip([-5.0 / 8 * y, 93.0 / 52 * y / a, -29.0 / 104 * y / b]), pair => Assert.Equal(1, pair.First / pair.Second, 1e-9));
    }

    [Fact]
    public void Names_the_largest_learning_rate_that_does_not_diverge()
    {
        // Sixty columns of three rows: 2/λmax is below the default.
        var random = new Random(0);
        Write([.. Enumerable.Range(0, 60).Select(column => $"x{column}"), "y"], [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 61).Select(column => random.NextDouble() + row).ToArray())]);
        var message = Diverges("");
        var rate = double.Parse(message.Split("--lr ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.InRange(rate, 0.01, 0.02);
        var losses = Same($"--lr {rate}").Losses;
        Assert.True(losses[^1] < losses[0], $"From {losses[0]} to {losses[^1]}");

        // What is named is rounded down by up to 0.1 %.
        Assert.Equal(message, Diverges($"--lr {rate * 1.0012}"));
    }

    [Fact]
    public void Has_the_closed_form_even_where_descent_diverges()
    {
        var ran = Example.Run("advertising", "--lr 1");
        Assert.Equal(ExitCode.Failed, ran.Exit);
        Assert.Contains("\n      1.3868936  intercept\n", ran.Output, StringComparison.Ordinal);
        Assert.Contains("2/λmax", ran.Errors, StringComparison.Ordinal);
        Assert.Equal(1.3868936, Closed(ran)[0], 5e-8);
    }

    [Fact]
    public void Says_when_the_epochs_are_too_few() =>
        Assert.EndsWith("\nthey differ still: more epochs (--epochs) bring them together\n", Example.Run("advertising", "--epochs 10").Output, StringComparison.Ordinal);

    private static double[] Closed(Ran ran) => ran.Numbers("weights by closed form");

    private void Write(string[] header, double[][] rows) =>
        Write(string.Join('\n', [string.Join(',', header), .. rows.Select(row => string.Join(',', row.Select(number => number.ToString(CultureInfo.InvariantCulture))))]));

    private void Write(string text, string encoding = "utf-8") => File.WriteAllText(_file, text, encoding switch
    {
        "utf-8-bom" => new UTF8Encoding(true),
        "utf-16le" => Encoding.Unicode,
        "utf-16be" => Encoding.BigEndianUnicode,
        "utf-16le-without-mark" => new UnicodeEncoding(false, byteOrderMark: false),
        "latin1" => Encoding.Latin1,
        _ => new UTF8Encoding(false),
    });

    private RunOptions Options(string options) => Example.Options(options).With(Settings.Data, _file);

    /// <summary>The run on the file; the twin's is the same, at least to rounding.</summary>
    private Ran Same(string options = "")
    {
        var chosen = Options(options);
        var ran = Example.Run("advertising", chosen);
        if (LiveTwin.Missing is null)
        {
            var verdict = Verdict.Of(ran.Side, LiveTwin.Run(s_info, chosen)!, s_info.Precision, () => [ran.Side]);
            Assert.True(verdict.Judgement != Judgement.Differs, verdict.ToString());
        }

        return ran;
    }

    /// <summary>The message with which the file is refused: from the twin the same, and one line.</summary>
    private string Refused(string options = "")
    {
        var error = Assert.Throws<UsageException>(() => Example.Run("advertising", Options(options)));
        Assert.DoesNotContain('\n', error.Message);
        TwinSays(ExitCode.Usage, options, error.Message);
        return error.Message;
    }

    /// <summary>The message with which descent ends before it diverges; from the twin the same.</summary>
    private string Diverges(string options)
    {
        var ran = Example.Run("advertising", Options(options));
        Assert.Equal(ExitCode.Failed, ran.Exit);
        TwinSays(ExitCode.Failed, options, ran.Errors.TrimEnd('\n'));
        return ran.Errors;
    }

    private void TwinSays(int exit, string options, string message)
    {
        if (LiveTwin.Missing is null)
        {
            var twin = LiveTwin.Ended(s_info, Options(options));
            Assert.Equal((exit, message), (twin.Exit, twin.Error.TrimEnd()));
        }
    }
}
