using Examples.Shared.Comparison;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>What a program left, as it is read for a comparison.</summary>
public sealed class SideTests : InFolder
{
    private const string Run = """{"torch":"2.10.0","cpuCapability":"AVX2","device":"cpu","secondsPerEpoch":null}""";

    [Fact]
    public void Output_is_the_same_bytes_but_for_the_line_endings_of_Windows() =>
        Assert.Equal("a\nb\fc\rd", Read(Run, "epoch,loss\n0,1.5\n", "a\r\nb\fc\rd").Output);

    [Theory]
    [InlineData("{", "epoch,loss\n0,1.5\n", "run.json")]
    [InlineData("null", "epoch,loss\n0,1.5\n", "run.json")]
    [InlineData("""{"torch":5}""", "epoch,loss\n0,1.5\n", "run.json")]
    [InlineData(Run, "", "loss.csv")]
    [InlineData(Run, "epoch,loss\n0\n", "loss.csv")]
    [InlineData(Run, "epoch,loss\n0,x\n", "loss.csv")]
    public void A_file_that_is_damaged_is_named(string run, string losses, string file) =>
        Assert.Equal($"{file} is missing or damaged", Assert.Throws<InvalidDataException>(() => Read(run, losses, "")).Message);

    /// <summary>A twin writes the header, a C# program no file.</summary>
    [Fact]
    public void A_training_of_which_nothing_was_recorded_is_none() => Assert.Empty(Read(Run, "epoch,loss\n", "").Losses);

    [Fact]
    public void Where_the_first_training_recorded_something_the_second_that_did_not_is_kept() =>
        Assert.Equal([2, 0], Read(Run, "epoch,one,other\n0,1,\n1,2,\n", "").Losses.Select(curve => curve.Losses.Count));

    [Fact]
    public void Files_of_a_damaged_run_are_not_known_and_stay()
    {
        File.WriteAllText(_folder["run.json"], """{"figures":{"a":1,"a":2}}""");
        Assert.Empty(RunSummary.FilesIn(_folder.Path));
    }

    [Fact]
    public void Files_of_a_run_are_in_its_folder()
    {
        File.WriteAllText(_folder["run.json"], """{"figures":{"../above.png":"of another folder"}}""");
        Assert.Equal(["loss.csv", "trace.pth", "above.png"], RunSummary.FilesIn(_folder.Path));
    }

    [Fact]
    public void Of_a_long_line_the_part_is_shown_where_two_programs_part()
    {
        var same = new string('s', 500);
        var difference = new Difference("line 1", $"{same}\u001b[31mhere", $"{same}\u001b[31mthere{same}", double.PositiveInfinity);
        Assert.Matches("^from line 1 on: …s{20}\ufffd\\[31mhere here, …s{20}\ufffd\\[31mtheres{70}… there$", difference.ToString());
    }

    private Side Read(string run, string losses, string output)
    {
        File.WriteAllText(_folder["run.json"], run);
        File.WriteAllText(_folder["loss.csv"], losses);
        return Side.Read("PyTorch", _folder.Path, output);
    }
}
