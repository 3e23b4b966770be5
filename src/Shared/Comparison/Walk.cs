using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>Walks through what two programs computed, tensor by tensor, and says where they part.</summary>
public static class Walk
{
    // Rounding takes initial weights less far apart, also where they are computed by a decomposition.
    private const double LeastOfMemory = 1e-3;

    /// <summary>Compares the traces of two programs.</summary>
    /// <param name="one">The C# program.</param>
    /// <param name="other">What it is compared with.</param>
    /// <param name="precision">How exactly they compute: <see cref="ExampleAttribute.Precision"/>.</param>
    /// <param name="otherwiseRounded">
    /// The C# program with kernels that round otherwise, as <see cref="Measuring"/> leaves it; run as <see cref="Verdict"/>
    /// says, for what parts before the first tensors that can't be compared.
    /// </param>
    public static TraceVerdict Of(Side one, Side other, double precision, IEnumerable<IReadOnlyList<Side>> otherwiseRounded)
    {
        var (here, there) = (one.Trace, other.Trace);
        var pairs = Pairs(here, there);

        // What is handed over by its name can't be seen in Python.
        pairs.RemoveAll(pair => pair.Place.Kind == TensorKind.ModuleInput && pair.IsLone);
        List<Side> runs = [];
        var times = TimesRounding(pairs, runs, precision);
        using var more = otherwiseRounded.GetEnumerator();
        while (IsInDoubt() && more.MoveNext())
        {
            runs.AddRange(more.Current);
            times = TimesRounding(pairs, runs, precision);
        }

        var stages = from each in pairs.Zip(times, (pair, times) => (Pair: pair, Times: times))
                     where !each.Pair.MayBeIgnored
                     group each.Times by StageOf(each.Pair) into stage
                     select new Stage(
                         stage.Key.Step,
                         stage.Key.Kind,
                         Identical: stage.Count(t => t == 0),
                         EqualToRounding: stage.Count(t => t is > 0 and <= Verdict.Tolerance),
                         Differ: stage.Count(t => t > Verdict.Tolerance));
        var first = times.FindIndex(t => t > Verdict.Tolerance);
        if (first >= 0 && pairs.FindIndex(first, pair => !pair.MayBeIgnored && !pair.IsComparable) is >= 0 and var alone
            && StageOf(pairs[alone]) == StageOf(pairs[first]))
        {
            // A parameter that is missing, or of another size, may be why the others differ.
            first = alone;
        }

        // A call that only one program makes, or that can't be seen in the other, is no mistake in itself, but may be why what
        // follows differs. Inside a layer that can be seen in both, it is of no account: TorchSharp has some layers whole, such
        // as an encoder's.
        var parted = first;
        if (first >= 0 && pairs[first] is { Place.Kind: TensorKind.Data, IsLone: true })
        {
            // What is handed over in one of them is not why the others differ.
            var behind = Enumerable.Range(first + 1, pairs.Count - first - 1);
            parted = behind.FirstOrDefault(i => pairs[i].IsComparable && times[i] > Verdict.BeyondDoubt, first);
        }

        while (first > 0 && pairs[first - 1].IsLoneCall && !IsInside(pairs[first - 1].Place, pairs[parted].Place, pairs))
        {
            first--;
        }

        // Where parameters part first, it is the optimizer that does so, and not what data were rounded to.
        var diagnosis = new Diagnosis(here, there);
        var rounded = pairs.Zip(times).FirstOrDefault(pair => pair is { First.Place.Step: > 0, Second: > 0 }).First.Place;
        var dataMayMatter = diagnosis.DataAreRounded && rounded is { Step: > 0, Kind: not TensorKind.Parameter };
        var parting = first < 0 ? null : PartingAt(pairs, first, times[first], diagnosis, dataMayMatter);
        if (first < parted && pairs[first].Place != pairs[parted].Place)
        {
            parting = parting! with { Meaning = $"{parting.Meaning} What is seen in both parts first at {pairs[parted].Place}." };
        }

        return new TraceVerdict([.. stages], parting) { DataMayMatter = dataMayMatter };

        bool IsInDoubt()
        {
            var first = times.TakeWhile(double.IsFinite).FirstOrDefault(t => t > Verdict.Tolerance);

            // Also beyond doubt it takes a run that rounds otherwise.
            return first > 0 && (first <= Verdict.BeyondDoubt || !IsMeasured());
        }

        bool IsMeasured() => runs.Any(run => run.Distances.Values.Any(distance => distance.Apart > 0));
    }

