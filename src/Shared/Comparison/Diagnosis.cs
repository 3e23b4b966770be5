using Examples.Shared.Tracing;

namespace Examples.Shared.Comparison;

/// <summary>Says what it means that two programs part at a tensor, and where to look.</summary>
/// <param name="one">The trace of the C# program.</param>
/// <param name="other">That of the other, PyTorch's in most cases.</param>
internal sealed class Diagnosis(IReadOnlyList<Traced> one, IReadOnlyList<Traced> other)
{
    // Ratios and sums of float32 numbers that are meant to be equal are so to about three digits.
    private const double Close = 1e-3;

    // The distance from 1 to the next float32.
    private const double Float32 = 1.2e-7;

    /// <summary>What it means that the first tensors to part are these; null for one that only one program has.</summary>
    public string Of(Place place, Traced? here, Traced? there)
    {
        if (here is null || there is null)
        {
            return Missing(place, here is null ? "C#" : "The other program");
        }

        if (here.Type != there.Type)
        {
            return $"It is {here.Type.Text()} in C# and {there.Type.Text()} in the other program: give the dtype.";
        }

        if (!here.Shape.SequenceEqual(there.Shape))
        {
            var look = here.Shape.SequenceEqual(there.Shape.Reverse()) ? "one of them is transposed"
                : here.Values.Length == there.Values.Length ? "look at squeeze, unsqueeze, keepdim and the like; such a tensor may be broadcast"
                : place.Kind == TensorKind.Output ? "look at its sizes, and at what goes into it"
                : "look at its sizes";
            return $"Its shape is {here.Shape.Text()} in C# and {there.Shape.Text()} in the other program: {look}.";
        }

        return IsTransposed(here, there) ? $"{Sentence(place)} is transposed." : place.Kind switch
        {
            TensorKind.Data when Multiple(here.Values, there.Values) is { } ratio =>
                $"{place.Name} is {Times(ratio)} as large in the other program: look at how it is scaled, as by a standard deviation, which divides by n or by n - 1.",
            TensorKind.Data when place.Step > 0 => $"{place.Name} differs{(IsFirst(place) ? "" : ", but did not before")}: look at what is drawn, computed and optimized in each step.",
            TensorKind.Data when IsAfterLoss(here) =>
                $"{place.Name} differs, which is handed over after losses were recorded: look at what is computed of the trained model, at eval() and no_grad(), and at what is drawn.",
            TensorKind.Data => "The data differ: look at how they are drawn, in which order, with which dtype and from which seed, and at what is computed of them.",
            TensorKind.Initial => Initial(here, there),
            TensorKind.Input when !Equal(here.Values, there.Values) && IsAmongCalls(here, other) && IsAmongCalls(there, one) =>
                $"{place.Name} is called with the same in both programs, but in another order: look at the order of its calls in this step.",
            TensorKind.Input when Preceding(here).Count(traced => traced.Place == place) is > 0 and var calls =>
                $"What goes into {place.Name} differs in its call {calls + 1} of this step, and not in those before: look at how batches are made, at the order of the calls, and at what is drawn and computed between them.",
            TensorKind.Input => IsFirst(place) && one.Any(traced => traced.Place.Kind == TensorKind.Data)
                ? $"What goes into {place.Name} differs, with equal data: look at how batches, targets and noise are made of them or drawn, in which order, what else is drawn before, such as the weights of another network, and how they are scaled."
                : IsFirst(place) ? $"What goes into {place.Name} differs: look at how the data are drawn, in which order, and how they are scaled."
                : $"What goes into {place.Name} differs, but did not before: look at how batches are made, and what is drawn in each step.",
            TensorKind.ModuleInput when Preceding(here).Any(traced => traced.Place == place) =>
                $"What goes into {place.Name} differs, but not in the first calls of this step: look at what comes between them, such as the loss, its terms and weights, backward, zero_grad and the optimizer, and at what is computed between {OutputBefore(here)} and {place.Module}.",
            TensorKind.ModuleInput => $"What goes into {place.Name} differs, with equal outputs before it{(IsFirst(place) ? "" : ", but did not before")}: look at what is computed between {OutputBefore(here)} and {place.Module}.",
            TensorKind.Output => Output(place, here, there),
            TensorKind.Loss => Loss(place, here, there),
            TensorKind.Buffer => Buffer(place),
            TensorKind.Gradient => Gradient(place, here, there),
            _ => Parameter(place, here, there),
        };
    }

