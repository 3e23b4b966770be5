using Examples.Shared.Comparison;

namespace Examples.Tests.Shared;

/// <summary>A comparison says what differs first, and by how much.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Equal_outputs_and_losses_are_identical()
    {
        var verdict = Verdict.Of(Side("a\nb\n", 1, 0.5), Side("a\nb\n", 1, 0.5));
        Assert.True(verdict.Identical);
        Assert.Equal(0, verdict.LargestDifference);
        Assert.Null(verdict.FirstEpoch);
        Assert.Null(verdict.FirstLine);
        Assert.Equal("identical", verdict.ToString());
    }

    [Fact]
    public void The_first_line_that_differs_is_named_with_the_largest_difference_of_its_numbers()
    {
        var verdict = Verdict.Of(Side("same 1\nw = 2.50, b = -1e-3\nx 7\n"), Side("same 1\nw = 2.25, b = -2e-3\nx 9\n"));
        Assert.False(verdict.Identical);
        Assert.Equal(2, verdict.FirstLine);
        Assert.Equal(2, verdict.LargestDifference);
        Assert.Equal("differs from line 2 on, by at most 2", verdict.ToString());
    }

    [Theory]
    [InlineData("loss 1.5", "loss 1.25", 0.25)]
    [InlineData("loss -1.5", "loss 1.5", 3)]
    [InlineData("1.5e-07", "2.5e-07", 1e-7)]
    [InlineData("2e+3", "1e+3", 1000)]
    [InlineData("[1.0, 2.0]", "[1.0, 2.5]", 0.5)]
    [InlineData("information, nanny: 1", "Information, nanny: 2", 1)]
    public void Numbers_in_lines_are_compared_as_numbers(string one, string other, double difference) =>
        Assert.Equal(difference, Verdict.Of(Side(one), Side(other)).LargestDifference, 1e-12);

    [Fact]
    public void A_line_that_differs_only_in_its_words_differs()
    {
        var verdict = Verdict.Of(Side("weight 1\n"), Side("Weight 1\n"));
        Assert.False(verdict.Identical);
        Assert.Equal(1, verdict.FirstLine);
        Assert.Equal(0, verdict.LargestDifference);
    }

    [Theory]
    [InlineData("a\nb\n", "a\n", 2)]
    [InlineData("a\n", "a\nb\n", 2)]
    [InlineData("a", "a\n", 1)]
    [InlineData("", "a\n", 1)]
    public void An_output_that_ends_early_differs_where_it_ends(string one, string other, int line)
    {
        var verdict = Verdict.Of(Side(one), Side(other));
        Assert.False(verdict.Identical);
        Assert.Equal(line, verdict.FirstLine);
    }

    [Fact]
    public void The_first_epoch_that_differs_is_named_even_if_nothing_printed_differs()
    {
        var verdict = Verdict.Of(Side("a\n", 1, 0.5, 0.25), Side("a\n", 1, 0.5000001, 0.35));
        Assert.False(verdict.Identical);
        Assert.Equal(1, verdict.FirstEpoch);
        Assert.Null(verdict.FirstLine);
        Assert.Equal(0.1, verdict.LargestDifference, 1e-12);
        Assert.StartsWith("differs from epoch 1 on", verdict.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_ends_early_differs_where_it_ends()
    {
        var verdict = Verdict.Of(Side("a\n", 1, 0.5), Side("a\n", 1));
        Assert.False(verdict.Identical);
        Assert.Equal(1, verdict.FirstEpoch);
    }

    [Fact]
    public void A_last_bit_is_a_difference() =>
        Assert.False(Verdict.Of(Side("a", 1.0), Side("a", Math.BitIncrement(1.0))).Identical);

    [Fact]
    public void Each_training_counts()
    {
        var one = new Side("", "a", [new("slow", [1, 2]), new("fast", [3, 4])], 0);
        var other = new Side("", "a", [new("slow", [1, 2]), new("fast", [3, 5])], 0);
        Assert.True(Verdict.Of(one, one).Identical);
        Assert.Equal(1, Verdict.Of(one, other).FirstEpoch);
        Assert.Equal(1, Verdict.Of(one, other).LargestDifference);
        Assert.False(Verdict.Of(one, other with { Losses = [one.Losses[0]] }).Identical);
    }

    [Fact]
    public void Where_one_side_knows_no_losses_the_outputs_decide()
    {
        Assert.True(Verdict.Of(Side("a", 1, 2), Side("a")).Identical);
        Assert.False(Verdict.Of(Side("a", 1, 2), Side("b")).Identical);
    }

    [Fact]
    public void What_is_no_number_equals_itself_alone()
    {
        Assert.True(Verdict.Of(Side("nan", double.NaN), Side("nan", double.NaN)).Identical);
        Assert.Equal(0, Verdict.Of(Side("nan", double.NaN, 1), Side("nan", double.NaN, 1)).LargestDifference);
        Assert.Equal(0, Verdict.Of(Side("x inf 1"), Side("y inf 1")).LargestDifference);
        var differs = Verdict.Of(Side("loss nan"), Side("loss 1.5"));
        Assert.False(differs.Identical);
        Assert.True(double.IsNaN(differs.LargestDifference));
        Assert.Equal(double.PositiveInfinity, Verdict.Of(Side("loss -inf"), Side("loss 1.5")).LargestDifference);
    }

    [Fact]
    public void A_NaN_is_not_hidden_by_other_differences() =>
        Assert.True(double.IsNaN(Verdict.Of(Side("1 nan 2"), Side("5 1 9")).LargestDifference));

    private static Side Side(string output, params double[] losses) => new("", output, losses.Length > 0 ? [new("loss", losses)] : [], 0);
}
