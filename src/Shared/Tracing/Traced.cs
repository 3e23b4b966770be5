using static TorchSharp.torch;

namespace Examples.Shared.Tracing;

/// <summary>What a tensor of a trace is.</summary>
public enum TensorKind
{
    /// <summary>What an example watches by a name of its own.</summary>
    Data,

    /// <summary>A parameter before the first step.</summary>
    Initial,

    /// <summary>What goes into a model.</summary>
    Input,

    /// <summary>What goes into a module of a model, unless it is what was kept last, such as what came out of the module before.</summary>
    ModuleInput,

    /// <summary>What comes out of a module.</summary>
    Output,

    /// <summary>The loss.</summary>
    Loss,

    /// <summary>A buffer, such as a running mean of batch norm: before the first step, or after one.</summary>
    Buffer,

    /// <summary>The gradient of a parameter.</summary>
    Gradient,

    /// <summary>A parameter after the step.</summary>
    Parameter,
}

/// <summary>Which tensor of a trace it is.</summary>
/// <param name="Step">The step of training, from 1 on; 0 before the first.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">
/// Of the data, the module, the training or the parameter. Of several tensors that go into a module or come out of it,
/// the second is decoder[1].
/// </param>
public readonly record struct Place(int Step, TensorKind Kind, string Name)
{
    /// <summary>The name without what tells the tensors of one call apart, such as decoder of decoder[1].</summary>
    internal string Module => Name.Split('[')[0];

    /// <summary>The same place, whatever the case its name is written in: LogWidths or _logWidths in C#, log_widths in Python.</summary>
    internal Place InAnyCase => this with { Name = Name.Replace("_", "").ToUpperInvariant() };

    /// <summary>Whether it is a part of a module, such as decoder.weight of decoder.</summary>
    internal bool IsPartOf(Place module) => InAnyCase.Name.StartsWith($"{module.InAnyCase.Module}.");

    public override string ToString() => Kind switch
    {
        TensorKind.Data => $"the data {Name}",
        TensorKind.Initial => $"the initial {Name}",
        TensorKind.Input or TensorKind.ModuleInput => $"the input of {Name}",
        TensorKind.Output => $"the output of {Name}",
        TensorKind.Loss => Name == "loss" ? "the loss" : $"the loss of {Name}",
        TensorKind.Buffer when Step == 0 => $"the initial {Name}",
        TensorKind.Gradient => $"the gradient of {Name}",
        _ => $"{Name} after the step",
    };
}

/// <summary>A tensor that a program computed in its first steps.</summary>
/// <param name="Place">Which one.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Values">Its elements in row-major order.</param>
public sealed record Traced(Place Place, IReadOnlyList<long> Shape, ScalarType Type, double[] Values)
{
    /// <summary>Whether both have the same shape and, but for a buffer, such as a mask, the same type.</summary>
    public bool IsComparableTo(Traced other) =>
        (Type == other.Type || Place.Kind == TensorKind.Buffer) && Shape.SequenceEqual(other.Shape);

    /// <summary>The indices of an element, as one writes them.</summary>
    public string IndexOf(int element)
    {
        var indices = new long[Shape.Count];
        var rest = (long)element;
        for (var dimension = Shape.Count - 1; dimension >= 0; dimension--)
        {
            (rest, indices[dimension]) = Math.DivRem(rest, Shape[dimension]);
        }

        return $"[{string.Join(", ", indices)}]";
    }
}
