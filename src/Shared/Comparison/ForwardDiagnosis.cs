using Examples.Shared.Tracing;

using static Examples.Shared.Comparison.Proportion;

namespace Examples.Shared.Comparison;

/// <summary>Says what it means that two programs part on the way to the loss, and where to look.</summary>
/// <param name="one">The trace of the C# program.</param>
/// <param name="other">That of the other.</param>
internal sealed class ForwardDiagnosis(IReadOnlyList<Traced> one, IReadOnlyList<Traced> other)
{
    private IReadOnlyList<Traced>[] Both => [one, other];

    /// <param name="place">Of both tensors.</param>
    /// <param name="here">In the C# program.</param>
    /// <param name="there">In the other, of the same shape.</param>
    public string Of(Place place, Traced here, Traced there) => place.Kind switch
    {
        TensorKind.Data => Data(place, here, there),
        TensorKind.Initial => Initial(here, there),
        TensorKind.Input => Input(place, here, there),
        TensorKind.ModuleInput => ModuleInput(place, here),
        TensorKind.Output => Output(place, here, there),
        TensorKind.Loss => Loss(place, here, there),
        _ => Buffer(place),
    };

    private string Data(Place place, Traced here, Traced there) =>
        Multiple(here.Values, there.Values) is { } ratio
            ? $"{place.Name} is {Times(ratio)} as large in the other program: look at how it is scaled"
                + (Math.Abs(ratio - 1) < 0.1 ? ", as by a standard deviation, which divides by n or by n - 1." : ".")
        : place.Step > 0
            ? $"{place.Name} differs{ButNotBefore(place)}: "
                + "look at what is drawn and optimized in each step, and at what it is computed of, such as a target network or a mask."
        : one.IsAfterLoss(here.Place)
            ? $"{place.Name} differs, which is handed over after losses were recorded: "
                + "look at what is computed of the trained model, at eval() and no_grad(), and at what is drawn."
        : "The data differ: look at how they are drawn, in which order, with which dtype and from which seed, "
            + "and at what is computed of them.";

    private string Initial(Traced here, Traced there)
    {
        var differing = here.Values.Zip(there.Values).Count(pair => pair.First != pair.Second);
        var (zeroHere, zeroThere) = (Largest(here.Values) == 0, Largest(there.Values) == 0);
        const string InMemory = "; those of nn.GroupNorm are not in TorchSharp 0.107.0, but are whatever is in memory";
        var isOfMemory = here.Values.Any(value => !(Math.Abs(value) < 1e6));
        return zeroHere || zeroThere
                ? $"The initial weights are all 0 in {(zeroHere ? "C#" : "the other program")}: "
                    + $"look at how they are initialized{(isOfMemory ? InMemory : "")}."
            : there.Values.Length > 1 && there.Values.Distinct().Count() == 1 && here.Values.Distinct().Count() > 1
                ? FormattableString.Invariant($"The initial weights are all {there.Values[0]} in the other program: ")
                    + $"look at how they are initialized{InMemory}."
            : CopyIn(one, here) is var copyHere && CopyIn(other, there) is var copyThere && copyHere is null != copyThere is null
                ? $"{here.Place.Name} is the same as {copyHere ?? copyThere} in {(copyHere is null ? "the other program" : "C#")} only: "
                    + "look at how one model gets the weights of another, as by load_state_dict."
            : differing <= here.Values.Length / 4
                ? $"Only {differing} of {here.Values.Length} initial weights differ, so that they were drawn alike: "
                    + "look at what sets some of them, such as padding_idx."
            : Multiple(here.Values, there.Values) is { } ratio
                ? $"The initial weights are {Times(ratio)} as large in the other program: look at how they are initialized."
            : one.IsAfterLoss(here.Place)
                ? "The initial weights differ, after something else was trained: "
                    + "look at whether that parts once its steps are kept no more, ends in another epoch or draws more random numbers, "
                    + "at whether the model is a new one in both, and at how it is initialized."
            : "The initial weights differ: look at the order in which layers are made, at what draws random numbers before them, "
                + "and at how they are initialized, and in which order: modules() goes another way in C#, apply() does not.";
    }

