using Examples.Shared.Comparison;
using Examples.Shared.Tracing;
using Examples.Tests.Support;

using static Examples.Tests.Support.Sides;

namespace Examples.Tests.Shared;

/// <summary>The three verdicts: identical, equal to rounding, differs.</summary>
public sealed class VerdictTests
{
    [Fact]
    public void Equal_outputs_and_losses_are_identical_and_measure_nothing()
    {
        var verdict = Verdict.Of(Sides.Of("a 1\n", 1, 0.5), Sides.Of("a 1\n", 1, 0.5), Precision, NotAsked());
        Assert.Equal((Judgement.Identical, 0, "identical"), (verdict.Judgement, verdict.TimesRounding, verdict.ToString()));
        Assert.Null(verdict.First);
    }

    [Fact]
    public void A_last_bit_is_not_identical_but_equal_to_rounding()
    {
        var verdict = Of(Sides.Of("a\n", 1.0), Sides.Of("a\n", Math.BitIncrement(1.0)));
        Assert.Equal((Judgement.EqualToRounding, "equal to rounding"), (verdict.Judgement, verdict.ToString()));
    }

    [Theory]
    [InlineData(29, Judgement.EqualToRounding)]
    [InlineData(31, Judgement.Differs)]
    public void Without_an_envelope_the_precision_of_the_type_is_the_measure(double times, Judgement judgement)
    {
        var verdict = Of(Sides.Of("", 1.0), Sides.Of("", 1 - times * Precision));
        Assert.Equal(judgement, verdict.Judgement);

        // The difference is relative to 1, and a part in 1e6 is what the precision is rounded to here.
        Assert.Equal(times, verdict.TimesRounding, times * 1e-6);
    }

    [Fact]
    public void The_envelope_is_the_widest_of_the_runs_and_grows()
    {
        var (narrow, wide) = (Ones(100), Ones(100, but: 1.01, epoch: 50));

        // After the epoch in which rounding was seen to part the runs by 0.01, 0.1 is less than 30 times as much as counts;
        // before, it is not.
        Assert.Equal(Judgement.EqualToRounding, Of(narrow, Ones(100, but: 1.1, epoch: 90), narrow, wide).Judgement);
        var verdict = Of(narrow, Ones(100, but: 1.1, epoch: 30), narrow, wide);
        Assert.Equal(Judgement.Differs, verdict.Judgement);
        Assert.Equal(("epoch 30", "1", "1.1"), (verdict.First!.Place, verdict.First.Here, verdict.First.There));
    }

    [Theory]
    [InlineData(100, 40, Judgement.EqualToRounding)]
    [InlineData(100, 39, Judgement.Differs)]
    [InlineData(1000, 450, Judgement.EqualToRounding)]
    [InlineData(1000, 449, Judgement.Differs)]
    [InlineData(10, 3, Judgement.EqualToRounding)]
    [InlineData(10, 2, Judgement.Differs)]
    public void The_envelope_is_read_ten_epochs_later_or_a_twentieth_of_all_or_of_few_a_fifth(int epochs, int epoch, Judgement judgement)
    {
        var chaos = Ones(epochs, but: 1.01, epoch: epochs / 2);
        Assert.Equal(judgement, Of(Ones(epochs), Ones(epochs, but: 1.1, epoch), chaos).Judgement);
    }

    /// <summary>Nothing is trained yet, so that rounding has not grown either.</summary>
    [Fact]
    public void In_the_first_epoch_the_envelope_is_read_there()
    {
        var chaos = Ones(100, but: 1.01, epoch: 5);
        Assert.Equal(Judgement.Differs, Of(Ones(100), Sides.Of("", [1.001, .. Enumerable.Repeat(1.0, 99)]), chaos).Judgement);
        Assert.Equal(Judgement.EqualToRounding, Of(Ones(100), Ones(100, but: 1.001, epoch: 3), chaos).Judgement);
    }

