using System.Reflection;

using Xunit.Sdk;

namespace Examples.Tests.Support;

/// <summary>Runs a theory at so many seeds, from 0 on.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SeedsAttribute(int count) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => Enumerable.Range(0, count).Select(seed => new object[] { (long)seed });
}