    private string Input(Place place, Traced here, Traced there)
    {
        if (!Equal(here.Values, there.Values) && Both.SelectMany(CallsOf).All(call => Both.All(trace => IsAmongCalls(call, trace))))
        {
            return $"Both programs call {place.Name} with the same, but in another order: look at the order of its calls in this step.";
        }

        var (zeroHere, zeroThere) = (Largest(here.Values) == 0, Largest(there.Values) == 0);
        if (zeroHere != zeroThere)
        {
            return $"What goes into {place.Name} is all 0 in {(zeroHere ? "C#" : "the other program")} only: "
                + "look at how it is made, and at a state that is carried from step to step.";
        }

        var call = one.Preceding(here).Count(traced => traced.Place.InAnyCase == place.InAnyCase);
        if (IsEarlier(than: one, other) || IsEarlier(than: other, one))
        {
            return $"What goes into a call of {place.Name} in {(IsEarlier(than: one, other) ? "C#" : "the other program")} "
                + $"goes into the one before in {(IsEarlier(than: one, other) ? "the other program" : "C#")}, from call {call + 1} on: "
                + "look at an index that is off by one.";
        }

        if (IsAnotherArgument(here, other) && IsAnotherArgument(there, one))
        {
            return $"Both programs call {place.Module} with the same, but in another order: look at the order of its arguments.";
        }

        if (one.Preceding(here).Count(traced => traced.Place == place) is > 0 and var calls)
        {
            return $"What goes into {place.Name} differs in its call {calls + 1} of this step, and not in those before: "
                + "look at how batches are made, at the order of the calls, and at what is drawn and computed between them.";
        }

        if (place.Module != "the model" && !one.HasParametersOf(place) && OutputBefore(here) is { } output)
        {
            return $"What goes into {place.Name} differs, with equal outputs before it{ButNotBefore(place)}: "
                + $"look at what is computed between {output} and {place.Module}, and at the targets.";
        }

        return !one.IsFirst(place)
                ? $"What goes into {place.Name} differs, but did not before: look at how batches are made, "
                    + "and what is drawn in each step, also by dropout in a validation without eval()."
            : one.IsAfterLoss(here.Place) && place.Step == 1
                ? $"What goes into {place.Name} differs, after something else was trained: "
                    + "look at what is computed of the trained model, at its eval() and no_grad(), "
                    + "at whether that training parts once its steps are kept no more, and at how batches are made."
            : one.Any(traced => traced.Place.Kind == TensorKind.Data)
                ? $"What goes into {place.Name} differs, with equal data: "
                    + "look at how batches, targets and noise are made of them or drawn, in which order, "
                    + "what else is drawn before, such as the weights of another network, and how they are scaled."
            : $"What goes into {place.Name} differs: look at how the data are drawn, in which order, and how they are scaled.";

        IEnumerable<Traced> CallsOf(IReadOnlyList<Traced> trace) => trace.Where(traced => traced.Place.InAnyCase == place.InAnyCase);

        // Also where calls are nearly alike, it takes two that are not the same.
        bool IsEarlier(IReadOnlyList<Traced> than, IReadOnlyList<Traced> trace) =>
            call > 0 && !Equal(here.Values, there.Values) && CallsOf(than).Skip(call).Count() > 1
            && CallsOf(than).Skip(call).Zip(CallsOf(trace).Skip(call - 1)).All(pair => Equal(pair.First.Values, pair.Second.Values));
    }

    private string ModuleInput(Place place, Traced here)
    {
        var seen = one.Preceding(here).LastOrDefault(traced => traced.Place.Kind is TensorKind.Input or TensorKind.Output);
        var before = seen is null ? "the data" : $"{seen.Place}";
        return one.Preceding(here).Count(traced => traced.Place == place) is > 0 and var calls
            ? CallsBefore(place, here) == 0
                ? $"What goes into {place.Name} differs in its call {calls + 1} of this step, and not in those before: "
                    + $"look at what is computed between {before} and {place.Module}, as in the loop that calls it."
                : $"What goes into {place.Name} differs, but not in the first calls of this step: look at what comes between them, "
                    + "such as the loss, its terms and weights, backward, zero_grad and the optimizer, "
                    + $"and at what is computed between {before} and {place.Module}."
            : $"What goes into {place.Name} differs, with equal outputs before it{ButNotBefore(place)}: "
                + $"look at what is computed between {before} and {place.Module}, and at what is drawn there.";
    }