    /// <summary>As with accuracies of few samples, of which rounding flips one: 1/64, and so not a half of all.</summary>
    [Theory]
    [InlineData(0.001, 0.029, Judgement.EqualToRounding)]
    [InlineData(0.001, 0.031, Judgement.Differs)]
    [InlineData(0.0156, 0.19, Judgement.EqualToRounding)]
    [InlineData(0.0156, 0.23, Judgement.Differs)]
    [InlineData(0.4, 0.99, Judgement.EqualToRounding)]
    public void The_tolerance_is_less_where_rounding_takes_runs_far_apart(double rounding, double difference, Judgement judgement) =>
        Assert.Equal(judgement, Of(Sides.Of("", 1, 1), Sides.Of("", 1, 1 - difference), Sides.Of("", 1, 1 - rounding)).Judgement);

    /// <summary>As of a batch norm's eps in a network whose training is chaotic.</summary>
    [Theory]
    [InlineData(0, TensorKind.Data, 1e3, Judgement.Differs)]
    [InlineData(1, TensorKind.Output, 1e3, Judgement.Differs)]
    [InlineData(1, TensorKind.Buffer, 1e3, Judgement.Differs)]
    [InlineData(2, TensorKind.Output, 1e3, Judgement.EqualToRounding)]
    [InlineData(1, TensorKind.Gradient, 1e3, Judgement.EqualToRounding)]
    [InlineData(1, TensorKind.Output, double.PositiveInfinity, Judgement.Differs)]
    [InlineData(1, TensorKind.Output, double.PositiveInfinity, Judgement.EqualToRounding, null)]
    [InlineData(0, TensorKind.Data, 1e3, Judgement.EqualToRounding, "[0]", 0.1)]
    [InlineData(0, TensorKind.Data, 1e3, Judgement.Differs, "[0]", 0.01)]
    public void What_parts_in_the_first_step_differs_whatever_training_comes_to(
        int step, TensorKind kind, double times, Judgement judgement, string? index = "[0]", double rounding = 0)
    {
        // What is computed after training may part as far as the losses do.
        IReadOnlyList<Traced> kept = rounding > 0 ? [Kept(1, TensorKind.Loss, "loss", 1)] : [];
        var trace = new TraceVerdict([], new Parting(new Place(step, kind, "norm"), "", 1, 1, index, 1, 2, times));
        var verdict = new Verdict(Judgement.EqualToRounding, 2, null) { RoundingApart = rounding };
        Assert.Equal(judgement, verdict.Beside(trace, kept).Judgement);
    }

    [Theory]
    [InlineData("a 1\nsteps 24.0", "a 1\nsteps 24", "line 2: steps 24.0, steps 24")]
    [InlineData("w -0.000000", "w 0.000000", null)]
    [InlineData("w 0.500001", "w 0.500002", null)]
    public void Equal_numbers_that_are_written_otherwise_are_named(string here, string there, string? line)
    {
        var verdict = Of(Sides.Of(here), Sides.Of(there));
        Assert.Equal(Judgement.EqualToRounding, verdict.Judgement);
        Assert.Equal(line, verdict.WrittenOtherwise is { } written ? $"{written.Place}: {written.Here}, {written.There}" : null);
    }

    /// <summary>Also where batches are recorded, three in an epoch.</summary>
    [Theory]
    [InlineData(60, 33)]
    [InlineData(20, 11)]
    [InlineData(null, 33)]
    public void For_how_many_epochs_rounding_hides_nothing_is_counted(int? epochs, int calm)
    {
        var (here, there) = (Ones(60) with { Epochs = epochs }, Ones(60, but: 1.1, epoch: 50));
        Assert.Equal(calm, Of(here, there, Ones(60, but: 1 + 1e-5, epoch: 20), Ones(60, but: 1.01, epoch: 33)).CalmEpochs);
    }

    [Fact]
    public void Where_one_diverged_it_says_so()
    {
        var (diverged, other) = (Sides.Of() with { Diverged = "it diverged" }, Sides.Of("", 1, 2));
        var first = Of(diverged, other).First!;
        Assert.Equal(("epoch 0", "not finite"), (first.Place, first.Here));
        var later = Of(other, Sides.Of("", 1) with { Diverged = "it diverged" }).First!;
        Assert.Equal(("epoch 1", "not finite"), (later.Place, later.There));
    }

