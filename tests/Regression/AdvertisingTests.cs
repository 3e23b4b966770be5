using System.Globalization;
using System.Text;

using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests.Regression;

/// <summary>
/// The slide's table, and tables as they are found in the world: the right numbers, or a line that says what is wrong.
/// </summary>
public sealed class AdvertisingTests : IDisposable
{
    // For what does not depend on descent.
    private const string Short = " --epochs 9";

    // Longley 1967, with a header, as NIST publishes it for testing such programs.
    private const string Longley = """
        y      x1     x2       x3     x4     x5       x6
        60323   83.0  234289   2356   1590   107608   1947
        61122   88.5  259426   2325   1456   108632   1948
        60171   88.2  258054   3682   1616   109773   1949
        61187   89.5  284599   3351   1650   110929   1950
        63221   96.2  328975   2099   3099   112075   1951
        63639   98.1  346999   1932   3594   113270   1952
        64989   99.0  365385   1870   3547   115094   1953
        63761  100.0  363112   3578   3350   116219   1954
        66019  101.2  397469   2904   3048   117388   1955
        67857  104.6  419180   2822   2857   118734   1956
        68169  108.4  442769   2936   2798   120445   1957
        66513  110.8  444546   4681   2637   121950   1958
        68655  112.6  482704   3813   2552   123366   1959
        69564  114.2  502601   3931   2514   125368   1960
        69331  115.7  518173   4806   2572   127852   1961
        70551  116.9  554894   4007   2827   130081   1962
        """;

    // Sixty features of three rows.
    private static readonly string s_wide = string.Join('\n', Enumerable.Range(0, 4).Select(
        row => string.Join(',', Enumerable.Range(0, 61).Select(
            column => row == 0 ? $"x{column}" : $"{row * column % 7 + row * row}"))));

    private static readonly ExampleAttribute s_info = Example.Catalog.Find("advertising").Info;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    /// <summary>One table, y = 1 + 2a − 3b, in many guises; with the encoding of the file, options, and how the output begins.</summary>
    public static TheoryData<string, string, string, string> Guises()
    {
        const string Plain = "target: y\nfeatures: a, b\nrows: 4\n";
        const string Unnamed = "target: y\nfeatures: a, b\nleft out: column 1, which has no name\nrows: 4\n";
        return new()
        {
            { "a,b,y\n1.5,0.5,2.5\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n", "", "", Plain },
            { "a,b,y\r\n1.5,0.5,2.5\r\n2.5,2,0\r\n-3,1,-8\r\n4,-1.5,13.5", "", "", Plain },
            { "a,b,y\r1.5,0.5,2.5\r2.5,2,0\r-3,1,-8\r4,-1.5,13.5\r", "", "", Plain },
            { " a,    b,   y\n 1.5,  0.5, 2.5\n 2.5,  2,   0\n-3,    1,  -8\n 4,   -1.5, 13.5\n", "", "", Plain },
            { "\"a\", \"b\", \"y\"\n\"1.5\",\"0.5\",\"2.5\"\n\"2.5\", \"2\",\"0\"\n-3,1,-8\n4,-1.5,13.5\n", "", "", Plain },
            { "a,b,y\n15e-1,.5,+2.5\n2.5E0,2.,0\n-3,1,-8\n4,-15e-1,1.35e+1\n", "", "", Plain },
            { "\n  \na,b,y\n\n1.5,0.5,2.5\n,,\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n , ,\n\n\n", "", "", Plain },
            { "a\tb\ty\n1.5\t0.5\t2.5\n2.5\t2\t0\n-3\t1\t-8\n4\t-1.5\t13.5\n", "", "", Plain },
            { "  a    b    y  \n 1.5  0.5  2.5\n 2.5  2    0 \n-3    1   -8\n\n 4   -1.5 13.5", "", "", Plain },
            { "\"a\" \"b\" \"y\"\r\n1.5 0.5  2.5 \r\n2.5 2 0\r\n-3 1 -8\r\n4 -1.5 13.5\r\n", "", "", Plain },
            { "a;b;y\n1.5;0.5;2.5\n2.5;2;0\n-3;1;-8\n4;-1.5;13.5\n", "", "", Plain },
            { "a;b;y\r\n1,5;0,5;2,5\r\n2,5;2;0\r\n-3;1;-8\r\n4;-1,5;13,5\r\n", "utf-8", "", Plain },
            { "a,b,y\n1.5,0.5,2.5\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n", "utf-8", "", Plain },
            { "a\tb\ty\r\n1.5\t0.5\t2.5\r\n2.5\t2\t0\r\n-3\t1\t-8\r\n4\t-1.5\t13.5\r\n", "utf-16", "", Plain },
            { "a,b,y\n1.5,0.5,2.5\n2.5,2,0\n-3,1,-8\n4,-1.5,13.5\n", "utf-16BE", "", Plain },
            { "a,y,b\n1.5,2.5,0.5\n2.5,0,2\n-3,-8,1\n4,13.5,-1.5\n", "", "--target y", Plain },
            { "n,a,\"x,z\",b,y\nx,1.5,x,0.5,2.5\nx,2.5,x,2,0\nx,-3,x,1,-8\nx,4,x,-1.5,13.5\n", "", "--drop n,\"x,z\"", Plain },
            { ",a,b,y\n1,1.5,0.5,2.5\n2,2.5,2,0\n3,-3,1,-8\n4,4,-1.5,13.5\n", "", "", Unnamed },
            { "\"\",\"a\",\"b\",\"y\"\n\"Mazda RX4\",1.5,0.5,2.5\n\"Fiat, 128\",2.5,2,0\n\"Volvo\n142E\",-3,1,-8\n\"Say \"\"Opel\"\"\",4,-1.5,13.5\n", "", "", Unnamed },
            { "a,b,y,\n1.5,0.5,2.5,\n2.5,2,0,\n-3,1,-8,\n4,-1.5,13.5,\n", "", "", Unnamed.Replace('1', '4') },
            { "one,a,b,y\n0.1,1.5,0.5,2.5\n0.1,2.5,2,0\n0.1,-3,1,-8\n0.1,4,-1.5,13.5\n", "", "", Plain.Replace("rows", "left out: one, which is the same in every row\nrows") },
        };
    }