    private string Output(Place place, Traced here, Traced there)
    {
        var equals = $"equal {(HasInput(place) ? "input" : "outputs before it")}";
        if (HasOtherZeros(here.Values, there.Values))
        {
            return IsRectified(here.Values, there.Values)
                ? $"The output of {place.Name} is 0 in one program where it is negative in the other, with {equals}: a ReLU is missing."
                : here.Values.Contains(0) && there.Values.Contains(0)
                ? $"The output of {place.Name} has its zeros elsewhere, with {equals}: is it dropout, and its rate another, or its "
                    + "random numbers? Look at what is drawn before it and, if what goes into it is not contiguous, as after a transpose, "
                    + "at contiguous() before it, in both programs."
                : $"The output of {place.Name} has zeros in one program only, with {equals}: "
                    + "is it dropout, and one of them in train() and the other in eval(), or is its rate another, or its random numbers?";
        }

        if (here.Values is [var only] && OutputBefore(here) is not null
            && one.Of(place.Step, TensorKind.Loss).Any(loss => loss.Values[0].Equals(only)))
        {
            return Loss(place, here, there);
        }

        if (ParameterBehind(place, here, there) is { } parameter)
        {
            return $"The output of {place.Name} differs as {parameter.Name} does since step {parameter.Step}, "
                + "which can't be told from rounding beside larger parameters: "
                + "look at the optimizer, at its eps, betas and other arguments, at what it carries from step to step, "
                + "and at clipping before its step.";
        }

        if (CallsBefore(place, here) > 0)
        {
            return $"The output of {place.Name} differs, but not in the first calls of this step: it may be what comes between them, "
                + "such as the loss, its targets, backward, clipping, zero_grad, the optimizer or a scheduler, or train() and eval(), "
                + $"or what goes into {place.Module}. Record the loss of each batch, run.Record(step, loss), "
                + "and watch what computes it, run.Watch(\"criterion\", lossFunction), to see which.";
        }

        var parts = Multiple(here.Values, there.Values) is { } ratio ? $"is {Times(ratio)} as large in the other program" : "differs";
        var isOneOfSeveral = place.Name != place.Module;
        if (one.Preceding(here).LastOrDefault(IsOutputOfAnother) is { Place: var inner }
            && inner.Step == place.Step && (inner.IsPartOf(place) || place.Module == "the model"))
        {
            return $"The output of {place.Name} {parts}, with equal outputs of its layers{ButNotBefore(place)}: "
                + $"look at what it computes {(isOneOfSeveral ? "of them" : $"after {inner.Module}")}, "
                + $"such as {(isOneOfSeveral ? "an exp, " : "")}a mask, a softmax and its dimension, or a sum.";
        }

        return $"The output of {place.Name} {parts}, with equal parameters and {equals}{ButNotBefore(place)}: "
            + $"look at {(HasInput(place) ? "" : "what goes into it, at ")}"
            + (one.IsFirst(place)
                ? "which function it is, at its arguments, at what it draws and in which order, and at train() or eval()."
                : "train() and eval(), at what it keeps from one step to the next, and at what it draws.");

        bool IsOutputOfAnother(Traced traced) => traced.Place.Kind == TensorKind.Output && traced.Place.Module != place.Module;
    }

