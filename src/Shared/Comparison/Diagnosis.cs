using Examples.Shared.Tracing;

using static Examples.Shared.Comparison.Proportion;

namespace Examples.Shared.Comparison;

/// <summary>Says what it means that two programs part at a tensor, and where to look.</summary>
/// <param name="one">The trace of the C# program.</param>
/// <param name="other">That of the other, PyTorch's in most cases.</param>
internal sealed class Diagnosis(IReadOnlyList<Traced> one, IReadOnlyList<Traced> other)
{
    /// <summary>The distance from 1 to the next float32.</summary>
    internal const double Float32 = 1.2e-7;

    private readonly MissingDiagnosis _missing = new(one, other);
    private readonly ForwardDiagnosis _forward = new(one, other);
    private readonly BackwardDiagnosis _backward = new(one, other);

    /// <summary>Whether what both handed over before training is not the same bits in both.</summary>
    public bool DataAreRounded => (
        from here in one.Of(0, TensorKind.Data)
        where !one.IsAfterLoss(here.Place)
        join there in other.Of(0, TensorKind.Data) on here.Place.InAnyCase equals there.Place.InAnyCase
        select here.Values.SequenceEqual(there.Values)).Contains(false);

    /// <summary>What it means that the first tensors to part are these.</summary>
    /// <param name="place">Of both.</param>
    /// <param name="here">In the C# program; null if it has none.</param>
    /// <param name="there">In the other; null if it has none.</param>
    /// <param name="times">How many times as far as rounding alone they part.</param>
    /// <param name="dataMayMatter">Whether rounded data may have grown to that.</param>
    public string Of(Place place, Traced? here, Traced? there, double times, bool dataMayMatter)
    {
        var meaning = Meaning(place, here, there);
        if (place.Step == 0 || here is null || there is null || times > Verdict.BeyondDoubt)
        {
            return meaning;
        }

        var data = dataMayMatter && place.Kind != TensorKind.Parameter
            ? " But the data are only equal to rounding: that may have grown to this."
            : "";
        return Drifting(here) is { } parameter
            ? $"It may have grown from {parameter.Name}, which parts by less since step {parameter.Step}: "
                + $"look at the optimizer, its arguments and a scheduler. Else: {char.ToLowerInvariant(meaning[0])}{meaning[1..]}{data}"
            : meaning + data;
    }

    /// <summary>The first parameter that an optimizer left apart by more than a few roundings, before something else parts.</summary>
    private Place? Drifting(Traced here) => (
        from mine in one.Preceding(here)
        where mine.Place.Kind == TensorKind.Parameter && mine.Place.Step < here.Place.Step
        from its in other.Where(traced => traced.Place.InAnyCase == mine.Place.InAnyCase).Take(1)
        where mine.IsComparableTo(its) && Largest(Minus(mine.Values, its.Values)) > 10 * Float32 * Largest(mine.Values)
        select (Place?)mine.Place).FirstOrDefault();

    private string Meaning(Place place, Traced? here, Traced? there)
    {
        if (here is null || there is null)
        {
            return _missing.Of(place, here is null);
        }

        if (here.Type != there.Type && place.Kind != TensorKind.Buffer)
        {
            return $"It is {here.Type.Text()} in C# and {there.Type.Text()} in the other program: give the dtype.";
        }

        if (!here.Shape.SequenceEqual(there.Shape))
        {
            return OtherShape(place, here, there);
        }

        if (IsTransposed(here, there))
        {
            return $"{char.ToUpperInvariant(place.ToString()[0])}{place.ToString()[1..]} is transposed.";
        }

        return place.Kind is TensorKind.Gradient or TensorKind.Parameter
            ? _backward.Of(place, here, there)
            : _forward.Of(place, here, there);
    }

    private static string OtherShape(Place place, Traced here, Traced there)
    {
        var isPacked = place.Kind is TensorKind.Input or TensorKind.ModuleInput or TensorKind.Output
            && here.Shape.Count + there.Shape.Count == 2 + 3 && here.Shape[^1] == there.Shape[^1];
        var look = here.Shape.SequenceEqual(there.Shape.Reverse()) ? "one of them is transposed"
            : isPacked && here.Values.Length != there.Values.Length
                ? "look at its sizes and, where the layer is recurrent, at pack_padded_sequence"
            : here.Values.Length == there.Values.Length ? "look at squeeze, unsqueeze, keepdim and the like; such a tensor may be broadcast"
            : place.Kind == TensorKind.Output ? "look at its sizes, and at what goes into it"
            : place.Kind is TensorKind.Input or TensorKind.ModuleInput ? "look at its sizes, and at which rows are chosen for it"
            : "look at its sizes";
        return $"Its shape is {here.Shape.Text()} in C# and {there.Shape.Text()} in the other program: {look}.";
    }

    private static bool IsTransposed(Traced here, Traced there) =>
        here.Shape is [var rows, var columns] && rows == columns && rows > 1
        && Enumerable.Range(0, here.Values.Length).All(i => here.Values[i].Equals(there.Values[i % (int)rows * (int)rows + i / (int)rows]));
}
