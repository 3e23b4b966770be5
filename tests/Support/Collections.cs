// libtorch has one random generator for the process, so tests that compute in it run one after the other; those of the
// collections below only start other processes, and run beside them, so that two cores have something to do to the end.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 6)]

namespace Examples.Tests.Support;

/// <summary>Tests of the program as people call it.</summary>
[CollectionDefinition(Name)]
public sealed class Programs
{
    public const string Name = "programs";
}

/// <summary>Tests of examples beside their live twins.</summary>
[CollectionDefinition(Name)]
public sealed class Twins
{
    public const string Name = "twins";
}

/// <summary>Tests of its pages, in a browser.</summary>
[CollectionDefinition(Name)]
public sealed class Pages
{
    public const string Name = "pages";
}

/// <summary>Tests of the networks that train for long, and of twins with a mistake.</summary>
[CollectionDefinition(Name)]
public sealed class Trainings
{
    public const string Name = "trainings";
}

/// <summary>Tests of the recurrent ones, which train for as long as all the others together, and of records of what is chaotic.</summary>
[CollectionDefinition(Name)]
public sealed class RecurrentTrainings
{
    public const string Name = "recurrent trainings";
}
