using System.Text.RegularExpressions;

using Examples.Shared.Tracing;

using static Examples.Shared.Comparison.Proportion;

namespace Examples.Shared.Comparison;

/// <summary>Says what it means that two programs part at a tensor, and where to look.</summary>
/// <param name="one">The trace of the C# program.</param>
/// <param name="other">That of the other, PyTorch's in most cases.</param>
internal sealed class Diagnosis(IReadOnlyList<Traced> one, IReadOnlyList<Traced> other)
{
    // The distance from 1 to the next float32.
    private const double Float32 = 1.2e-7;

    private IReadOnlyList<Traced>[] Both => [one, other];

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
    public string Of(Place place, Traced? here, Traced? there, double times)
    {
        var meaning = Meaning(place, here, there);
        if (place.Step == 0 || here is null || there is null || times > Verdict.BeyondDoubt)
        {
            return meaning;
        }

        var data = DataAreRounded ? " But the data are only equal to rounding: that may have grown to this." : "";
        return Drifting(here) is { } parameter
            ? $"{meaning}{data} It may also have grown from {parameter.Name}, which parts by less since step {parameter.Step}: "
                + "look at the optimizer, its arguments and a scheduler."
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
            return Missing(place, here is null);
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

        return place.Kind switch
        {
            TensorKind.Data => Data(place, here, there),
            TensorKind.Initial => Initial(here, there),
            TensorKind.Input => Input(place, here, there),
            TensorKind.ModuleInput => ModuleInput(place, here),
            TensorKind.Output => Output(place, here, there),
            TensorKind.Loss => Loss(place, here, there),
            TensorKind.Buffer => Buffer(place),
            TensorKind.Gradient => Gradient(place, here, there),
            _ => Parameter(place, here, there),
        };
    }

