using Examples.Tests.Support;

namespace Examples.Tests.SystemTorch;

/// <summary>Every row of the table gives in C# what it gives in Python: types, shapes, values, gradients, draws and errors.</summary>
public sealed class OperatorTests
{
    public static TheoryData<string> Expressions() => [.. Table.Rows.Select(Name)];

    [Theory]
    [MemberData(nameof(Expressions))]
    public void Gives_what_PyTorch_gives(string expression)
    {
        var row = Table.Rows.First(r => Name(r) == expression);
        var ours = row.CSharp.Compile(preferInterpretation: true);
        foreach (var (c, theirs) in row.Cases.Zip(Operands.PyTorchs(row.Python, row.Cases)))
        {
            Compare(Operands.Ours(ours, c), theirs, c, row.Tolerance);
        }
    }

    [Fact]
    public void No_row_only_fails() =>
        Assert.All(Table.Rows, row => Assert.True(Operands.PyTorchs(row.Python, row.Cases).Count(a => a.Error is null) >= 2, row.Python));

    /// <summary>The Python, or the C# where an expression before it is the same in Python.</summary>
    private static string Name(Row row) => ReferenceEquals(Table.Rows.First(r => r.Python == row.Python), row) ? row.Python : row.CSharp.Body.ToString();

    private static void Compare(Answer ours, Answer theirs, Case c, double tolerance)
    {
        Assert.Equal(FirstLine(theirs.Error), theirs.Error is "" && ours.Error is not null ? "" : FirstLine(ours.Error));
        Assert.True(theirs.Kinds.SequenceEqual(ours.Kinds), $"{c}\nPyTorch: {string.Join(", ", theirs.Kinds)}\nhere:    {string.Join(", ", ours.Kinds)}");
        Assert.Equal(theirs.Values.Count, ours.Values.Count);
        var different = Enumerable.Range(0, ours.Values.Count).Where(i => !PyTorch.Same(theirs.Values[i], ours.Values[i], tolerance)).ToArray();
        Assert.True(different is [], $"{c}: {different.Length} of {ours.Values.Count} values differ, such as {string.Join(", ", different.Take(3).Select(i => $"{theirs.Values[i]:R} here {ours.Values[i]:R}"))}");
    }

    private static string? FirstLine(string? error) => error?.Split('\n')[0];
}
