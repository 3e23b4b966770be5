using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>What a trace has before, beside and after a place.</summary>
public static class TraceQueries
{
    /// <summary>What was kept before a tensor.</summary>
    public static IEnumerable<Traced> Preceding(this IReadOnlyList<Traced> trace, Traced traced) =>
        trace.TakeWhile(other => other != traced);

    /// <summary>Whether a tensor was kept after something had been trained.</summary>
    public static bool IsAfterLoss(this IReadOnlyList<Traced> trace, Place place) =>
        trace.TakeWhile(traced => traced.Place != place).Any(traced => traced.Place.Kind == TensorKind.Loss);

    /// <summary>The tensors of a kind in a step.</summary>
    public static IEnumerable<Traced> Of(this IReadOnlyList<Traced> trace, int step, TensorKind kind) =>
        trace.Where(traced => traced.Place.Step == step && traced.Place.Kind == kind);

    /// <summary>Whether a place is of the first step in which there is such a tensor.</summary>
    public static bool IsFirst(this IReadOnlyList<Traced> trace, Place place) =>
        !trace.Any(traced => traced.Place.Kind == place.Kind && traced.Place.Name == place.Name && traced.Place.Step < place.Step);

    /// <summary>Whether a step has no gradients but zeros.</summary>
    public static bool IsCleared(this IReadOnlyList<Traced> trace, int step) =>
        trace.Of(step, TensorKind.Gradient).All(traced => Array.TrueForAll(traced.Values, value => value == 0));

    /// <summary>Whether a module, or one in it, has parameters.</summary>
    public static bool HasParametersOf(this IReadOnlyList<Traced> trace, Place module) =>
        trace.Any(traced => traced.Place.Kind == TensorKind.Initial && traced.Place.IsPartOf(module));

    /// <summary>Those of the same kind, step and model, which are kept one behind the other; another model may train later.</summary>
    public static IEnumerable<Traced> Beside(this IReadOnlyList<Traced> trace, Place place)
    {
        var at = trace.TakeWhile(traced => traced.Place.InAnyCase != place.InAnyCase).Count();
        return trace.Take(at).Reverse().TakeWhile(IsBeside).Concat(trace.Skip(at).TakeWhile(IsBeside));

        bool IsBeside(Traced traced) => traced.Place.Kind == place.Kind && traced.Place.Step == place.Step;
    }

    /// <summary>All elements of tensors, in the order of their names.</summary>
    public static double[] Numbers(this IEnumerable<Traced> tensors) =>
        [.. tensors.OrderBy(traced => traced.Place.InAnyCase.Name, StringComparer.Ordinal).SelectMany(traced => traced.Values)];

    /// <summary>A gradient in the step before, in a program without zero_grad the sum of all before; nothing before the first.</summary>
    public static double[] EarlierGradient(this IReadOnlyList<Traced> trace, Place gradient) =>
        trace.LastOrDefault(traced => traced.Place.InAnyCase == (gradient with { Step = gradient.Step - 1 }).InAnyCase)?.Values ?? [];

    /// <summary>All gradients of a model in the step before that of one of them, as in <see cref="EarlierGradient"/>.</summary>
    public static double[] EarlierGradients(this IReadOnlyList<Traced> trace, Place gradient) =>
        trace.Beside(gradient with { Step = gradient.Step - 1 }).Numbers();

    /// <summary>A parameter before a step; nothing where it was not kept.</summary>
    public static double[] ParameterBefore(this IReadOnlyList<Traced> trace, Place place) =>
        trace.LastOrDefault(traced => traced.Place is { Kind: TensorKind.Initial or TensorKind.Parameter } earlier
            && earlier.Name == place.Name && earlier.Step < place.Step)?.Values ?? [];

    /// <summary>
    /// Whether a parameter has a gradient, or its model ran in the step: gradients may have been cleared.
    /// </summary>
    public static bool IsTrained(this IReadOnlyList<Traced> trace, Place place) =>
        trace.Of(place.Step, TensorKind.Gradient).Any(gradient => gradient.Place.InAnyCase.Name == place.InAnyCase.Name)
        || trace.Of(place.Step, TensorKind.Output).Any(output => place.IsPartOf(output.Place)
            || (output.Place.Module == "the model" && (!place.Name.Contains('.') || trace.IsCleared(place.Step))));
}