    private string Loss(Place place, Traced here, Traced there)
    {
        var ratio = there.Values[0] / here.Values[0];
        var (times, where) = ratio > 1 ? (ratio, "the other program") : (1 / ratio, "C#");
        var isMultiple = times is >= 1.5 and < 1000 && Math.Abs(times - Math.Round(times)) < Close;
        var parts = isMultiple ? $"The loss is {Times(times)} as large in {where}" : "The loss differs";
        var look = (isMultiple ? "look at what it is divided by, at a term that is counted twice, " : "look ")
            + "at which loss it is, of which samples, as by a mask, at its arguments, their shapes and the reduction, "
            + "at its terms and their weights, whether it takes logits, probabilities or their logarithms, "
            + "and at what is computed of the outputs before it";

        // The last one, unless it is the loss itself, which some models return.
        var outputs = one.Of(place.Step, TensorKind.Output);
        if ((outputs.LastOrDefault(traced => traced.Values.Length > 1) ?? outputs.LastOrDefault()) is not { } output)
        {
            var model = one.Any(traced => traced.Place.Kind == TensorKind.Initial) ? "" : "the model, or ";
            return $"{parts}, and no output was seen in this step: hand over {model}the tensors that it is computed of, "
                + "to run.Watch; what a model computes within no_grad(), and what functions compute with its parameters, is not kept. "
                + $"Of the loss itself, {look}.";
        }

        var samples = output.Shape is [var first, ..] ? first : 1;
        foreach (var (size, of) in new[] { (output.Values.Length, "outputs"), (samples, "samples") })
        {
            if (size > 1 && Math.Abs(times / size - 1) < Close)
            {
                return $"The loss is {Times(times)} as large in {where}, as many as there are {of}: "
                    + "is it a sum in one and a mean in the other?";
            }
        }

        var isLater = place.Kind == TensorKind.Loss && one.Of(place.Step, TensorKind.Loss).First().Place.Name != place.Name;
        if (place.Kind == TensorKind.Loss && !isLater && HasEqualGradients(place.Step))
        {
            return $"{parts}, with equal outputs and equal gradients: look at what in it does not depend on the parameters, "
                + "such as a constant, at what is recorded, such as a mean of several losses or one of several terms, "
                + "and, where gradients are clipped, at what multiplies it.";
        }

        var equals = place.Kind == TensorKind.Output ? "equal outputs of its layers" : "equal outputs";
        var targets = HasInput(place) || one.Any(data => IsGivenWhole(data, place.Step)) ? "" : ", and at the targets";
        var silent = Silent() is [_, ..] models ? $", and at what is computed within no_grad(), as by {string.Join(", ", models)}" : "";
        var watch = HasInput(place) ? ""
            : " Watched too, run.Watch(\"criterion\", lossFunction), or term by term where it is written out, it shows which.";
        var validation = !isLater ? ""
            : IsBehindLoss(here)
                ? " If it is that of a validation, what it is computed of is not kept: look also at its data, eval() and no_grad()."
            : " If it is that of a validation, look also at eval() and no_grad().";
        return $"{parts}, with {equals}: {look}{targets}{silent}.{watch}{validation}";
    }

    /// <summary>Whether nothing was kept of models since another loss was recorded.</summary>
    private bool IsBehindLoss(Traced loss) => one.Preceding(loss).Reverse()
        .SkipWhile(traced => traced.Place.Kind is not (TensorKind.Loss or TensorKind.Output)).First().Place.Kind == TensorKind.Loss;

    /// <summary>Whether both programs have the same gradients in a step, to rounding, and not only zeros.</summary>
    private bool HasEqualGradients(int step)
    {
        var (here, there) = (one.Of(step, TensorKind.Gradient).Numbers(), other.Of(step, TensorKind.Gradient).Numbers());
        return Equal(here, there, Verdict.Tolerance * Diagnosis.Float32);
    }

    private string Buffer(Place place) => place.Step == 0
        ? $"{place.Name} differs from the start: look at how the layer is made, and at what ran before the model was handed over."
        : !one.Of(place.Step, TensorKind.Output).Any(output => place.IsPartOf(output.Place))
        ? $"{place.Name} differs, and its layer was not called with gradients: look at whether and how it is copied or averaged, "
            + "and at calls of it without gradients, as in a validation without eval()."
        : $"{place.Name} differs, with equal outputs and losses: "
            + "look at what the layer keeps of each step, such as the momentum of a batch norm, "
            + "and at calls of it without gradients, as in a validation without eval().";

    private string ButNotBefore(Place place) => one.IsFirst(place) ? "" : ", but did not before";

    /// <summary>Whether a program calls a model with the same in this step, in whichever call.</summary>
    private static bool IsAmongCalls(Traced input, IReadOnlyList<Traced> trace) =>
        trace.Any(traced => traced.Place.InAnyCase == input.Place.InAnyCase && Equal(input.Values, traced.Values));

    /// <summary>Whether a program calls a model with the same in this step, but as another argument.</summary>
    private static bool IsAnotherArgument(Traced input, IReadOnlyList<Traced> trace) =>
        trace.Of(input.Place.Step, TensorKind.Input).Any(traced => traced.Place.InAnyCase.Module == input.Place.InAnyCase.Module
            && traced.Place.InAnyCase != input.Place.InAnyCase && traced.Values.SequenceEqual(input.Values));

