using System.Text.RegularExpressions;

using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>Says what it means that one of two programs lacks a tensor, and where to look.</summary>
/// <param name="one">The trace of the C# program.</param>
/// <param name="other">That of the other.</param>
internal sealed class MissingDiagnosis(IReadOnlyList<Traced> one, IReadOnlyList<Traced> other)
{
    private IReadOnlyList<Traced>[] Both => [one, other];

    /// <param name="place">Of the tensor.</param>
    /// <param name="inCSharp">Whether it is the C# program that lacks it.</param>
    public string Of(Place place, bool inCSharp)
    {
        var (where, trace) = inCSharp ? ("C#", one) : ("The other program", other);
        var calls = Both.Select(program => program.Count(traced => traced.Place.InAnyCase == place.InAnyCase)).ToArray();
        switch (place.Kind)
        {
            case TensorKind.Data or TensorKind.Initial when place.Step == 0 && OtherKind(place, trace) is { } kind:
                var (which, what) = kind == TensorKind.Buffer
                    ? ("a buffer", "look at nn.Parameter and register_buffer")
                    : ("data", "what is optimized requires a gradient, and is not computed of other tensors");
                return $"{place.Name} is {which} in one program and a parameter in the other: {what}.";
            case TensorKind.Data:
                return $"{where} does not watch {place.Name}{(place.Step > 0 ? " in this step: does it do so within the loop?" : ".")}";
            case TensorKind.Initial:
                var part = place.Name.Split('.')[0];
                var hasPart = trace.Of(0, TensorKind.Initial).Any(traced =>
                    part == place.Name || traced.Place.Name.StartsWith($"{part}.", StringComparison.OrdinalIgnoreCase));
                return Renumbered(place, trace) is { } instead
                    ? $"{where} has {instead} in its place: look at the order of the layers."
                    : CallsLayerOf(place, trace)
                    ? $"{where} calls the layer of {place.Name}, which is no parameter of its own there: "
                        + "is it another layer's too, as of a tied head, or no parameter?"
                    : hasPart
                    ? $"{where} has no {place.Name}: look at the layers of its model, their names and "
                        + $"{(place.Name.EndsWith("bias") ? "whether they have a bias" : "their order")}."
                    : $"{where} has nothing of {part}: look at the layers of its model and their names or, if that is a model, "
                        + "whether it is handed over there, and whether the program comes so far.";
            case TensorKind.Input or TensorKind.Output when !calls.Contains(0):
                return $"C# calls {place.Name} {calls[0]}× in this step, and the other program {calls[1]}×: "
                    + "look at where it is called, at the loops around that, at no_grad(), and at the arguments of an optimizer "
                    + "that calls a closure.";
            case TensorKind.Output when Both.All(program => program.HasParametersOf(place)):
                return $"{where} has {place.Name}, and does not call it here, or does so in a way that can't be seen, "
                    + $"{(inCSharp ? "as where it is no Module<…>, or gets" : "as with")} a packed sequence: "
                    + "look at what goes into it, and at its arguments.";
            case TensorKind.Input or TensorKind.Output when place.Name != place.Module:
                return $"{where} has no tensor there: look at the arguments of {place.Module}, and at what it returns.";
            case TensorKind.Input:
                return $"{where} does not call {place.Name} here, or does so within no_grad(): "
                    + "look at how many steps it makes, and which models it calls in each.";
            case TensorKind.Output:
                return $"{where} has no {place.Name}, or does not call it here{(inCSharp ? ", or it is no Module<…> there" : "")}: "
                    + "look at the layers of its model.";
            case TensorKind.Gradient:
                return trace.IsCleared(place.Step) ? BackwardDiagnosis.Cleared(where)
                    : $"{where} has no gradient of {place.Name}: it does not require one there (requires_grad), "
                        + "or between it and the loss something is detached or computed without gradients.";
            case TensorKind.Parameter when !Both.Any(program => program.IsTrained(place)):
                return BackwardDiagnosis.Copied(place);
            case TensorKind.Loss:
                return $"{where} does not come so far, or takes no step here: no model of it is called with gradients, and none changes. "
                    + "Look at what is detached on the way to the loss, and whether the optimizer's step() is called.";
            default:
                return $"{where} does not come so far.";
        }
    }

    /// <summary>What a program that lacks a parameter has in its place, alike but for the numbers in its name; null if nothing.</summary>
    private string? Renumbered(Place place, IReadOnlyList<Traced> trace)
    {
        // Two names may be one in any case.
        var lacking = (trace == one ? other : one).Of(0, TensorKind.Initial).ToLookup(traced => traced.Place.InAnyCase);
        return (from traced in trace.Of(0, TensorKind.Initial)
                where !lacking.Contains(traced.Place.InAnyCase)
                    && lacking[place.InAnyCase].Any(missing => missing.Shape.SequenceEqual(traced.Shape))
                    && Regex.Replace(traced.Place.Name, "[0-9]+", "") == Regex.Replace(place.Name, "[0-9]+", "")
                select traced.Place.Name).FirstOrDefault();
    }

    /// <summary>What else a parameter is in the program that lacks it, or what is data in the other; null if nothing.</summary>
    private static TensorKind? OtherKind(Place place, IReadOnlyList<Traced> trace)
    {
        TensorKind[] others = place.Kind == TensorKind.Initial ? [TensorKind.Buffer, TensorKind.Data] : [TensorKind.Initial];
        return (from traced in trace
                where traced.Place.Step == 0 && traced.Place.InAnyCase.Name == place.InAnyCase.Name && others.Contains(traced.Place.Kind)
                select (TensorKind?)traced.Place.Kind).FirstOrDefault();
    }

    /// <summary>Whether a program calls the layer of a parameter, though it has no parameters.</summary>
    private bool CallsLayerOf(Place parameter, IReadOnlyList<Traced> trace)
    {
        var layer = parameter with { Name = parameter.Name[..Math.Max(0, parameter.Name.LastIndexOf('.'))] };
        return !trace.HasParametersOf(layer) && Both.All(program => program.Any(traced =>
            traced.Place.Kind == TensorKind.Output && traced.Place.InAnyCase.Module == layer.InAnyCase.Name));
    }
}
