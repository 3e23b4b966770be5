// libtorch has one random generator for the process, so tests that compute in it run one after the other; those of the
// collections below only start other processes, and run beside them, so that two cores have something to do to the end.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly, MaxParallelThreads = 6)]

namespace Examples.Tests.Support;

/// <summary>Names of the collections of tests that run beside the others.</summary>
internal static class Collections
{
    /// <summary>Of the program as people call it.</summary>
    public const string Programs = "programs";

    /// <summary>Of examples beside their live twins.</summary>
    public const string Twins = "twins";

    /// <summary>Of its pages, in a browser.</summary>
    public const string Pages = "pages";

    /// <summary>Of the networks that train for long, and of twins with a mistake.</summary>
    public const string Trainings = "trainings";

    /// <summary>Of the recurrent ones, which train for as long as all the others together, and of records of what is chaotic.</summary>
    public const string RecurrentTrainings = "recurrent trainings";
}
