using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

/// <summary>What <see cref="RecordTests"/> demand, of the networks that train for long.</summary>
[Collection(Collections.Trainings)]
public sealed class ZooRecordTests(RecordTests.Tally tally) : IClassFixture<RecordTests.Tally>
{
    public static TheoryData<string> Names() =>
        Example.Names(entry => entry.Subject == "Zoo" && !ChaoticRecordTests.Chaotic.Contains(entry.Info.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_its_record(string name) => RecordTests.IsItsRecord(name, Example.Apart(name), tally);
}
