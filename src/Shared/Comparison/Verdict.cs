using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>Whether two programs are the same.</summary>
public enum Judgement
{
    /// <summary>The same bytes on standard output, and the same bits in every loss.</summary>
    Identical,

    /// <summary>
    /// They part no further than one of them parts from itself when only the rounding changes; how wide columns are printed
    /// is not compared.
    /// </summary>
    EqualToRounding,

    /// <summary>They part further than that.</summary>
    Differs,
}

/// <summary>What a comparison came to.</summary>
/// <param name="Judgement">Whether the two are the same program.</param>
/// <param name="TimesRounding">How many times as far as rounding alone they part, at most; 0 where they are identical.</param>
/// <param name="First">Where they first differ by more than rounding; null unless they differ.</param>
public sealed record Verdict(Judgement Judgement, double TimesRounding, Difference? First)
{
    /// <summary>
    /// Two programs that differ only by rounding may part this many times as far as the runs that measure the
    /// envelope. Right ports were seen to stay within 18 times, and mistakes as small as a learning rate off by
    /// 0.01 % to part 120 times and more.
    /// </summary>
    public const double Tolerance = 30;

    /// <summary>A pair that parts further than this is judged at once: no more runs would widen the envelope so far.</summary>
    public const double BeyondDoubt = 20 * Tolerance;

    // A difference that grows this many times from one value to the next is no small mistake that adds up, but may be a kink,
    // as of a ReLU, that rounding crossed in one of the programs, and later grow beyond doubt.
    private const double Leap = 3;

    /// <summary>How far rounding alone was seen to take losses apart, relative to the larger; 0 where that was not measured.</summary>
    public double RoundingApart { get; init; }

    /// <summary>Where they print equal numbers in other words; null where they do not.</summary>
    public Difference? WrittenOtherwise { get; init; }

    /// <summary>For how many epochs, from the first on, rounding alone takes no training apart by 0.01 %.</summary>
    public int CalmEpochs { get; init; }

    /// <summary>
    /// Whether the two train for other numbers of epochs because rounding alone decides when to stop, as where training stops
    /// early; what they print is not compared then.
    /// </summary>
    public bool EndsByRounding { get; init; }

    /// <summary>Whether they part by a leap where they first do.</summary>
    private bool Leaps { get; init; }

    /// <summary>Whether they first part where a training ends in one of them, and rounding may have decided that.</summary>
    private bool IsAtEnd { get; init; }

    /// <summary>Judges a C# program and what it is compared with.</summary>
    /// <param name="one">The C# program.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="precision">How exactly they compute: <see cref="ExampleAttribute.Precision"/>.</param>
    /// <param name="otherwiseRounded">
    /// Runs of the C# program with kernels that round otherwise; the first are made only where the two part further than
    /// by the precision of the type, and more only as long as they part further than those before, and not beyond doubt.
    /// </param>
    public static Verdict Of(Side one, Side other, double precision, IEnumerable<IReadOnlyList<Side>> otherwiseRounded)
    {
        if (AreIdentical(one, other))
        {
            return new Verdict(Judgement.Identical, 0, null);
        }

        List<Side> runs = [];
        var verdict = Of(one, other, precision, runs);
        using var more = otherwiseRounded.GetEnumerator();
        for (var round = 0; verdict.IsInDoubt(round, runs.Count) && more.MoveNext(); round++)
        {
            // Kernels that change nothing measure nothing: some processors have no others.
            runs.AddRange(more.Current.Where(run => !AreIdentical(one, run)));
            verdict = Of(one, other, precision, runs);
        }

        return verdict;
    }

    /// <summary>
    /// The same, beside the tensors of the first steps. Later, what is chaotic may hide that two programs compute something
    /// else; in the first step, from equal parameters, rounding has not grown yet.
    /// </summary>
    /// <param name="trace">Where they part.</param>
    /// <param name="kept">What the C# program kept: what it computed after training may part as far as its losses do.</param>
    internal Verdict Beside(TraceVerdict trace, IReadOnlyList<Traced> kept)
    {
        if (Judgement != Judgement.EqualToRounding
            || trace.Parting is not { Place: { Step: <= 1, Kind: not (TensorKind.Gradient or TensorKind.Parameter) } place } parting
            || parting.Index is null
            || (kept.IsAfterLoss(place) && (EndsByRounding || parting.RelativeDifference <= Tolerance * RoundingApart)))
        {
            return this;
        }

        var at = $"{(place.Step == 0 ? "" : "in step 1 ")}at {place}";
        var first = new Difference(at, Text(parting.Here), Text(parting.There), parting.TimesRounding) { IsOfTensor = true };
        return new Verdict(Judgement.Differs, parting.TimesRounding, first);
    }