    private string Missing(Place place, string where) => place.Kind switch
    {
        TensorKind.Output when new[] { one, other }.All(trace => trace.Any(traced => traced.Place.Kind == TensorKind.Initial && traced.Place.InAnyCase.Name.StartsWith($"{place.InAnyCase.Module}.", StringComparison.Ordinal))) =>
            $"{where} has {place.Name}, and does not call it here, or does so in a way that can't be seen, {(where == "C#" ? "as where it is no Module<…>, or gets" : "as with")} a packed sequence: look at what goes into it, and at its arguments.",
        TensorKind.Data when place.Step > 0 => $"{where} does not watch {place.Name} in this step: does it do so within the loop?",
        TensorKind.Data => $"{where} does not watch {place.Name}.",
        TensorKind.Initial when place.Name.Split('.')[0] is var part && !(where == "C#" ? one : other).Any(traced => traced.Place.Name.StartsWith($"{part}.", StringComparison.OrdinalIgnoreCase)) =>
            $"{where} has nothing of {part}: look at the layers of its model and their names or, if that is a model, whether it is handed over there, and whether the program comes so far.",
        TensorKind.Initial => $"{where} has no {place.Name}: look at the layers of its model, their names and {(place.Name.EndsWith("bias", StringComparison.Ordinal) ? "whether they have a bias" : "their order")}.",
        TensorKind.Input or TensorKind.Output when place.Name != place.Module => $"{where} has no tensor there: look at the arguments of {place.Module}, and at what it returns.",
        TensorKind.Input => $"{where} does not call {place.Name} here, or does so within no_grad(): look at how many steps it makes, and which models it calls in each.",
        TensorKind.Output => $"{where} has no {place.Name}, or does not call it here{(where == "C#" ? ", or it is no Module<…> there" : "")}: look at the layers of its model.",
        TensorKind.Gradient when IsCleared(where == "C#" ? one : other, place.Step) => Cleared(where),
        TensorKind.Gradient => $"{where} has no gradient of {place.Name}: it does not require one there (requires_grad), or between it and the loss something is detached or computed without gradients.",
        TensorKind.Parameter when !IsTrained(place) => Copied(place),
        _ => $"{where} does not come so far.",
    };

    private string Initial(Traced here, Traced there) =>
        here.Values.Zip(there.Values).Count(pair => pair.First != pair.Second) is var differing && differing < here.Values.Length / 4
            ? $"Only {differing} of {here.Values.Length} initial weights differ, so that they were drawn alike: look at what sets some of them, such as padding_idx."
            : Multiple(here.Values, there.Values) is { } ratio
            ? $"The initial weights are {Times(ratio)} as large in the other program: look at how they are initialized."
            : IsAfterLoss(here) ? "The initial weights differ, after something else was trained: look at whether that parts once its steps are kept no more, ends in another epoch or draws more random numbers, at whether the model is a new one in both, and at how it is initialized."
            : "The initial weights differ: look at the order in which layers are made, at what draws random numbers before them, and at how they are initialized.";

    /// <summary>What the C# program computed before.</summary>
    private IEnumerable<Traced> Preceding(Traced here) => one.TakeWhile(traced => traced != here);

    /// <summary>Whether it was handed over after something had been trained.</summary>
    private bool IsAfterLoss(Traced here) => Preceding(here).Any(traced => traced.Place.Kind == TensorKind.Loss);

    private string Output(Place place, Traced here, Traced there)
    {
        var both = here.Values.Zip(there.Values).ToArray();
        if (both.Any(pair => pair.First == 0 != (pair.Second == 0)) && both.Count(pair => pair.First == 0 || pair.Second == 0) is var zeros && zeros > both.Length / 20
            && Ratio([.. both.Where(IsNotZero).Select(pair => pair.First)], [.. both.Where(IsNotZero).Select(pair => pair.Second)]) is not null)
        {
            return $"The output of {place.Name} has zeros in one program only, with equal {(HasInput(place) ? "input" : "outputs before it")}: is it dropout, and one of them in train() and the other in eval(), or is its rate another, or its random numbers?";
        }

        if (here.Values.Length == 1 && one.Any(traced => traced.Place.Kind == TensorKind.Loss && traced.Place.Step == place.Step && traced.Values[0].Equals(here.Values[0])))
        {
            return Loss(place, here, there);
        }

        if (CallsBefore(place, here) > 0)
        {
            return $"The output of {place.Name} differs, but not in the first calls of this step: it may be what comes between them, such as the loss, its targets, backward, clipping, zero_grad, the optimizer or a scheduler, or train() and eval(), or what goes into {place.Module}. "
                + "Record the loss of each batch, run.Record(step, loss), and watch what computes it, run.Watch(\"criterion\", lossFunction), to see which.";
        }

        return $"The output of {place.Name} differs, with equal parameters and equal {(HasInput(place) ? "input" : "outputs before it")}{(IsFirst(place) ? "" : ", but did not before")}: look at "
            + (HasInput(place) ? "" : "what goes into it, at ")
            + (IsFirst(place) ? "which function it is, at its arguments, and at train() or eval()." : "train() and eval(), at what it keeps from one step to the next, and at what it draws.");

        static bool IsNotZero((double First, double Second) pair) => pair.First != 0 && pair.Second != 0;
    }