    [Fact]
    public void The_first_difference_is_named_with_both_values_and_how_many_times_further_it_is()
    {
        var first = Of(Sides.Of("x\n", 1, 0.5, 0.25), Sides.Of("x\n", 1, 0.5, 0.35)).First!;
        Assert.Equal(("epoch 2", "0.25", "0.35"), (first.Place, first.Here, first.There));

        // The difference is 2/7 of the larger, in units of the precision.

        // A part in 1e6 is what the precision is rounded to here.
        Assert.Equal(1, first.TimesRounding / (0.1 / 0.35 / Precision), 1e-6);
        Assert.StartsWith("from epoch 2 on: 0.25 here, 0.35 there, ", first.ToString());
    }

    [Theory]
    [InlineData(99.7, ", 100 times as far as rounding goes")]
    [InlineData(31.4, ", 31 times as far as rounding goes")]
    [InlineData(184_321, ", 180,000 times as far as rounding goes")]
    [InlineData(5e15, ", 5E+15 times as far as rounding goes")]
    [InlineData(double.PositiveInfinity, "")]
    public void How_much_further_has_two_digits(double times, string text) => Assert.Equal(text, Difference.BesideRounding(times));

    [Fact]
    public void Each_training_counts_and_is_named()
    {
        var one = Sides.Of("a\n") with { Losses = [new("slow", [1, 2]), new("fast", [3, 4])] };
        Assert.Equal(Judgement.Identical, Of(one, one).Judgement);
        Assert.Equal("epoch 1 of fast", Of(one, one with { Losses = [one.Losses[0], new("fast", [3, 5])] }).First!.Place);
        Assert.Equal("epoch 0 of fast", Of(one, one with { Losses = [one.Losses[0]] }).First!.Place);
        Assert.Equal(Judgement.Differs, Of(one with { Losses = [one.Losses[0]] }, one).Judgement);
    }

    [Theory]
    [InlineData(3, 2, "epoch 2")]
    [InlineData(2, 3, "epoch 2")]
    public void A_training_that_ends_early_differs_where_it_ends(int here, int there, string place) =>
        Assert.Equal(place, Of(Ones(here), Ones(there)).First!.Place);

    /// <summary>As where a training stops early, once its validation loss no longer falls.</summary>
    [Theory]
    [InlineData(60, 50, 50, Judgement.EqualToRounding)]
    [InlineData(60, 40, 50, Judgement.EqualToRounding)]
    [InlineData(50, 65, 55, Judgement.EqualToRounding)]
    [InlineData(60, 20, 50, Judgement.Differs)]
    [InlineData(60, 50, 60, Judgement.Differs)]
    public void Where_rounding_decides_when_a_training_stops_the_other_may_stop_elsewhere(
        int here, int there, int run, Judgement judgement)
    {
        var (one, other) = (Ones(here) with { Output = "stopped\n" }, Ones(there) with { Output = "best 3\n" });

        // The first rounds need not show it, if it is chaotic.
        var verdict = Verdict.Of(one, other, Precision, [[Ones(here, but: 1.001, epoch: 3)], [Ones(run)]]);
        Assert.Equal((judgement, judgement == Judgement.EqualToRounding), (verdict.Judgement, verdict.EndsByRounding));

        var calm = Ones(here, Math.BitIncrement(1.0));
        Assert.Equal(Judgement.Differs, Verdict.Of(one, other, Precision, Then([calm], NotAsked())).Judgement);

        // Until it stops, it is the same, and what diverges does not stop.
        var apart = Ones(there, but: 1.1, epoch: 5);
        Assert.Equal("epoch 5", Verdict.Of(one, apart, Precision, [[Ones(run)]]).First!.Place);
        Assert.Equal(Judgement.Differs, Of(Ones(60), Ones(50) with { Diverged = "it diverged" }, Ones(75)).Judgement);
    }

