namespace Examples.Shared.Comparison;

/// <summary>
/// How far rounding alone takes the losses of a training, or what is printed, apart at each place: as far as runs of the same
/// program that round otherwise were seen to part from it. It grows where training is chaotic.
/// </summary>
internal sealed class Envelope
{
    // It does not grow in the same epoch in every run: it is read a little later, by a twentieth of all epochs, or by ten if
    // that is at most a fifth of them; in the first epochs by as many as are past.
    private const double Later = 0.05;
    private const double LaterAtMost = 0.2;
    private const int LaterAtLeast = 10;

    // What rounding can take no further than to a relative difference of 1 does not grow by the tolerance once more: of
    // what was measured beyond this, the square root counts.
    private const double Saturation = 3e-3;

    // Where rounding decides when a training stops, two right ones may stop this many times as far apart as the runs do.
    private const int EndsApart = 3;

    // Up to here, rounding hides no mistake that matters.
    private const double Calm = 1e-4;

    private readonly double[][] _apart;
    private readonly double[] _measured;
    private readonly double[] _allowed;
    private readonly int _furthestEnd;

    /// <param name="one">What the program computed.</param>
    /// <param name="runs">Those that round otherwise, and what they computed.</param>
    /// <param name="precision">How exactly they compute.</param>
    /// <param name="floor">How far rounding may take them apart where less was measured.</param>
    public Envelope(Sequence one, IReadOnlyList<(Side Side, IReadOnlyList<Sequence> Sequences)> runs, double precision, double floor)
    {
        var counterparts = runs.Select(run => (run.Side, Sequence: one.CounterpartIn(run.Sequences))).ToArray();
        _apart =
        [
            .. from run in counterparts
               select one.Differences(run.Sequence, precision).Select(difference => difference / run.Side.Units).ToArray(),
        ];
        _measured = new double[one.Places];
        var highest = floor;
        for (var i = 0; i < _measured.Length; i++)
        {
            _measured[i] = highest = _apart.Select(run => run[i]).Where(double.IsFinite).Append(highest).Max();
        }

        var (last, later) = (_measured.Length - 1, (int)(Later * _measured.Length));
        var ahead = Math.Max(later, Math.Min(LaterAtLeast, (int)(LaterAtMost * _measured.Length)));
        _allowed = [.. _measured.Select((_, i) => Saturated(_measured[Math.Min(i + Math.Min(i, ahead), last)]))];
        _furthestEnd = (
            from run in counterparts
            where run.Side.Diverged is null
            select Math.Abs(run.Sequence.Count - one.Count)).DefaultIfEmpty(0).Max();

        static double Saturated(double measured) => Math.Min(measured, Math.Sqrt(Saturation * measured));
    }

    /// <summary>How far runs were seen to part, at most; 0 where there are none.</summary>
    public double Widest => _apart.SelectMany(run => run).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    /// <summary>How far runs were seen to part up to the end, the floor included.</summary>
    public double AtTheEnd => _measured[^1];

    /// <summary>Whether rounding may come to decide something, such as when to stop.</summary>
    public bool IsCalm => AtTheEnd < Calm;

    /// <summary>For how many epochs or lines, from the first on, rounding takes nothing apart by 0.01 %.</summary>
    public int CalmCount => _measured.Count(measured => measured < Calm);

    /// <summary>Whether two right programs may train for numbers of epochs that are so far apart.</summary>
    public bool MayEndApart(int epochs) => epochs <= EndsApart * _furthestEnd;

    /// <summary>How many times as far as rounding a difference is; 0 where runs have different words: nothing can be said there.</summary>
    public double Times(double difference, int place) =>
        _apart.Any(run => double.IsInfinity(run[place])) ? 0 : difference / _allowed[place];
}