    /// <summary>Whether a program calls a model with the same in this step, in whichever call.</summary>
    private static bool IsAmongCalls(Traced input, IReadOnlyList<Traced> trace) =>
        trace.Any(traced => traced.Place.InAnyCase == input.Place.InAnyCase && Equal(input.Values, traced.Values));

    private string OutputBefore(Traced here) =>
        Preceding(here).LastOrDefault(traced => traced.Place.Kind is TensorKind.Input or TensorKind.Output)?.Place.ToString() ?? "the data";

    /// <summary>How often models were called in this step since an output came out of a module for the first time, each with inputs of its own.</summary>
    private int CallsBefore(Place place, Traced here) =>
        one.SkipWhile(traced => traced.Place != place).TakeWhile(traced => traced != here).Count(traced => traced.Place.Kind == TensorKind.Input);

    /// <summary>Whether what goes into a module was compared, and not only what came before it.</summary>
    private bool HasInput(Place place) => new[] { one, other }.All(trace => trace.Any(traced =>
        traced.Place.Kind is TensorKind.Input or TensorKind.ModuleInput && traced.Place.Step == place.Step && traced.Place.InAnyCase.Name == place.InAnyCase.Module));

    private string Loss(Place place, Traced here, Traced there)
    {
        const string Look = "look at which loss it is, at its arguments and reduction, whether it takes logits, probabilities or their logarithms, and at what is computed of the outputs before it";

        // The last one, unless it is the loss itself, which some models return.
        var outputs = one.Where(traced => traced.Place.Kind == TensorKind.Output && traced.Place.Step == place.Step);
        var output = outputs.LastOrDefault(traced => traced.Values.Length > 1) ?? outputs.LastOrDefault();
        var ratio = there.Values[0] / here.Values[0];
        var size = new[] { ratio, 1 / ratio }.FirstOrDefault(r => r > 1.5 && output is not null && new[] { output.Values.Length, output.Shape is [var samples, ..] ? samples : 1 }.Any(n => Math.Abs(r / n - 1) < Close));
        return size > 0
            ? $"The loss is {Times(size)} as large in {(ratio > 1 ? "the other program" : "C#")}, as many as there are {(Math.Abs(size / output!.Values.Length - 1) < Close ? "outputs" : "samples")}: is it a sum in one and a mean in the other?"
            : output is null ? $"The loss differs, and no output was seen in this step: hand over the model, or the tensors that the loss is computed of, to run.Watch; what a model computes within no_grad() is not kept. Of the loss itself, {Look}."
            : $"The loss differs, with equal outputs: {Look}{(one.Any(traced => traced.Place.Kind == TensorKind.Data) ? "" : ", and at the targets")}"
                + $"{(Silent() is [_, ..] models ? $", and at what is computed within no_grad(), as by {string.Join(", ", models)}" : "")}.";
    }

    /// <summary>Models that are called without gradients, if at all, such as a target network.</summary>
    private string[] Silent() =>
    [
        .. one.Where(traced => traced.Place.Kind == TensorKind.Initial && traced.Place.Name.Contains('.', StringComparison.Ordinal)).Select(traced => traced.Place.Name.Split('.')[0]).Distinct()
            .Where(model => !one.Any(traced => traced.Place.Kind == TensorKind.Output && (traced.Place.Module == model || traced.Place.Module.StartsWith($"{model}.", StringComparison.Ordinal) || traced.Place.Module == "the model"))),
    ];

    private static string Buffer(Place place) => place.Step == 0
        ? $"{place.Name} differs from the start: look at how the layer is made, and at what ran before the model was handed over."
        : $"{place.Name} differs, with equal outputs and losses: look at what the layer keeps of each step, such as the momentum of a batch norm, and at calls of it without gradients, as in a validation without eval().";

