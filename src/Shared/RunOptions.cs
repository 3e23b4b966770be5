namespace Examples.Shared;

/// <summary>What a caller may choose of a run. Null leaves an example's default.</summary>
public sealed record RunOptions
{
    /// <summary>auto, cpu, cuda, cuda:N or mps.</summary>
    public string Device { get; init; } = "auto";

    public long Seed { get; init; }

    /// <summary>Threads for the operators on the CPU; null leaves it to libtorch.</summary>
    public int? Threads { get; init; }

    /// <summary>The folder in which each example has its own.</summary>
    public string Out { get; init; } = "out";

    /// <summary>Nothing on standard error but errors.</summary>
    public bool Quiet { get; init; }

    public int? Samples { get; init; }

    public int? Epochs { get; init; }

    public double? LearningRate { get; init; }

    public int? BatchSize { get; init; }

    public int? LogEvery { get; init; }

    /// <summary>A file of data in place of the example's own.</summary>
    public string? Data { get; init; }
}