    /// <summary>A run that measures rounding, with the distances of its tensors in place of its trace.</summary>
    /// <param name="run">The C# program with kernels that round otherwise.</param>
    /// <param name="one">The trace of the C# program.</param>
    internal static Side Measuring(Side run, IReadOnlyList<Traced> one) => run with
    {
        Trace = [],
        Distances = Pairs(one, run.Trace).Where(pair => pair.Here is not null)
            .ToDictionary(pair => pair.Here!, pair => new TensorDistance(LargestDistance(pair), Largest(pair.There))),
    };

    /// <summary>Says where a program that did not run to its end and another part before that.</summary>
    /// <param name="unfinished">The program that ended early.</param>
    /// <param name="other">The other, as far as it came.</param>
    /// <param name="precision">How exactly they compute: <see cref="ExampleAttribute.Precision"/>.</param>
    internal static string BeforeTheEnd(Side unfinished, Side other, double precision)
    {
        // What the other computed later is missing for that reason alone.
        var places = unfinished.Trace.Select(traced => traced.Place.InAnyCase).ToHashSet();
        var last = other.Trace.Index().LastOrDefault(traced => places.Contains(traced.Item.Place.InAnyCase)).Index;
        other = other with { Trace = [.. other.Trace.Take(last + 1)] };
        var (one, two) = unfinished.Program == "C#" ? (unfinished, other) : (other, unfinished);

        // How far rounding goes is not measured here.
        return Of(one, two, precision, []).Parting is { Place: var place, TimesRounding: > Verdict.BeyondDoubt } parting
            ? $"They part before that, {(place.Step == 0 ? "" : $"in step {place.Step} ")}at {place}. {parting.Meaning}"
            : "No tensor that both have kept parts before that.";
    }

    /// <summary>
    /// Whether a module is part of a layer that TorchSharp has whole; a model itself, which alone has an input, is none.
    /// </summary>
    private static bool IsInside(Place module, Place layer, List<Pair> pairs) =>
        layer.Kind == TensorKind.Output && module.IsPartOf(layer)
        && !pairs.Any(pair => pair.Place.Kind == TensorKind.Input && pair.Place.Module == layer.Module)
        && !pairs.Any(pair => pair.Here is not null && pair.Place.Kind == TensorKind.Output && pair.Place.IsPartOf(layer));

    private static (int Step, TensorKind Kind) StageOf(Pair pair) => (pair.Place.Step, pair.Place.Kind);

    private static Parting PartingAt(List<Pair> pairs, int index, double times, Diagnosis diagnosis, bool dataMayMatter)
    {
        var (place, here, there) = pairs[index];
        var meaning = diagnosis.Of(place, here, there, times, dataMayMatter);
        if (!pairs[index].IsComparable)
        {
            return new Parting(place, meaning, 0, (here ?? there)!.Values.Length, null, double.NaN, double.NaN, double.PositiveInfinity);
        }

        var differences = here!.Values.Zip(there!.Values, Distance).ToList();
        var largest = differences.IndexOf(differences.Max());
        return new Parting(
            place,
            meaning,
            differences.Count(d => d > 0),
            differences.Count,
            here.IndexOf(largest),
            here.Values[largest],
            there.Values[largest],
            times);
    }

    /// <summary>How many times as far as rounding goes each pair parts; the envelope of a tensor grows from step to step.</summary>
    private static List<double> TimesRounding(List<Pair> pairs, List<Side> runs, double precision)
    {
        var scales = pairs.Select(pair => pair.Here).OfType<Traced>().GroupBy(ScaleOf)
            .ToDictionary(group => group.Key, group => group.Max(Largest));
        var envelopes = new Dictionary<(TensorKind, string), double>();
        var noise = new Dictionary<Place, (Pair Gradient, double Least)>();
        List<double> times = [];
        foreach (var pair in pairs)
        {
            if (pair.MayBeIgnored || pair.Here is not { } here)
            {
                times.Add(pair.MayBeIgnored ? 0 : double.PositiveInfinity);
                continue;
            }

            // What is all 0 here is measured by what it is elsewhere.
            var scale = scales[ScaleOf(here)] is > 0 and var own ? own
                : runs.Select(run => run.Distances[here].Largest).Append(Largest(pair.There)).Max();
            double[] apart = [.. runs.Select(run => Relative(run.Distances[here].Apart, scale) / run.Units)];
            if (here.Place.Kind == TensorKind.Initial)
            {
                // Weights that part further than by rounding in runs of one program are those that nothing initializes.
                apart = [.. apart.Where(distance => distance < LeastOfMemory)];
            }

            var key = (here.Place.Kind, here.Place.Module);
            var envelope = envelopes[key] = apart.Where(double.IsFinite).Append(envelopes.GetValueOrDefault(key, precision)).Max();
            var distance = Relative(LargestDistance(pair), scale);

            // Where the runs themselves have other tensors, nothing can be said of that place.
            times.Add(double.IsInfinity(distance) ? distance
                : apart.Any(double.IsInfinity) ? Math.Min(1, distance / envelope)
                : distance / envelope);
            if (here.Place.Kind == TensorKind.Gradient)
            {
                noise[here.Place] = (pair, Verdict.Tolerance * envelope * scale);
            }
            else if (times[^1] > Verdict.Tolerance && noise.TryGetValue(here.Place with { Kind = TensorKind.Gradient }, out var gradient))
            {
                times[^1] = Math.Min(times[^1], Math.Max(1, Relative(LargestDistance(pair, IsNoise(gradient)), scale) / envelope));
            }
        }

        return times;

        // A gradient may be all that is left of numbers that cancel: it is measured by the largest of all in its step.
        static Place ScaleOf(Traced traced) => traced.Place with
        {
            Name = traced.Place.Kind is TensorKind.Gradient or TensorKind.Parameter or TensorKind.Initial ? "" : traced.Place.Module,
        };

        // Where a gradient is nothing but rounding, as of a bias before a softmax or a batch norm, an optimizer such as Adam
        // makes a whole step of it.
        static Func<int, bool> IsNoise((Pair Pair, double Least) gradient) =>
            gradient.Pair is { Here.Values: var one, There.Values: var other } && one.Length == other.Length
                ? i => !one[i].Equals(other[i]) && Math.Max(Math.Abs(one[i]), Math.Abs(other[i])) < gradient.Least
                : _ => false;
    }