    private string Gradient(Place place, Traced here, Traced there)
    {
        if (IsCleared(one, place.Step) != IsCleared(other, place.Step))
        {
            return Cleared(IsCleared(one, place.Step) ? "C#" : "The other program");
        }

        var hereAdds = Equal(here.Values, Plus(there.Values, Earlier(other, place)));
        if (hereAdds || Equal(there.Values, Plus(here.Values, Earlier(one, place))))
        {
            return $"The gradient of {place.Name} is the sum of all steps in {(hereAdds ? "C#" : "the other program")}: zero_grad is missing there.";
        }

        return Multiple(Numbers(Beside(one, place)), Numbers(Beside(other, place))) is { } ratio
            ? $"All gradients are {Times(ratio)} as large in the other program, with equal loss and outputs: look at what multiplies the loss before backward, and at clipping."
            : $"First the gradient of {place.Name}, with equal loss and outputs: look at what is detached, or computed without gradients, at {(IsFirst(place) ? "" : "zero_grad, ")}clipping, a layer that stands in the model twice, a backward of your own, a term of the loss that is 0 so far, and of which tensor backward is called.";
    }

    /// <summary>Whether a parameter has a gradient in one of the programs, or its model ran in the step: gradients may have been cleared.</summary>
    private bool IsTrained(Place place) => one.Concat(other).Any(traced => traced.Place.Step == place.Step && traced.Place.Kind switch
    {
        TensorKind.Gradient => traced.Place.InAnyCase.Name == place.InAnyCase.Name,
        TensorKind.Output => traced.Place.Module == "the model" || place.InAnyCase.Name.StartsWith($"{traced.Place.InAnyCase.Module}.", StringComparison.Ordinal),
        _ => false,
    });

    private static string Copied(Place place) => $"{place.Name} differs after step {place.Step}, and has no gradient: look at how it is copied, averaged or changed without one.";

    /// <summary>Whether a step has no gradients but zeros.</summary>
    private static bool IsCleared(IReadOnlyList<Traced> trace, int step) => Array.TrueForAll(All(trace, step, TensorKind.Gradient), gradient => gradient == 0);

    private static string Cleared(string where) =>
        $"{where} has no gradients in this step, or only zeros: is zero_grad called there before the loss is recorded, or the loss detached?";

    private string Parameter(Place place, Traced here, Traced there)
    {
        if (!IsTrained(place))
        {
            return Copied(place);
        }

        if (IsCleared(one, place.Step) && IsCleared(other, place.Step))
        {
            return $"{place.Name} differs, and the gradients were cleared before the loss was recorded: call zero_grad at the beginning of a step, so that they can be compared.";
        }

        var before = Before(one, place);
        var (stepHere, stepThere) = (Minus(here.Values, before), Minus(there.Values, before));
        if (stepHere.All(s => s == 0) != stepThere.All(s => s == 0))
        {
            return $"{place.Name} stays as it is in {(stepHere.All(s => s == 0) ? "C#" : "the other program")}: was it given to the optimizer, is step() called, and is the learning rate 0 there?";
        }

        if (one.Any(traced => traced.Place.Kind == TensorKind.Initial && traced.Place.Name == place.Name && !traced.Values.SequenceEqual(before)))
        {
            return $"{place.Name} differs after step {place.Step}, but not after those before, with equal gradients: look at what the optimizer carries from step to step, such as the momentum, at its eps, or at a learning rate that changes.";
        }

        // What is said of all parameters needs all of them: a single number is in proportion to any other.
        var all = FirstSteps(place);
        double[] initial = [.. all.SelectMany(p => p.Before)], stepsHere = [.. all.SelectMany(p => p.Here)], stepsThere = [.. all.SelectMany(p => p.There)];
        if (Multiple(stepsHere, stepsThere) is { } ratio)
        {
            return $"The step of all parameters is {Times(ratio)} as long in the other program, with equal gradients: look at the learning rate, at a scheduler, at Nesterov's momentum, and at the order of the optimizer's arguments.";
        }

        if (Ratio(initial, Minus(stepsThere, stepsHere), 0.05) is not null)
        {
            return "The steps of the parameters part in proportion to the parameters themselves, with equal gradients: look at the weight decay.";
        }

        var unlike = all.Count(p => IsBeyondRounding(p.Before, p.Here, p.There));
        return unlike < all.Count
            ? $"{unlike} of {all.Count} parameters take another step, with equal gradients: look at the weight decay, which leaves alone what is 0, at the parameter groups of the optimizer, at its eps, which small gradients feel most, and at what changes parameters after its step."
            : $"{place.Name} differs after the first step, with equal gradients: look at which optimizer it is, at all its arguments and, with mini-batches, at a scheduler that steps after each of them.";
    }

