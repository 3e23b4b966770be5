// libtorch has one random generator for the process, so tests run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