    /// <summary>Files with the encoding, options, and how the output begins or else the one line that says what is wrong.</summary>
    public static TheoryData<string, string, string, string> Others() => new()
    {
        { "Größe,naïve,y\n1,2,3\n4,6,5\n", "latin1", "", "target: y\nfeatures: Größe, naïve\nrows: 2\n" },
        { "Preis, netto;Menge;y\n1,5;2;3\n4;6,5;5\n", "", "", "target: y\nfeatures: Preis, netto, Menge\nrows: 2\n" },
        { "2019,2020,y\n1,2,3\n4,6,5\n", "", "", "target: y\nfeatures: 2019, 2020\nrows: 2\n" },
        { "b,a,y,x,x\n1,2,3,x,x\n4,6,5,x,x\n", "", "--drop x --target a", "target: a\nfeatures: b, y\nrows: 2\n" },
        { "a,\"b\r\nc\",y\r\n1,2,3\r\n4,6,5\r\n", "", "", "target: y\nfeatures: a, b\nc\nrows: 2\n" },
        { "a b\u0085c y\n1 2 3\n4 6 5\n", "latin1", "", "target: y\nfeatures: a, b\u0085c\nrows: 2\n" },
        { "", "", "", "FILE is empty: a header is expected." },
        { "a b y\n1 2 3\f4 6 5\n", "", "", "FILE, line 2: the header has 3 cells, this row 5." },
        { $"a,b\n{new string('x', 70)},2\n", "", "", $"FILE, line 2, column 1 (a): '{new string('x', 60)}…' is not a number; --drop \"a\" leaves the column out." },
        { "a,b\n\"x\ny\",2\n", "", "", "FILE, line 2, column 1 (a): 'x y' is not a number; --drop \"a\" leaves the column out." },
        { "a,b\n1,2\n", "", "", "FILE has too few rows: two or more are needed." },
        { "1,2\n3,4\n", "", "", "FILE has no header: its first line has numbers in place of names of columns." },
        { "5,1;3,5\n4,9;3,0\n", "", "", "FILE has no header: its first line has numbers in place of names of columns." },
        { "5.1,3.5,setosa\n4.9,3.0,setosa\n", "", "", "FILE has no header: its first line has numbers in place of names of columns." },
        { "a,b\n1,2\n3\n", "", "", "FILE, line 3: the header has 2 cells, this row 1." },
        { "a,b\n1,2\n\"3,4\n5,6\n", "", "", "FILE, line 3: the header has 2 cells, this row 1." },
        { "\"a\nc\",b\n1,2\n\n3,x y\n", "", "", "FILE, line 5, column 2 (b): 'x y' is not a number; --drop \"b\" leaves the column out." },
        { "\"a, b\",c\nq,2\n", "", "", "FILE, line 2, column 1 (a, b): 'q' is not a number; --drop '\"a, b\"' leaves the column out." },
        { "a,b\n1,2\n,2\n", "", "", "FILE, line 3, column 1 (a): the cell is empty; --drop \"a\" leaves the column out." },
        { "a;b\n1;2\n3; \n", "", "", "FILE, line 3, column 2 (b): the cell is empty; --drop \"b\" leaves the column out." },
        { "a,b\nNaN,2\n", "", "", "FILE, line 2, column 1 (a): 'NaN' is not a number; --drop \"a\" leaves the column out." },
        { "a,b\n1_000,2\n", "", "", "FILE, line 2, column 1 (a): '1_000' is not a number; --drop \"a\" leaves the column out." },
        { "a\tb\n230,1\t2\n", "", "", "FILE, line 2, column 1 (a): '230,1' is not a number; --drop \"a\" leaves the column out." },
        { "a;b\n1.234,5;2\n", "", "", "FILE, line 2, column 1 (a): '1.234,5' is not a number; --drop \"a\" leaves the column out." },
        { "a;b\n1,5;2\n1.234;3\n", "", "", "FILE has numbers with a decimal comma and numbers with a point." },
        { "a|y\n1|2\n2|3\n", "", "", "A target and one feature or more are needed; FILE leaves: a|y." },
        { "a,y\n1,5\n2,5\n", "", "", "FILE: the target 'y' is the same in every row, so there is nothing to learn." },
        { "a,y\n1,5\n1,6\n", "", "", "FILE: every feature is the same in every row, so there is nothing to learn." },
        { "a,y\n1e300,1\n2e300,2\n", "", "", "FILE, column 1 (a): numbers of the size 2e+300 can't be used; those from 1e-100 to 1e+100 can." },
        { "a,y\n1e-300,1\n-2e-300,2\n", "", "", "FILE, column 1 (a): numbers of the size 2e-300 can't be used; those from 1e-100 to 1e+100 can." },
        { "a,y\n1,1e101\n2,2\n", "", "", "FILE, column 2 (y): numbers of the size 1e+101 can't be used; those from 1e-100 to 1e+100 can." },
        { "<!DOCTYPE html>\n<html>\n", "", "", "FILE is a page of HTML, not a table: download the file itself." },
        { "version https://git-lfs.github.com/spec/v1\nsize 12345\n", "", "", "FILE is a Git LFS pointer, not the table: 'git lfs pull' fetches it." },
        { "\u001f\u008b\u0008\0", "latin1", "", "FILE is compressed (gzip): unpack it first." },
        { "PK\u0003\u0004\0", "latin1", "", "FILE is an Excel workbook or zip archive: save it as CSV, or unpack it." },
        { "a\0,\0b\0\n\0", "latin1", "", "FILE is not text, or UTF-16 without a byte-order mark: save it as UTF-8." },
        { ",TV,radio\n", "", "--target sales", "There is no column 'sales' in FILE; it has: , TV, radio." },
        { ",TV,radio\n", "", "--drop radio,tv", "There is no column 'tv' in FILE; it has: , TV, radio." },
        { ",TV,radio,sales\n", "", "--target TV --drop TV", "TV and one feature or more are needed; FILE leaves: radio, sales." },
    };

