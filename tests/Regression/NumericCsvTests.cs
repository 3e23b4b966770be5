using System.Globalization;

using Examples.Shared;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

namespace Examples.Tests.Regression;

public sealed class NumericCsvTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Gives_every_number_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<NormalFloat[]>().Filter(numbers => numbers.Length > 0),
        ArbMap.Default.ArbFor<PositiveInt>(),
        (numbers, width) =>
        {
            var columns = 1 + (width.Item % 5);
            var rows = numbers.Select(number => Enumerable.Range(0, columns).Select(column => number.Item / (column + 1)).ToArray()).ToArray();
            Write("a" + string.Concat(Enumerable.Range(1, columns - 1).Select(column => $",column {column}")),
                [.. rows.Select(row => string.Join(',', row.Select(n => n.ToString(CultureInfo.InvariantCulture))))]);
            var (names, values) = NumericCsv.Read(_file);
            using (values)
            {
                return names.Length == columns && values.shape.SequenceEqual([rows.Length, columns]) && values.Numbers().SequenceEqual(rows.SelectMany(row => row));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Reads_more_than_a_block_of_rows()
    {
        Write("a,b,c", [.. Enumerable.Range(0, 400_000).Select(row => $"{row},{-row},0.5")]);
        using var values = NumericCsv.Read(_file).Values;
        Assert.Equal([400_000, 3], values.shape);
        var numbers = values.Numbers();
        Assert.All(Enumerable.Range(0, 400_000), row => Assert.True(numbers[3 * row] == row && numbers[(3 * row) + 1] == -row && numbers[(3 * row) + 2] == 0.5));
    }

    [Fact]
    public void Takes_what_spreadsheets_write()
    {
        File.WriteAllText(_file, "\uFEFF\"TV, \"\"prime time\"\"\",sales\r\n\"1\", 2 \r\n\r\n-5e-1,+.5");
        var (names, values) = NumericCsv.Read(_file);
        using (values)
        {
            Assert.Equal(["TV, \"prime time\"", "sales"], names);
            Assert.Equal([1, 2, -0.5, 0.5], values.Numbers());
        }
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n", "has no rows")]
    [InlineData("1,2\n3,4\n", "has numbers in its first line")]
    [InlineData("a,b\n1,2\n3\n", ", line 3: 1 cell(s), but the header has 2.")]
    [InlineData("a,b\n1,2,3\n", ", line 2: 3 cell(s), but the header has 2.")]
    [InlineData("a,b\n1,2\n\n3,x y\n", ", line 4, column 2 (b): 'x y' is not a number.")]
    [InlineData("a,b\n,2\n", ", line 2, column 1 (a): '' is not a number.")]
    [InlineData("a,b\n1,NaN\n", ", line 2, column 2 (b): 'NaN' is not a number.")]
    [InlineData("a,b\n1,1e400\n", ", line 2, column 2 (b): '1e400' is not a number.")]
    [InlineData("a,b\n1,1_000\n", ", line 2, column 2 (b): '1_000' is not a number.")]
    [InlineData("a,b\n1,\"1,000\"\n", ", line 2, column 2 (b): '1,000' is not a number.")]
    public void Says_what_is_wrong_and_where_as_the_twin_does(string text, string message)
    {
        File.WriteAllText(_file, text);
        var error = Assert.Throws<UsageException>(() => NumericCsv.Read(_file));
        Assert.StartsWith(_file, error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        var twin = PyTorch.Twin("advertising", "--data", _file);
        Assert.Equal((ExitCode.Usage, error.Message), (twin.Exit, twin.Error.Trim()));
    }

    [Fact]
    public void Says_that_there_is_no_file() =>
        Assert.Contains("There is no file", Assert.Throws<UsageException>(() => NumericCsv.Read(_file + ".missing")).Message, StringComparison.Ordinal);

    [Fact]
    public void Says_that_a_folder_is_no_file() =>
        Assert.Contains("cannot be read", Assert.Throws<UsageException>(() => NumericCsv.Read(Path.GetTempPath())).Message, StringComparison.Ordinal);

    private void Write(string header, string[] rows) => File.WriteAllLines(_file, [header, .. rows]);
}