    public override string ToString() => Judgement switch
    {
        Judgement.Identical => "identical",
        Judgement.EqualToRounding => "equal to rounding",
        _ => $"differs {First}",
    };

    private static string Text(double value) => FormattableString.Invariant($"{value:G9}");

    /// <summary>
    /// Whether more runs may widen the envelope so far, or end elsewhere; what else is no number parts beyond doubt once a round
    /// has been run.
    /// </summary>
    private bool IsInDoubt(int rounds, int runs) => Judgement == Judgement.Differs && (rounds == 0 || IsAtEnd
        || (runs == 0 ? First!.IsOfNumbers : (Leaps ? First!.TimesRounding : TimesRounding) <= BeyondDoubt));

    private static Verdict Of(Side one, Side other, double precision, List<Side> runs)
    {
        var lacking = other.Losses.ExceptBy(one.Losses.Select(c => c.Name), c => c.Name).FirstOrDefault();
        var first = lacking is null ? null : Lacking(lacking);
        var (times, leaps, endsByRounding, isAtEnd) = (first?.TimesRounding ?? 0, false, false, false);
        var counterparts = Sequence.Of(other);
        (Side, IReadOnlyList<Sequence>)[] repeated = [.. runs.Select(run => (run, Sequence.Of(run)))];

        // What is printed of a trained model may part at least as far as its losses do in the end.
        var trained = precision;
        var (roundingApart, calm) = (0.0, int.MaxValue);
        foreach (var here in Sequence.Of(one))
        {
            var there = here.CounterpartIn(counterparts);
            var endsElsewhere = !here.IsPrinted && here.Count != there.Count && there.Count > 0
                && one.Diverged is null && other.Diverged is null;
            var envelope = new Envelope(here, repeated, precision, floor: here.IsPrinted ? trained : precision);
            var mayEndElsewhere = endsElsewhere && envelope.MayEndApart(Math.Abs(here.Count - there.Count));
            endsByRounding |= mayEndElsewhere;
            if (here.IsPrinted && endsByRounding)
            {
                continue;
            }

            trained = Math.Max(trained, envelope.AtTheEnd);
            if (!here.IsPrinted)
            {
                // Of batches that are recorded, there are several in an epoch.
                var perEpoch = Math.Max(1, (int)Math.Ceiling((double)here.Count / (one.Epochs ?? here.Count)));
                calm = Math.Min(calm, envelope.CalmCount / perEpoch);
                roundingApart = Math.Max(roundingApart, envelope.Widest);
            }

            var previous = 1.0;
            foreach (var (i, difference) in here.Differences(there, precision).Index())
            {
                var isEnd = endsElsewhere && i >= Math.Min(here.Count, there.Count);
                var further = isEnd && mayEndElsewhere ? 0 : envelope.Times(difference, i);
                times = Math.Max(times, further);
                if (first is null && further > Tolerance)
                {
                    (first, leaps, isAtEnd) = (here.DifferenceAt(i, there, further), further > Leap * previous, isEnd && !envelope.IsCalm);
                }

                previous = further;
            }
        }

        if (first is { Epoch: not null })
        {
            first = first with { Here = Diverged(first.Here, one), There = Diverged(first.There, other) };
        }

        return new Verdict(first is null ? Judgement.EqualToRounding : Judgement.Differs, times, first)
        {
            RoundingApart = roundingApart,
            WrittenOtherwise = Sequence.Of(one)[^1].WrittenOtherwise(counterparts[^1]),
            CalmEpochs = calm,
            EndsByRounding = endsByRounding,
            IsAtEnd = isAtEnd,
            Leaps = leaps,
        };

        // Where the C# program diverged before, that is why.
        Difference Lacking(Curve training)
        {
            var (epoch, name) = one is { Diverged: not null, Losses: [.., var last] } ? (last.Losses.Count, last.Name) : (0, training.Name);
            return new Difference(Sequence.PlaceOf(epoch, name), Sequence.Nothing, "losses", double.PositiveInfinity)
            {
                Epoch = epoch,
                Training = name,
            };
        }

        static string Diverged(string value, Side side) => value == Sequence.Nothing && side.Diverged is not null ? "not finite" : value;
    }

    private static bool AreIdentical(Side one, Side other) =>
        one.Output == other.Output && one.Losses.Count == other.Losses.Count
        && one.Losses.Zip(other.Losses, (a, b) => a.Name == b.Name && Bits(a).SequenceEqual(Bits(b))).All(equal => equal);

    private static IEnumerable<long> Bits(Curve curve) => curve.Losses.Select(BitConverter.DoubleToInt64Bits);
}
