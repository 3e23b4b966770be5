using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

/// <summary>What <see cref="RecordTests"/> demand, of the recurrent networks, which train for longest.</summary>
[Collection(RecurrentTrainings.Name)]
public sealed class RecurrentRecordTests(RecordTests.Tally tally) : IClassFixture<RecordTests.Tally>
{
    internal static readonly string[] Recurrent = ["rnn", "lstm", "gru"];

    public static TheoryData<string> Names() => Example.Names(entry => Recurrent.Contains(entry.Info.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void It_is_its_record(string name) => RecordTests.IsItsRecord(name, Example.Apart(name), tally);
}
