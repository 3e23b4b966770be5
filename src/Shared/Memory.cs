namespace Examples.Shared;

/// <summary>Refuses what cannot fit before it is allocated: the kernel kills a process that runs out of memory.</summary>
internal static class Memory
{
    // What the leanest example, linear, was measured to need for a sample while it trains.
    private const long BytesPerSample = 96;

    /// <exception cref="UsageException">So many samples do not fit into this machine's memory.</exception>
    public static void Require(int samples)
    {
        var (needed, there) = (samples * BytesPerSample, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        if (needed > there)
        {
            throw new UsageException(
                $"{samples} samples need {needed >> 30} GB of memory and more, and this machine has {there >> 30} GB. "
                + "Choose fewer with --samples.");
        }
    }
}