    [Theory]
    [InlineData("loss 1.50000", "loss 1.50001")]
    [InlineData("w = -0.000000", "w = 0.000000")]
    [InlineData("1.50e-05", "1.51e-05")]
    [InlineData("1.192e-07", "5.960e-08")]
    [InlineData("0", "5.960e-08")]
    [InlineData("0.34", "0.3401")]
    [InlineData("a   1.5", "a 1.5")]
    [InlineData("[1.0, 2.0]", "[1.0, 2.1]")]
    public void A_printed_number_may_be_off_by_a_unit_of_its_last_digit_or_by_the_precision(string here, string there) =>
        Assert.Equal(Judgement.EqualToRounding, Of(Sides.Of(here), Sides.Of(there)).Judgement);

    [Theory]
    [InlineData("loss 1.50000", "loss 1.50010")]
    [InlineData("1.50e-05", "1.55e-05")]
    [InlineData("0", "2.06115e-09")]
    [InlineData("3.10e-09", "2.06e-09")]
    [InlineData("0.34", "0.3486")]
    [InlineData("1", "1.025")]
    [InlineData("rank 3", "rank 2")]
    [InlineData("2e+03", "4e+03")]
    [InlineData("weight 1", "Weight 1")]
    [InlineData("yes", "no")]
    [InlineData("loss nan", "loss 1.5")]
    [InlineData("loss inf", "loss -inf")]
    [InlineData("x 1 2", "x 1")]
    [InlineData("x", "x 1")]
    [InlineData("", "x")]
    [InlineData("a 1.5", "a −1.5")]
    public void Words_whole_numbers_and_larger_differences_are_told_apart(string here, string there)
    {
        var (one, other) = (Sides.Of("same\n" + here), Sides.Of("same\n" + there));
        var verdict = Of(one, other);
        Assert.Equal((Judgement.Differs, "line 2"), (verdict.Judgement, verdict.First!.Place));
        Assert.Equal(Judgement.Differs, Of(other, one).Judgement);
    }

    [Theory]
    [InlineData("a\nb\n", "a\n", "line 2 on: b here, nothing there")]
    [InlineData("a\n", "a\nb\n", "line 2 on: nothing here, b there")]
    [InlineData("a\n", "a\n\n\nb\n", "line 4 on: nothing here, b there")]
    public void An_output_that_ends_early_differs_where_it_ends(string here, string there, string place) =>
        Assert.Equal($"from {place}", Of(Sides.Of(here), Sides.Of(there)).First!.ToString());

    [Fact]
    public void A_training_that_only_the_other_has_is_beyond_doubt()
    {
        var one = Sides.Of("", 1.0);
        var other = one with { Losses = [.. one.Losses, new Curve("another", [1.0])] };
        var alike = Sides.Of("", Math.BitIncrement(1.0));
        var verdict = Verdict.Of(one, other, Precision, Then([alike], NotAsked()));
        Assert.Equal((Judgement.Differs, double.PositiveInfinity), (verdict.Judgement, verdict.TimesRounding));
        Assert.Equal("epoch 0 of another", verdict.First!.Place);
    }

    [Fact]
    public void Where_a_program_diverged_before_its_next_training_it_differs_there()
    {
        var diverged = Sides.Of("", 1.0, 2.0) with { Diverged = "it diverged" };
        var other = Sides.Of() with { Losses = [new Curve("loss", [1.0, 2.0, 3.0]), new Curve("another", [1.0])] };
        var first = Verdict.Of(diverged, other, Precision, []).First!;
        Assert.Equal(("epoch 2", "not finite"), (first.Place, first.Here));
    }

    [Fact]
    public void Printed_numbers_have_an_envelope_too()
    {
        var (here, there) = (Sides.Of("a 0.100\nb 0.300\n"), Sides.Of("a 0.100\nb 0.500\n"));
        Assert.StartsWith("differs from line 2 on: b 0.300 here, b 0.500 there, ", Of(here, there).ToString());
        Assert.Equal(Judgement.EqualToRounding, Of(here, there, Sides.Of("a 0.100\nb 0.350\n")).Judgement);
        Assert.Equal(Judgement.EqualToRounding, Of(Sides.Of("rests never"), Sides.Of("rests 12"), Sides.Of("rests 13")).Judgement);
    }