    [Fact]
    public void Solves_the_slides_seven_rows()
    {
        var ran = Example.Run("advertising");
        Assert.StartsWith("target: sales\nfeatures: TV, radio, newspaper\nrows: 7\nXᵀX has 4 columns and rank 4\n", ran.Output);

        // Half a unit of the last digit of the numbers they are compared with.
        Assert.Equal([1.3868936, 0.0748988, 0.2440110, -0.0798820], Closed(ran), Table.Within(5e-8));
        Assert.Contains("\n      1.8024947  residual sum of squares\n", ran.Output);
        Assert.Equal(Closed(ran), ran.Numbers("weights by gradient descent"), Table.Within(1e-4));

        // The sum of squares of the seven sales about their mean is 168.394286.
        Assert.Equal(1 - (1.8024947 / 168.394286), ran.Number("R² by closed form"), 1e-7);
        Assert.Equal(1 - ran.Number("R² by closed form"), ran.Losses[^1], 1e-9);
    }

    [Fact]
    public void Fits_Longleys_table_as_NIST_certifies()
    {
        // https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml; collinear columns cost seven of the sixteen digits.
        var ran = Run(Longley, "--target y");
        double[] certified =
        [
            -3482258.63459582,
            15.0618722713733,
            -0.0358191792925910,
            -2.02022980381683,
            -1.03322686717359,
            -0.0511041056535807,
            1829.15146461355,
        ];
        Assert.Equal(certified, Closed(ran), Table.Relative(1e-9));
        Assert.Equal(0.995479004577296, ran.Number("R² by closed form"), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Guises))]
    public void Reads(string text, string encoding, string options, string expected)
    {
        var ran = Run(text, options + Short, encoding);
        Assert.StartsWith(expected, ran.Output);

        // The fit is exact, so only rounding is left, of numbers below 14 in float64.
        Assert.Equal([1, 2, -3], Closed(ran), Table.Within(1e-9));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Reads_or_says_what_is_wrong(string text, string encoding, string options, string expected) =>
        Assert.StartsWith(expected.Replace("FILE", _file), Answer(Write(text, options + Short, encoding)));

    [TwinTheory]
    [MemberData(nameof(Guises))]
    [MemberData(nameof(Others))]
    public void The_twin_reads_or_says_the_same(string text, string encoding, string options, string expected)
    {
        var chosen = Write(text, options + Short, encoding);
        Assert.Equal(
            Answer(chosen),
            expected.StartsWith("target") ? LiveTwin.Run(s_info, chosen)!.Output : Refused(LiveTwin.Ended(s_info, chosen)));
    }

    [Theory]
    [InlineData("/missing/x.csv", "There is no file /missing/x.csv.")]
    [InlineData("/", "/ is a folder; --data takes a file.")]
    public void There_must_be_such_a_file(string path, string message) => Assert.Equal(message, Answer(Options("", path)));

    [TwinTheory]
    [InlineData("", "--data takes a file; '' is not one.")]
    [InlineData("/missing/x.csv", "There is no file /missing/x.csv.")]
    [InlineData("/", "/ is a folder; --data takes a file.")]
    public void There_must_be_such_a_file_for_the_twin(string path, string message) =>
        Assert.Equal(message, Refused(LiveTwin.Ended(s_info, Options("", path))));

    [Fact]
    public void Takes_the_smallest_weights_where_columns_outnumber_rows()
    {
        var ran = Run("a,b,c,d,y\n1,2,3,4,5\n2,1,0,1,3\n4,4,1,9,2\n");
        Assert.Contains("\nXᵀX has 5 columns and rank 3\n", ran.Output);
        Assert.Contains("\nR² by closed form = 1.000000\n              0  residual sum of squares\n", ran.Output);
        var w = Closed(ran);
        Assert.Equal(5, w[0] + w[1] + (2 * w[2]) + (3 * w[3]) + (4 * w[4]), 1e-9);

        // From zero weights, descent stays among the smallest ones too.
        Assert.Equal(w, ran.Numbers("weights by gradient descent"), Table.Within(1e-4));
    }

    [Fact]
    public void Shares_the_weight_among_equal_columns() =>
        Assert.Equal([0.5, 0.875, 0.875], Closed(Run("a,b,y\n1,1,2\n2,2,4\n3,3,6.5\n4,4,7\n")), Table.Within(1e-9));

    [Fact]
    public void What_has_no_weight_shows_no_rounding() => Assert.Contains(
        "\n              0  residual sum of squares\n              0  intercept\n              3  a\n              0  b\n",
        Run("a,b,y\n0.1,0.7,0.3\n0.1,-0.7,0.3\n-0.1,0.7,-0.3\n-0.1,-0.7,-0.3\n").Output);

    [Theory]
    [InlineData(12, -9, 0)]
    [InlineData(98, -98, 0)]
    [InlineData(0, 0, 95)]
    [InlineData(0, 0, -95)]
    public void Keeps_columns_of_very_different_size_apart(int a, int b, int y)
    {
        var ran = Run($"a,b,y\n1e{a},1e{b},1e{y}\n2e{a},3e{b},2e{y}\n3.5e{a},2e{b},5e{y}\n5e{a},5e{b},7e{y}\n");

        // By the normal equation in fractions; float64 has 16 digits, of which standardizing costs a few.
        double[] expected = [-5.0 / 8 * Math.Pow(10, y), 93.0 / 52 * Math.Pow(10, y - a), -29.0 / 104 * Math.Pow(10, y - b)];
        Assert.Equal(expected, Closed(ran), Table.Relative(1e-9));
    }

    [Fact]
    public void Names_the_largest_learning_rate_that_does_not_diverge()
    {
        var diverges = Run(s_wide);
        Assert.Equal(ExitCode.Failed, diverges.Exit);
        Assert.NotEmpty(Closed(diverges));
        Assert.StartsWith("Descent diverges: on these data, --lr is at most 0.0", diverges.Errors);
        var rate = double.Parse(diverges.Errors.TrimEnd('.', '\n').Split(' ')[^1], CultureInfo.InvariantCulture);
        Assert.True(rate < s_info.LearningRate);
        var losses = Run(s_wide, FormattableString.Invariant($"--lr {rate}")).Losses;
        Assert.True(losses[^1] < losses[0], $"From {losses[0]} to {losses[^1]}");

        // What is named is rounded down by up to 0.1 %.
        Assert.Equal(diverges.Errors, Run(s_wide, FormattableString.Invariant($"--lr {rate * 1.0012}")).Errors);
    }

    [Fact]
    public void A_rate_that_is_too_large_for_float32_is_none_for_float64() =>
        Assert.StartsWith("Descent diverges: ", Run("a,y\n1,1\n2,3\n4,4\n", "--lr 1e39").Errors);

    [TwinFact]
    public void The_twin_names_the_largest_rate_too() => Assert.Equal((ExitCode.Failed, Run(s_wide).Errors), LiveTwin.Ended(s_info, Options("")));

    [TwinTheory]
    [InlineData(Longley, "--target y")]
    [InlineData("a,b,c,d,y\n1,2,3,4,5\n2,1,0,1,3\n4,4,1,9,2\n", "")]
    [InlineData("a,b,y\n1,1,2\n2,2,4\n3,3,6.5\n4,4,7\n", "")]
    [InlineData("a,b,y\n1e98,1e-98,1e-9\n2e98,3e-98,2e-9\n3.5e98,2e-98,5e-9\n5e98,5e-98,7e-9\n", "--epochs 1")]
    [InlineData("area,year,price\n51,1931,1482003.37\n140,1987,8930550.12\n77,2011,3550000\n102,1954,2410999.99\n", "")]
    public void The_twin_fits_the_same(string text, string options)
    {
        var ran = Run(text, options);
        var twin = LiveTwin.Run(s_info, Options(options))!;
        var verdict = Verdict.Of(ran.Side, twin, s_info.Precision, Example.OtherwiseRounded(s_info, Options(options)));
        Assert.True(verdict.Judgement != Judgement.Differs, verdict.ToString());
    }

    private static double[] Closed(Ran ran) => ran.Numbers("weights by closed form");

    /// <summary>The output, or the line with which the call is refused.</summary>
    private static string Answer(RunOptions options)
    {
        try
        {
            return Example.Run("advertising", options).Output;
        }
        catch (UsageException e)
        {
            Assert.DoesNotContain('\n', e.Message);
            return e.Message;
        }
    }

    private static string Refused((int Exit, string Error) twin)
    {
        Assert.Equal(ExitCode.Usage, twin.Exit);
        return twin.Error.TrimEnd('\n');
    }

    private RunOptions Options(string options, string? path = null) =>
        Example.Options(options).With(Settings.Data, path ?? _file).With(Settings.Format, "none");

    private RunOptions Write(string text, string options, string encoding)
    {
        File.WriteAllText(_file, text, encoding == "" ? new UTF8Encoding(false) : Encoding.GetEncoding(encoding));
        return Options(options);
    }

    private Ran Run(string text, string options = "", string encoding = "") => Example.Run("advertising", Write(text, options, encoding));
}