    /// <summary>Another initial parameter that has the same numbers, which are not all the same; null if there is none.</summary>
    private static string? CopyIn(IReadOnlyList<Traced> trace, Traced initial) =>
        initial.Values.Distinct().Count() < 2 ? null : trace.Of(0, TensorKind.Initial).FirstOrDefault(traced =>
            traced.Place != initial.Place && traced.Values.SequenceEqual(initial.Values))?.Place.Name;

    /// <summary>
    /// How often models were called in this step since an output came out of a module for the first time, each with inputs
    /// of its own.
    /// </summary>
    private int CallsBefore(Place place, Traced here) =>
        one.Preceding(here).SkipWhile(traced => traced.Place != place).Count(traced => traced.Place.Kind == TensorKind.Input);

    /// <summary>Whether what goes into a module was compared, and not only what came before it.</summary>
    private bool HasInput(Place place) => Both.All(trace =>
        trace.Of(place.Step, TensorKind.Input).Concat(trace.Of(place.Step, TensorKind.ModuleInput))
            .Any(input => input.Place.InAnyCase.Name == place.InAnyCase.Module));

    /// <summary>The output that the C# program computed last in the same step; null if there is none.</summary>
    private Place? OutputBefore(Traced here) =>
        one.Preceding(here).LastOrDefault(traced => traced.Place.Kind == TensorKind.Output && traced.Place.Step == here.Place.Step)?.Place;

    /// <summary>
    /// Whether data that were compared are handed over in the step, or go into the model as they are: targets then do too. Of
    /// mini-batches, targets are made in each step.
    /// </summary>
    private bool IsGivenWhole(Traced data, int step) => data.Place.Kind == TensorKind.Data
        && (data.Place.Step == step || one.Of(step, TensorKind.Input).Any(input => input.Values.SequenceEqual(data.Values)));

    /// <summary>
    /// A parameter of a module that parts as far as its output does, each beside its own largest number; what is beside the
    /// largest of all parameters may seem to be rounding.
    /// </summary>
    private Place? ParameterBehind(Place output, Traced here, Traced there)
    {
        var least = Apart(here, there) / 10;
        var latest = one.Where(traced => traced.Place.Kind == TensorKind.Parameter && traced.Place.IsPartOf(output)).Reverse()
            .Where(traced => traced.Place.Step < output.Step)
            .DistinctBy(traced => traced.Place.Name);
        return latest.FirstOrDefault(IsApart)?.Place;

        bool IsApart(Traced mine) => other.LastOrDefault(traced => traced.Place.InAnyCase == mine.Place.InAnyCase) is { } its
            && mine.IsComparableTo(its) && Apart(mine, its) > least;

        static double Apart(Traced one, Traced other) => Largest(Minus(one.Values, other.Values)) / Largest(one.Values);
    }

    /// <summary>Whether one is negative wherever only the other is 0, as it is without a ReLU.</summary>
    private static bool IsRectified(double[] here, double[] there) =>
        here.Zip(there).All(pair => pair.First == 0 == (pair.Second == 0) || pair.First + pair.Second < 0);

    /// <summary>Whether many are 0 in one program only, and the others in proportion, as dropout leaves them.</summary>
    private static bool HasOtherZeros(double[] here, double[] there)
    {
        var both = here.Zip(there).ToArray();
        var nonzero = both.Where(pair => pair.First != 0 && pair.Second != 0).ToArray();
        return both.Any(pair => pair.First == 0 != (pair.Second == 0))
            && both.Length - nonzero.Length > both.Length / 20
            && Ratio([.. nonzero.Select(pair => pair.First)], [.. nonzero.Select(pair => pair.Second)]) is not null;
    }

    /// <summary>Models that are called without gradients, if at all, such as a target network.</summary>
    private string[] Silent()
    {
        var called = (from traced in one
                      where traced.Place.Kind == TensorKind.Output
                      select traced.Place.Module.Split('.')[0]).ToHashSet();
        var models = from traced in one
                     where traced.Place.Kind == TensorKind.Initial
                     let parts = traced.Place.Name.Split('.')
                     where parts.Length > 1 && !called.Contains(parts[0])
                     select parts[0];
        return called.Contains("the model") ? [] : [.. models.Distinct()];
    }
}