    [Theory]
    [InlineData("rests never\nweight = 1.0\nbias = 2.0", "rests 12\nweight = 9.0\nbias = 2.0", "rests 13\nweight = 1.0\nbias = 2.0")]
    [InlineData("weight = 1.0\nrests never", "weight = 9.0\nrests 12", "weight = 1.0\nrests 13")]
    public void Where_runs_have_other_words_nothing_can_be_said_of_these_alone(string here, string there, string run) =>
        Assert.Equal(Judgement.Differs, Of(Sides.Of(here), Sides.Of(there), Sides.Of(run)).Judgement);

    [Fact]
    public void Where_a_run_has_another_number_of_epochs_all_others_count()
    {
        var (here, run) = (Sides.Of("weight = 1.0", 3, 2, 1), Sides.Of("weight = 1.0", 3, 2, 1, 0.5));
        Assert.Equal("epoch 0", Of(here, Sides.Of("weight = 9.0", 7, 8, 9), run).First!.Place);
        Assert.Equal("line 1", Of(here, Sides.Of("weight = 9.0", 3, 2, 1), run).First!.Place);
        Assert.Equal(Judgement.EqualToRounding, Of(here, Sides.Of("weight = 1.0", 3, 2, 1, 0.4), run).Judgement);
    }

    [Fact]
    public void In_doubt_more_runs_are_made()
    {
        var (here, there) = (Sides.Of("", 1.0), Sides.Of("", 1 - (100 * Precision)));
        var wide = Sides.Of("", 1 - (10 * Precision));
        Assert.Equal(Judgement.EqualToRounding, Verdict.Of(here, there, Precision, [[here], [wide]]).Judgement);
        Assert.Equal(Judgement.Differs, Verdict.Of(here, there, Precision, [[here], [here]]).Judgement);

        // Nor are more made than needed, on either side of doubt.
        Assert.Equal(Judgement.EqualToRounding, Verdict.Of(here, there, Precision, Then([wide], NotAsked())).Judgement);
        var (alike, far) = (Sides.Of("", Math.BitIncrement(1.0)), Sides.Of("", 0.9));
        Assert.Equal(Judgement.Differs, Verdict.Of(here, far, Precision, Then([alike], NotAsked())).Judgement);

        // A run that is identical has measured nothing.
        Assert.Equal(Judgement.EqualToRounding, Verdict.Of(here, far, Precision, [[here], [here, here], [Sides.Of("", 0.99)]]).Judgement);
    }

    /// <summary>A kink that rounding crossed in one program only is crossed in some other run, where there are enough of them.</summary>
    [Fact]
    public void After_a_leap_more_runs_are_made_however_far_it_grows()
    {
        var here = Ones(100);
        var leaps = Losses(epoch => epoch < 50 ? 1 : 1 + 1e-5 * (epoch - 49));
        var alike = Losses(_ => Math.BitIncrement(1.0));
        Assert.Equal(Judgement.EqualToRounding, Verdict.Of(here, leaps, Precision, [[alike], [leaps]]).Judgement);
        Assert.Equal(Judgement.Differs, Verdict.Of(here, leaps, Precision, [[alike], [alike]]).Judgement);

        // What grows from little is measured by the runs at hand.
        var grows = Losses(epoch => 1 + Precision * Math.Pow(1.3, epoch));
        Assert.Equal(Judgement.Differs, Verdict.Of(here, grows, Precision, Then([alike], NotAsked())).Judgement);

        static Side Losses(Func<int, double> loss) => Sides.Of("", [.. Enumerable.Range(0, 100).Select(loss)]);
    }

    [Fact]
    public void A_run_that_was_nudged_by_some_units_counts_by_one()
    {
        var (here, there, run) = (Ones(10), Ones(10, 1 + 100 * Precision, 5), Ones(10, 1 + 16 * Precision, 5));
        Assert.Equal(Judgement.EqualToRounding, Of(here, there, run).Judgement);
        Assert.Equal(Judgement.Differs, Of(here, there, run with { Units = 8 }).Judgement);

        // How far they go is said of losses, and not of what is printed.
        Assert.Equal(16 * Precision, Of(here, there, run).RoundingApart, 0.01 * Precision);
        Assert.Equal(0, Of(Sides.Of("a 0.100\n"), Sides.Of("a 0.300\n"), Sides.Of("a 0.200\n")).RoundingApart);
    }