    private string Missing(Place place, bool inCSharp)
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
                return trace.IsCleared(place.Step) ? Cleared(where)
                    : $"{where} has no gradient of {place.Name}: it does not require one there (requires_grad), "
                        + "or between it and the loss something is detached or computed without gradients.";
            case TensorKind.Parameter when !IsTrained(place):
                return Copied(place);
            case TensorKind.Loss:
                return $"{where} does not come so far, or takes no step here: no model of it is called with gradients, and none changes. "
                    + "Look at what is detached on the way to the loss, and whether the optimizer's step() is called.";
            default:
                return $"{where} does not come so far.";
        }
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
            : "look at its sizes";
        return $"Its shape is {here.Shape.Text()} in C# and {there.Shape.Text()} in the other program: {look}.";
    }

    private string Data(Place place, Traced here, Traced there) =>
        Multiple(here.Values, there.Values) is { } ratio
            ? $"{place.Name} is {Times(ratio)} as large in the other program: "
                + "look at how it is scaled, as by a standard deviation, which divides by n or by n - 1."
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
        if (one.Preceding(here).LastOrDefault(traced => traced.Place.Kind == TensorKind.Output) is { Place: var inner }
            && inner.Step == place.Step && inner.Module != place.Module && inner.IsPartOf(place))
        {
            return $"The output of {place.Name} {parts}, with equal outputs of its layers{ButNotBefore(place)}: "
                + $"look at what it computes after {inner.Module}, such as a mask, a softmax and its dimension, or a sum.";
        }

        return $"The output of {place.Name} {parts}, with equal parameters and {equals}{ButNotBefore(place)}: "
            + $"look at {(HasInput(place) ? "" : "what goes into it, at ")}"
            + (one.IsFirst(place)
                ? "which function it is, at its arguments, at what it draws and in which order, and at train() or eval()."
                : "train() and eval(), at what it keeps from one step to the next, and at what it draws.");
    }

    private string Loss(Place place, Traced here, Traced there)
    {
        const string Look = "at which loss it is, of which samples, as by a mask, at its arguments, their shapes and the reduction, "
            + "at its terms and their weights, whether it takes logits, probabilities or their logarithms, "
            + "and at what is computed of the outputs before it";

        // The last one, unless it is the loss itself, which some models return.
        var outputs = one.Of(place.Step, TensorKind.Output);
        if ((outputs.LastOrDefault(traced => traced.Values.Length > 1) ?? outputs.LastOrDefault()) is not { } output)
        {
            var model = one.Any(traced => traced.Place.Kind == TensorKind.Initial) ? "" : "the model, or ";
            return $"The loss differs, and no output was seen in this step: hand over {model}the tensors that it is computed of, "
                + "to run.Watch; what a model computes within no_grad(), and what functions compute with its parameters, is not kept. "
                + $"Of the loss itself, look {Look}.";
        }

        var ratio = there.Values[0] / here.Values[0];
        var samples = output.Shape is [var first, ..] ? first : 1;
        foreach (var (size, of) in new[] { (output.Values.Length, "outputs"), (samples, "samples") })
        {
            if (size > 1 && new[] { ratio, 1 / ratio }.Any(times => Math.Abs(times / size - 1) < Close))
            {
                return $"The loss is {Times(Math.Max(ratio, 1 / ratio))} as large in {(ratio > 1 ? "the other program" : "C#")}, "
                    + $"as many as there are {of}: is it a sum in one and a mean in the other?";
            }
        }

        var targets = HasInput(place) || one.Any(data => IsGivenWhole(data, place.Step)) ? "" : ", and at the targets";
        var silent = Silent() is [_, ..] models ? $", and at what is computed within no_grad(), as by {string.Join(", ", models)}" : "";
        var look = Math.Max(ratio, 1 / ratio) is >= 1.5 and < 1000 and var whole && Math.Abs(whole - Math.Round(whole)) < Close
            ? $"The loss is {Times(whole)} as large in {(ratio > 1 ? "the other program" : "C#")}, with equal outputs: "
                + "look at what it is divided by, at a term that is counted twice, "
            : "The loss differs, with equal outputs: look ";
        var watch = HasInput(place) ? "" : " Watched too, run.Watch(\"criterion\", lossFunction), it shows what goes into it.";
        var validation = place.Kind == TensorKind.Loss && one.Of(place.Step, TensorKind.Loss).First().Place.Name != place.Name
            ? " If it is that of a validation, look also at eval() and no_grad()."
            : "";
        return $"{look}{Look}{targets}{silent}.{watch}{validation}";
    }

    private string Buffer(Place place) => place.Step == 0
        ? $"{place.Name} differs from the start: look at how the layer is made, and at what ran before the model was handed over."
        : !one.Of(place.Step, TensorKind.Output).Any(output => place.IsPartOf(output.Place))
        ? $"{place.Name} differs, and its layer was not called with gradients: look at whether and how it is copied or averaged, "
            + "and at calls of it without gradients, as in a validation without eval()."
        : $"{place.Name} differs, with equal outputs and losses: "
            + "look at what the layer keeps of each step, such as the momentum of a batch norm, "
            + "and at calls of it without gradients, as in a validation without eval().";

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
        if (!IsTrained(place))
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
                + "look at the learning rate, at a scheduler, at Nesterov's momentum, and at the order of the optimizer's arguments.";
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

    private static string Copied(Place place) =>
        $"{place.Name} differs after step {place.Step}, and has no gradient: look at how it is copied, averaged or changed without one.";

    private static string Cleared(string where) =>
        $"{where} has no gradients in this step, or only zeros: "
            + "is zero_grad called there before the loss is recorded, or the loss detached?";

    private string ButNotBefore(Place place) => one.IsFirst(place) ? "" : ", but did not before";

    private static string Times(double ratio) => FormattableString.Invariant($"{ratio:G4} times");

    /// <summary>Whether a program calls a model with the same in this step, in whichever call.</summary>
    private static bool IsAmongCalls(Traced input, IReadOnlyList<Traced> trace) =>
        trace.Any(traced => traced.Place.InAnyCase == input.Place.InAnyCase && Equal(input.Values, traced.Values));

    /// <summary>Whether a program calls a model with the same in this step, but as another argument.</summary>
    private static bool IsAnotherArgument(Traced input, IReadOnlyList<Traced> trace) =>
        trace.Of(input.Place.Step, TensorKind.Input).Any(traced => traced.Place.InAnyCase.Module == input.Place.InAnyCase.Module
            && traced.Place.InAnyCase != input.Place.InAnyCase && traced.Values.SequenceEqual(input.Values));

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

    /// <summary>Another initial parameter that has the same numbers, which are not all the same; null if there is none.</summary>
    private static string? CopyIn(IReadOnlyList<Traced> trace, Traced initial) =>
        initial.Values.Distinct().Count() < 2 ? null : trace.Of(0, TensorKind.Initial).FirstOrDefault(traced =>
            traced.Place != initial.Place && traced.Values.SequenceEqual(initial.Values))?.Place.Name;

    /// <summary>Whether models are called several times in a step, as where the gradients of several batches add up.</summary>
    private bool IsAccumulated(int step) =>
        one.Of(step, TensorKind.Input).CountBy(input => input.Place).Any(calls => calls.Value > 1);

    /// <summary>Whether a program calls the layer of a parameter, though it has no parameters.</summary>
    private bool CallsLayerOf(Place parameter, IReadOnlyList<Traced> trace)
    {
        var layer = parameter with { Name = parameter.Name[..Math.Max(0, parameter.Name.LastIndexOf('.'))] };
        return !trace.HasParametersOf(layer) && Both.All(program => program.Any(traced =>
            traced.Place.Kind == TensorKind.Output && traced.Place.InAnyCase.Module == layer.InAnyCase.Name));
    }

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

    private static bool IsTransposed(Traced here, Traced there) =>
        here.Shape is [var rows, var columns] && rows == columns && rows > 1
        && Enumerable.Range(0, here.Values.Length).All(i => here.Values[i].Equals(there.Values[i % (int)rows * (int)rows + i / (int)rows]));

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

    /// <summary>
    /// Whether a parameter has a gradient in one of the programs, or its model ran in the step: gradients may have been
    /// cleared.
    /// </summary>
    private bool IsTrained(Place place) => Both.Any(trace =>
        trace.Of(place.Step, TensorKind.Gradient).Any(gradient => gradient.Place.InAnyCase.Name == place.InAnyCase.Name)
        || trace.Of(place.Step, TensorKind.Output).Any(output => place.IsPartOf(output.Place)
            || (output.Place.Module == "the model" && (!place.Name.Contains('.') || trace.IsCleared(place.Step)))));

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
        var rounding = Verdict.Tolerance * Float32 * before.Concat(here).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return here.Zip(there).Any(step => Math.Abs(step.First - step.Second) > rounding);
    }
}
