// libtorch has one random generator for the process, so tests that compute in it run one after the other; those of the
// collections below only start other processes, and run beside them: in two, each of which takes about as long as the rest.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 3)]

namespace Examples.Tests.Support;

/// <summary>Tests of the program as people call it, and of its pages.</summary>
[CollectionDefinition(Name)]
public sealed class Processes
{
    public const string Name = "processes";
}

/// <summary>Tests of the networks that train for long.</summary>
[CollectionDefinition(Name)]
public sealed class Trainings
{
    public const string Name = "trainings";
}
