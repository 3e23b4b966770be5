using System.Reflection;

using Xunit.Sdk;

namespace Examples.Tests.Support;

/// <summary>Runs a theory at so many seeds, from 0 on, but at no more than the variable SEEDS says; without it, at seed 0.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SeedsAttribute(int count) : DataAttribute
{
    /// <summary>What SEEDS says.</summary>
    public static int Most { get; } = int.TryParse(Environment.GetEnvironmentVariable("SEEDS"), out var seeds) ? seeds : 1;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        Enumerable.Range(0, Math.Min(count, Most)).Select(seed => new object[] { (long)seed });
}