    /// <summary>Whether two steps of a parameter part by more than it can be rounded to.</summary>
    private static bool IsBeyondRounding(double[] before, double[] here, double[] there)
    {
        var rounding = Verdict.Tolerance * Float32 * before.Concat(here).Select(Math.Abs).DefaultIfEmpty(0).Max();
        return here.Zip(there).Any(step => Math.Abs(step.First - step.Second) > rounding);
    }

    /// <summary>What the optimizer did to each parameter that has a gradient, in the first step of all of them.</summary>
    private IReadOnlyList<(double[] Before, double[] Here, double[] There)> FirstSteps(Place place) =>
    [
        .. from here in Beside(one, place)
           where one.Any(traced => traced.Place == here.Place with { Kind = TensorKind.Gradient })
           join there in other on here.Place.InAnyCase equals there.Place.InAnyCase
           where here.IsComparableTo(there)
           let before = Before(one, here.Place)
           select (before, Minus(here.Values, before), Minus(there.Values, before)),
    ];

    /// <summary>Whether it is of the first step in which there is such a tensor.</summary>
    private bool IsFirst(Place place) => !one.Any(traced => traced.Place.Kind == place.Kind && traced.Place.Name == place.Name && traced.Place.Step < place.Step);

    /// <summary>All tensors of a kind in a step, one behind the other.</summary>
    private static double[] All(IReadOnlyList<Traced> trace, int step, TensorKind kind) =>
        Numbers(trace.Where(t => t.Place.Step == step && t.Place.Kind == kind));

    private static double[] Numbers(IEnumerable<Traced> traced) => [.. traced.OrderBy(t => t.Place.InAnyCase.Name, StringComparer.Ordinal).SelectMany(t => t.Values)];

    /// <summary>Those of the same kind, step and model, which are kept one behind the other; another model may train later.</summary>
    private static IEnumerable<Traced> Beside(IReadOnlyList<Traced> trace, Place place)
    {
        var at = trace.TakeWhile(traced => traced.Place.InAnyCase != place.InAnyCase).Count();
        return trace.Take(at).Reverse().TakeWhile(IsBeside).Concat(trace.Skip(at).TakeWhile(IsBeside));

        bool IsBeside(Traced traced) => traced.Place.Kind == place.Kind && traced.Place.Step == place.Step;
    }

    /// <summary>The gradient of the step before, in a program without zero_grad the sum of all before; nothing before the first.</summary>
    private static double[] Earlier(IReadOnlyList<Traced> trace, Place place) =>
        trace.Where(t => t.Place.InAnyCase == (place with { Step = place.Step - 1 }).InAnyCase).Select(t => t.Values).LastOrDefault() ?? [];

    /// <summary>The values of a parameter before a step.</summary>
    private static double[] Before(IReadOnlyList<Traced> trace, Place place) =>
        trace.Last(t => t.Place.Name == place.Name && t.Place.Kind is TensorKind.Initial or TensorKind.Parameter && t.Place.Step < place.Step).Values;

    private static double[] Plus(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a + b)];

    private static double[] Minus(double[] one, double[] other) => [.. one.Zip(other, (a, b) => a - b)];

    private static bool Equal(double[] one, double[] other)
    {
        var scale = one.Select(Math.Abs).DefaultIfEmpty(0).Max();
        return one.Length == other.Length && scale > 0 && one.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= Close * scale);
    }

    /// <summary>By what all of the first must be multiplied to give the second; null if there is no such number.</summary>
    private static double? Ratio(double[] one, double[] other, double close = Close)
    {
        var square = one.Sum(x => x * x);
        var ratio = one.Zip(other, (x, y) => x * y).Sum() / square;
        var scale = one.Select(x => Math.Abs(x * ratio)).DefaultIfEmpty(0).Max();
        return one.Length == other.Length && one.Length > 1 && square > 0 && scale > 0 && one.Zip(other).All(pair => Math.Abs(ratio * pair.First - pair.Second) <= close * scale) ? ratio : null;
    }

    /// <summary>The same where it is not 1: other numbers that are nearly equal are no multiple.</summary>
    private static double? Multiple(double[] one, double[] other) =>
        Ratio(one, other) is { } ratio ? Ratio(one, other, Math.Min(Close, Math.Abs(ratio - 1) / 10)) : null;

    private static bool IsTransposed(Traced here, Traced there) =>
        here.Shape is [var rows, var columns] && rows == columns && rows > 1
        && Enumerable.Range(0, here.Values.Length).All(i => here.Values[i].Equals(there.Values[i % (int)rows * (int)rows + i / (int)rows]));

    private static string Times(double ratio) => FormattableString.Invariant($"{ratio:G4} times");

    private static string Sentence(Place place) => $"{char.ToUpperInvariant(place.ToString()[0])}{place.ToString()[1..]}";
}
