using Examples.Shared.Tracing;

using static Examples.Shared.Comparison.Proportion;

namespace Examples.Shared.Comparison;

/// <summary>Says what it means that two programs part on the way back from the loss, or in the step, and where to look.</summary>
/// <param name="one">The trace of the C# program.</param>
/// <param name="other">That of the other.</param>
internal sealed class BackwardDiagnosis(IReadOnlyList<Traced> one, IReadOnlyList<Traced> other)
{
    private IReadOnlyList<Traced>[] Both => [one, other];

    /// <param name="place">Of both tensors.</param>
    /// <param name="here">In the C# program.</param>
    /// <param name="there">In the other, of the same shape.</param>
    public string Of(Place place, Traced here, Traced there) =>
        place.Kind == TensorKind.Gradient ? Gradient(place, here, there) : Parameter(place, here, there);

    private string Gradient(Place place, Traced here, Traced there)
    {
        if (one.IsCleared(place.Step) != other.IsCleared(place.Step))
        {
            return Cleared(one.IsCleared(place.Step) ? "C#" : "The other program");
        }

        var hereAdds = Equal(here.Values, Plus(there.Values, other.EarlierGradient(place)));
        if (hereAdds || Equal(there.Values, Plus(here.Values, one.EarlierGradient(place))))
        {
            return $"The gradient of {place.Name} is the sum of all steps in {(hereAdds ? "C#" : "the other program")}: "
                + "zero_grad is missing there.";
        }

        double[] allHere = one.Beside(place).Numbers(), allThere = other.Beside(place).Numbers();
        var hereMixes = IsMixed(allHere, allThere, other.EarlierGradients(place));
        if (hereMixes || IsMixed(allThere, allHere, one.EarlierGradients(place)))
        {
            return $"The gradients have a share of those of the step before in {(hereMixes ? "C#" : "the other program")}: "
                + "zero_grad is missing there, before the gradients are clipped.";
        }

        var isZero = one.ParameterBefore(place) is [_, ..] before && Largest(before) == 0;
        return Multiple(allHere, allThere) is { } ratio
            ? $"All gradients are {Times(ratio)} as large in the other program, with equal loss and outputs: "
                + "look at what multiplies the loss before backward, and at clipping."
            : $"First the gradient of {place.Name}, with equal loss and outputs: "
                + $"look at {(isZero ? "where it is used, as it is 0 so far, at " : "")}what is detached, or computed without gradients, "
                + $"at {(one.IsFirst(place) && !IsAccumulated(place.Step) ? "" : "zero_grad, ")}clipping, "
                + "a layer that stands in the model twice, "
                + "a backward of your own, a term of the loss that is 0 so far, or alike with either sign, "
                + "and of which tensor backward is called."
                + (one.IsFirst(place) || !here.Values.Zip(there.Values).Any(pair => pair.First.Equals(pair.Second)) ? ""
                    : " It may also be a kink, as of a ReLU, that rounding crossed in one program only.");
    }

