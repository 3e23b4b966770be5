using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>Files appear whole or not at all.</summary>
public sealed class OutputFolderTests : InFolder
{
    [Fact]
    public void A_folder_is_made_with_those_around_it()
    {
        var output = new OutputFolder(_folder["a", "b"]);
        output.Write("file.txt", path => File.WriteAllText(path, "text"));
        Assert.Equal("text", File.ReadAllText(_folder["a", "b", "file.txt"]));
        Assert.Equal(["file.txt"], output.Written);
        Assert.Equal([Path.Combine("a", "b", "file.txt")], _folder.Files);
    }

    [Fact]
    public void A_folder_that_another_run_has_removed_is_made_again()
    {
        var output = new OutputFolder(_folder["a", "b"]);
        Directory.Delete(_folder["a"], recursive: true);
        output.Write("file.txt", path => File.WriteAllText(path, "text"));
        Assert.Equal("text", File.ReadAllText(_folder["a", "b", "file.txt"]));
    }

    [Fact]
    public void A_file_has_its_name_only_when_it_is_whole()
    {
        new OutputFolder(_folder.Path).Write("file.txt", path =>
        {
            File.WriteAllText(path, "half");
            Assert.False(File.Exists(_folder["file.txt"]));
            File.AppendAllText(path, " and half");
        });
        Assert.Equal("half and half", File.ReadAllText(_folder["file.txt"]));
    }

    [Fact]
    public void What_a_killed_run_left_half_written_is_removed_by_a_later_one()
    {
        var (old, young, other) = (Partial(), Partial(), _folder[$".session.{Guid.NewGuid():N}"]);
        foreach (var file in new[] { old, young, other })
        {
            File.WriteAllText(file, "half");
        }

        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-2));
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddHours(-2));
        _ = new OutputFolder(_folder.Path);
        Assert.Equal((false, true, true), (File.Exists(old), File.Exists(young), File.Exists(other)));

        string Partial() => _folder[$".fit.png.{Guid.NewGuid():N}.partial"];
    }

    [Fact]
    public void A_failed_write_leaves_what_was_there_before_and_nothing_else()
    {
        var output = new OutputFolder(_folder.Path);
        output.Write("file.txt", path => File.WriteAllText(path, "before"));
        var error = Assert.Throws<RunException>(() => output.Write("file.txt", path =>
        {
            File.WriteAllText(path, "half");
            throw new IOException("No space left on device");
        }));
        Assert.Contains("file.txt", error.Message);
        Assert.Contains("No space left on device", error.Message);
        Assert.Equal("before", File.ReadAllText(_folder["file.txt"]));
        Assert.Equal(["file.txt"], _folder.Files);
        Assert.Single(output.Written);
    }

    [Fact]
    public void Any_other_failure_leaves_nothing_either()
    {
        Assert.Throws<InvalidOperationException>(() => new OutputFolder(_folder.Path).Write("file.txt", path =>
        {
            File.WriteAllText(path, "half");
            throw new InvalidOperationException();
        }));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_folder_that_is_gone_and_can_not_be_made_again_is_a_failed_write()
    {
        var output = new OutputFolder(_folder["gone"]);
        Directory.Delete(_folder["gone"]);
        File.WriteAllText(_folder["gone"], "");
        Assert.Throws<RunException>(() => output.Write("file.txt", path => File.WriteAllText(path, "text")));
        Assert.Empty(output.Written);
    }

    [Fact]
    public void A_file_cannot_take_the_place_of_a_folder()
    {
        Directory.CreateDirectory(_folder["file.txt"]);
        Assert.Throws<RunException>(() => new OutputFolder(_folder.Path).Write("file.txt", path => File.WriteAllText(path, "text")));
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        File.WriteAllText(_folder["file"], "text");
        var error = Assert.Throws<UsageException>(() => new OutputFolder(_folder["file"]));
        Assert.Contains("--out", error.Message);
        Assert.Throws<UsageException>(() => new OutputFolder(_folder["file", "below"]));
    }

    [LinuxFact]
    public void A_link_to_nothing_is_no_folder()
    {
        File.CreateSymbolicLink(_folder["link"], _folder["nothing"]);
        var error = Assert.Throws<UsageException>(() => new OutputFolder(_folder["link", "linear"]));
        Assert.Contains($"is a link to {_folder["nothing"]}, which is no folder", error.Message);
    }

    [LinuxTheory]
    [InlineData("/proc/nothing/linear", "/proc/nothing")]
    [InlineData("/proc", "'/proc'")]
    public void A_folder_that_cannot_be_written_to_is_refused_in_its_own_name(string path, string name)
    {
        var message = Assert.Throws<UsageException>(() => new OutputFolder(path)).Message;
        Assert.Contains(name, message);
        Assert.Contains("--out", message);
        Assert.DoesNotContain("/.", message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_path_is_refused(string path) => Assert.Throws<UsageException>(() => new OutputFolder(path));

    [Fact]
    public void Many_files_can_be_written_at_once()
    {
        var output = new OutputFolder(_folder.Path);
        Parallel.For(0, 50, i => output.Write($"{i}.txt", path => File.WriteAllText(path, $"{i}")));
        Assert.Equal(50, output.Written.Count);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}.txt").Order(StringComparer.Ordinal), _folder.Files);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal($"{i}", File.ReadAllText(_folder[$"{i}.txt"])));
    }
}
