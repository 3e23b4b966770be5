using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>Every example prints the same bytes as its twin.</summary>
public sealed class TwinTests
{
    public static TheoryData<string, long> Seeds()
    {
        var data = new TheoryData<string, long>();
        foreach (var entry in Example.Catalog.Entries)
        {
            foreach (var seed in entry.Info.Random ? [0, 1, 2] : new long[] { 0 })
            {
                data.Add(entry.Info.Name, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Output_is_the_twins(string name, long seed) => Example.SameAsTwin(name, new RunOptions { Seed = seed });
}