    private string Parameter(Place place, Traced here, Traced there)
    {
        if (!Both.Any(trace => trace.IsTrained(place)))
        {
            return Copied(place);
        }

        if (Both.All(trace => trace.IsCleared(place.Step)))
        {
            return $"{place.Name} differs, and the gradients were cleared before the loss was recorded: "
                + "call zero_grad at the beginning of a step, so that they can be compared.";
        }

        var before = one.ParameterBefore(place);
        var (staysHere, staysThere) = (here.Values.SequenceEqual(before), there.Values.SequenceEqual(before));
        if (staysHere != staysThere)
        {
            return $"{place.Name} stays as it is in {(staysHere ? "C#" : "the other program")}: "
                + "was it given to the optimizer, is step() called, and is the learning rate 0 there, as a schedule may begin?";
        }

        // What is said of all parameters needs all of them: a single number is in proportion to any other.
        var all = StepsOf(place).Where(p => Largest(p.Here) > 0 || Largest(p.There) > 0).ToArray();
        double[] parameters = [.. all.SelectMany(p => p.Before)];
        double[] stepsHere = [.. all.SelectMany(p => p.Here)];
        double[] stepsThere = [.. all.SelectMany(p => p.There)];
        if (one.Of(0, TensorKind.Initial).Any(initial => initial.Place.Name == place.Name && !initial.Values.SequenceEqual(before)))
        {
            return Multiple(stepsHere, stepsThere) is { } later
                ? $"Step {place.Step} of all parameters is {Times(later)} as long in the other program, and those before are equal, "
                    + "as the gradients are: look at the scheduler, when it steps and from which count, "
                    + "at what else changes the learning rate, such as its decay, and at the momentum."
                : $"{place.Name} differs after step {place.Step}, but not after those before, with equal gradients: "
                    + "look at which optimizer it is, at its weight decay and its eps, at what it carries from step to step, "
                    + "such as the momentum or the betas, at a learning rate that changes, as by a scheduler, "
                    + "and whether gradients are clipped before its step.";
        }

        if (Multiple(stepsHere, stepsThere) is { } ratio)
        {
            return $"The step of all parameters is {Times(ratio)} as long in the other program, with equal gradients: "
                + "look at the learning rate, at a scheduler, at the optimizer's other arguments, such as nesterov, eps or centered, "
                + "and at their order.";
        }

        if (Ratio(parameters, Minus(stepsThere, stepsHere), 0.05) is not null)
        {
            return "The steps of the parameters part in proportion to the parameters themselves, with equal gradients: "
                + "look at the weight decay.";
        }

        var unlike = all.Count(p => IsBeyondRounding(p.Before, p.Here, p.There));
        return unlike < all.Length
            ? $"{unlike} of {all.Length} parameters take another step, with equal gradients: "
                + "look at the weight decay, which leaves alone what is 0, at the parameter groups of the optimizer, "
                + "at its eps, which small gradients feel most, at what changes parameters after its step, "
                + "whether gradients are clipped before it, and which optimizer it is."
            : $"{place.Name} differs after the first step, with equal gradients: look at which optimizer it is, "
                + "at all its arguments, at what changes parameters after its step and, with mini-batches, at a scheduler that "
                + "steps after each of them.";
    }

    internal static string Copied(Place place) =>
        $"{place.Name} differs after step {place.Step}, and has no gradient: look at how it is copied, averaged or changed without one.";

    internal static string Cleared(string where) =>
        $"{where} has no gradients in this step, or only zeros: "
            + "is zero_grad called there before the loss is recorded, or the loss detached?";

    /// <summary>Whether models are called several times in a step, as where the gradients of several batches add up.</summary>
    private bool IsAccumulated(int step) =>
        one.Of(step, TensorKind.Input).CountBy(input => input.Place).Any(calls => calls.Value > 1);

    /// <summary>What the optimizer did in this step to each parameter that has a gradient.</summary>
    private IReadOnlyList<(double[] Before, double[] Here, double[] There)> StepsOf(Place place) =>
    [
        .. from here in one.Beside(place)
           where one.Any(traced => traced.Place == here.Place with { Kind = TensorKind.Gradient })
           join there in other on here.Place.InAnyCase equals there.Place.InAnyCase
           where here.IsComparableTo(there)
           let before = one.ParameterBefore(here.Place)
           select (before, Minus(here.Values, before), Minus(there.Values, before)),
    ];

    /// <summary>Whether two steps of a parameter part by more than it can be rounded to.</summary>
    private static bool IsBeyondRounding(double[] before, double[] here, double[] there)
    {
        var rounding = Verdict.Tolerance * Diagnosis.Float32 * before.Concat(here).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return here.Zip(there).Any(step => Math.Abs(step.First - step.Second) > rounding);
    }
}
