namespace Examples.Shared;

/// <summary>What is known of an example before it runs. A default that is left out is an option that it does not have.</summary>
/// <param name="name">On the command line, in kebab-case; its twin is pytorch/{name with _ for -}.py.</param>
/// <param name="summary">What it shows, in one sentence.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ExampleAttribute(string name, string summary) : Attribute
{
    public string Name { get; } = name;

    public string Summary { get; } = summary;

    /// <summary>The slides it comes from, as numbered in the lectures.</summary>
    public required string Slides { get; init; }

    /// <summary>Whether it draws random numbers, and so has a seed.</summary>
    public bool Random { get; init; } = true;

    /// <summary>Whether it computes in float64, which not every device does.</summary>
    public bool DoublePrecision { get; init; }

    /// <summary>
    /// How exactly it computes, relative to 1: the distance to the next float32, or 64 times the distance to the next
    /// float64. Libraries add up in different orders, and no mistake is so small.
    /// </summary>
    public double Precision => DoublePrecision ? 64 * (double.BitIncrement(1) - 1) : MathF.BitIncrement(1) - 1;

    /// <summary>How many samples it generates.</summary>
    public int Samples { get; init; }

    /// <summary>How many epochs it trains for.</summary>
    public int Epochs { get; init; }

    /// <summary>The learning rate η.</summary>
    public double LearningRate { get; init; }

    /// <summary>How many samples are in a mini-batch.</summary>
    public int BatchSize { get; init; }

    /// <summary>The loss is printed every so many epochs.</summary>
    public int LogEvery { get; init; }

    /// <summary>Whether it takes a table in place of its own data: --data, --target and --drop.</summary>
    public bool Data { get; init; }

    /// <summary>
    /// Whether it trains one model, whose weights can be saved and loaded: <see cref="Run.Watch(TorchSharp.torch.nn.Module)"/>.
    /// </summary>
    public bool Weights { get; init; }

    /// <summary>The file of the twin, in pytorch/.</summary>
    public string Twin => Name.Replace('-', '_') + ".py";
}