    private static double Largest(Traced? traced) =>
        (traced?.Values ?? []).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();

    private static double Relative(double distance, double scale) => distance == 0 ? 0 : distance / scale;

    /// <summary>The largest difference of two elements; infinite where tensors can't be compared, or only one is NaN.</summary>
    private static double LargestDistance(Pair pair, Func<int, bool>? except = null)
    {
        if (!pair.IsComparable)
        {
            return double.PositiveInfinity;
        }

        var (here, there, largest) = (pair.Here!, pair.There!, 0.0);
        for (var i = 0; i < here.Values.Length; i++)
        {
            if (except?.Invoke(i) != true)
            {
                largest = Math.Max(largest, Distance(here.Values[i], there.Values[i]));
            }
        }

        return largest;
    }

    /// <summary>How far two values are apart; infinite where only one of them is NaN.</summary>
    private static double Distance(double here, double there) =>
        here.Equals(there) ? 0 : double.IsNaN(here - there) ? double.PositiveInfinity : Math.Abs(here - there);

    /// <summary>
    /// Tensors of the same place, in whichever case its name is written, beside each other, in the order of the C# program;
    /// one that only one program has stands alone, where that program computed it.
    /// </summary>
    private static List<Pair> Pairs(IReadOnlyList<Traced> one, IReadOnlyList<Traced> other)
    {
        var places = other.Index().GroupBy(t => t.Item.Place.InAnyCase, t => t.Index)
            .ToDictionary(group => group.Key, group => new Queue<int>(group));
        var partners = one.Select(Partner).ToArray();
        var alone = Enumerable.Range(0, other.Count).Except(partners).ToHashSet();
        List<Pair> pairs = [];
        AddAlone(0);
        foreach (var (here, partner) in one.Zip(partners))
        {
            pairs.Add(new Pair(here.Place, here, partner < 0 ? null : other[partner]));
            if (partner >= 0)
            {
                AddAlone(partner + 1);
            }
        }

        return pairs;

        int Partner(Traced here) =>
            places.TryGetValue(here.Place.InAnyCase, out var indices) && indices.TryDequeue(out var index) ? index : -1;

        void AddAlone(int from)
        {
            for (var i = from; alone.Contains(i); i++)
            {
                pairs.Add(new Pair(other[i].Place, null, other[i]));
            }
        }
    }

    private readonly record struct Pair(Place Place, Traced? Here, Traced? There)
    {
        public bool IsLoneCall => Place.Kind is TensorKind.Input or TensorKind.Output && IsLone;

        /// <summary>
        /// Whether its absence in one program is no mistake: what is a buffer there may be any tensor here, and PyTorch has no gradient
        /// where TorchSharp has zeros, once the optimizer's zero_grad was called.
        /// </summary>
        public bool MayBeIgnored => IsLoneCall || (IsLone && Place.Kind switch
        {
            TensorKind.Buffer => true,
            TensorKind.Gradient => Array.TrueForAll((Here ?? There)!.Values, value => value == 0),
            _ => false,
        });

        public bool IsLone => Here is null || There is null;

        public bool IsComparable => Here is not null && There is not null && Here.IsComparableTo(There);
    }
}
