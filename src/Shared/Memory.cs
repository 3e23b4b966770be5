namespace Examples.Shared;

/// <summary>Whether there is memory for what was asked for: the kernel would end a program that only finds out.</summary>
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
            throw new UsageException($"{samples} samples need {needed >> 30} GB of memory and more, and this machine has {there >> 30} GB. Choose fewer with --samples.");
        }
    }
}