    /// <summary>As where rounding takes two of its results further apart than it allows.</summary>
    [Fact]
    public void A_run_that_fails_measures_nothing()
    {
        var rounds = Comparer.OtherwiseRounded(Kernels.Native, kernels => kernels == Kernels.Plain
            ? throw new RunException("Both differ by 2e-6, but should agree to 1e-6.")
            : Sides.Of("", 1.0));
        Assert.Equal([0, 2], rounds.Take(2).Select(round => round.Count));

        // Where all fail, nothing is measured at all.
        rounds = Comparer.OtherwiseRounded(Kernels.Native, _ => throw new RunException("it failed."));
        Assert.EndsWith("it failed.", Assert.Throws<RunException>(() => Verdict.Of(Sides.Of("", 1), Sides.Of("", 2), Precision, rounds)).Message);
    }

    /// <summary>Where kernels change nothing, no number of runs would change a word.</summary>
    [Fact]
    public void Another_word_is_judged_after_one_round()
    {
        var one = Sides.Of("the same\n");
        Assert.Equal(Judgement.Differs, Verdict.Of(one, Sides.Of("another\n"), Precision, Then([one], NotAsked())).Judgement);
    }

    /// <summary>As a model of language may print them.</summary>
    [Fact]
    public void Digits_of_other_scripts_are_words() =>
        Assert.Equal(Judgement.Differs, Of(Sides.Of("sampled: \u0663\n"), Sides.Of("sampled: \u0664\n")).Judgement);

    [Fact]
    public void A_program_that_does_not_repeat_itself_is_refused()
    {
        var one = Sides.Of("a 1\n", 1, 0.5);
        Comparer.RequireRepeatable(one, Sides.Of("a 1\n", 1, 0.5 + Precision), Precision);
        var error = Assert.Throws<RunException>(() => Comparer.RequireRepeatable(one, Sides.Of("a 1\n", 1.5, 0.5), Precision));
        Assert.Contains("not the same from run to run: 1, then 1.5, in epoch 0.", error.Message);
    }

    [Fact]
    public void What_is_printed_may_part_as_far_as_the_losses_do_in_the_end()
    {
        var (here, there) = (Sides.Of("loss 0.5000", 1, 0.5), Sides.Of("loss 0.5050", 1, 0.5));
        Assert.Equal(Judgement.Differs, Of(here, there, here).Judgement);
        Assert.Equal(Judgement.EqualToRounding, Of(here, there, Sides.Of("loss 0.5000", 1, 0.501)).Judgement);
        Assert.Equal(Judgement.Differs, Of(here, Sides.Of("less 0.5000", 1, 0.5), Sides.Of("loss 0.5000", 1, 0.501)).Judgement);

        // A loss that crosses 0, as a log likelihood does, may part by twice itself, and so may its printed line.
        var (crossing, other) = (Sides.Of("loss 1.0000", 2, 1), Sides.Of("loss -0.8000", 2, 1));
        Assert.Equal(Judgement.EqualToRounding, Of(crossing, other, Sides.Of("loss 1.0000", 2, -0.98)).Judgement);
        Assert.Equal(Judgement.Differs, Of(crossing, other, Sides.Of("loss 1.0000", 2, 0.999)).Judgement);
    }

    /// <summary>A side whose losses are 1, but for one.</summary>
    private static Side Ones(int epochs, double but = 1, int epoch = 0) =>
        Sides.Of("", [.. Enumerable.Range(0, epochs).Select(e => e == epoch ? but : 1)]);

    private static IEnumerable<IReadOnlyList<Side>> Then(IReadOnlyList<Side> first, IEnumerable<IReadOnlyList<Side>> others) =>
        others.Prepend(first);

    private static IEnumerable<IReadOnlyList<Side>> NotAsked() =>
        Enumerable.Range(0, 1).Select<int, IReadOnlyList<Side>>(
            _ => throw new InvalidOperationException("More runs were made than needed."));

    private static Verdict Of(Side one, Side other, params Side[] otherwiseRounded) =>
        Verdict.Of(one, other, Precision, [otherwiseRounded is [] ? [one] : otherwiseRounded]);
}
