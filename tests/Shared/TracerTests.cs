using System.IO.Compression;

using Examples.Shared.Tracing;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>What a trace keeps, beyond what the ports of <see cref="PortTests"/> show.</summary>
public sealed class TracerTests : InFolder
{
    [Fact]
    public void What_a_model_computes_after_the_last_step_is_left_out()
    {
        using var model = nn.Linear(1, 1);
        var tracer = new Tracer(3);
        tracer.Watch("", model);
        tracer.Step("loss", model.call(ones(1, 1)));
        model.call(ones(1, 1));
        tracer.Write(_folder["trace.pth"]);
        Assert.Equal([0, 1], TraceFile.Read(_folder["trace.pth"]).Select(traced => traced.Place.Step).Distinct());
    }

    [Fact]
    public void Of_very_large_data_what_comes_first_is_kept()
    {
        var tracer = new Tracer(3);
        tracer.Watch("much", zeros(1 << 24, ScalarType.Byte));
        tracer.Watch("more", ones(1));
        tracer.Write(_folder["trace.pth"]);
        using var archive = ZipFile.OpenRead(_folder["trace.pth"]);
        Assert.Single(archive.Entries, entry => entry.FullName.Contains("/data/", StringComparison.Ordinal));
    }
}
