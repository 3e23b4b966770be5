using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>The fingerprint of kernels is the one that pytorch/record.py takes.</summary>
public sealed class KernelsTests
{
    [Fact]
    public void It_is_of_the_functions_that_are_recorded_with_the_same_random_input() =>
        AssertSame(JsonNode.Parse(File.ReadAllText(Path.Combine(Clone.Twins, "recorded", "kernels.json")))!, ["rand"]);

    [TwinFact]
    public void Another_PyTorch_draws_the_same_numbers_and_one_of_this_libtorch_computes_the_same()
    {
        const string Script = "import json, sys; sys.path.append(sys.argv[1]); import record; print(json.dumps(record.fingerprint()))";
        var ended = LiveTwin.Python.Run(["-c", Script, Clone.Twins], CancellationToken.None);
        Assert.True(ended.Exit == 0, ended.Error);
        var twins = JsonNode.Parse(ended.Output)!;
        AssertSame(twins, ((string)twins["torch"]!).Split('+')[0] == Libtorch.Version ? [.. Kernels.Fingerprint().Keys] : ["rand"]);
    }

    private static void AssertSame(JsonNode other, string[] equal)
    {
        var (here, there) = (Kernels.Fingerprint(), other["sha256"].Deserialize<Dictionary<string, string>>()!);
        Assert.Equal(Kernels.Recorded, other["kernels"].Deserialize<Dictionary<string, string?>>()!);
        Assert.Equal(there.Keys, here.Keys);
        Assert.All(equal, function => Assert.Equal(there[function], here[function]));
    }
}
