// libtorch has one random generator for the process, so tests that compute in it run one after the other.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 2)]

namespace Examples.Tests.Support;

/// <summary>Tests that only start other processes, and run beside the others: so many that both take about as long.</summary>
[CollectionDefinition(Name)]
public sealed class Processes
{
    public const string Name = "processes";
}
