using Examples.Shared;
using Examples.Tests.Support;

namespace Examples.Tests;

/// <summary>Every example prints the same bytes as its twin, for as many seeds as the variable SEEDS says, or three.</summary>
public sealed class TwinTests
{
    private static readonly int s_seeds = int.TryParse(Environment.GetEnvironmentVariable("SEEDS"), out var seeds) ? seeds : 3;

    public static TheoryData<string, long> Seeds()
    {
        var data = new TheoryData<string, long>();
        foreach (var entry in Example.Catalog.Entries)
        {
            for (var seed = 0; seed < (entry.Info.Random ? s_seeds : 1); seed++)
            {
                data.Add(entry.Info.Name, seed);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Output_is_the_twins(string name, long seed) => Example.SameAsTwin(name, $"--seed {seed}");
}
