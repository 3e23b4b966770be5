using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

using Examples.Tests.Support;

using SkiaSharp;

namespace Examples.Tests;

/// <summary>However a run ends, a file that it leaves is whole.</summary>
[Collection(Collections.Programs)]
public sealed class CrashTests
{
    private static readonly string[] s_run =
        ["linear", "--epochs", "300", "--device", "cpu", "--format", "both", "--trace", "--save", "out/linear/weights.pth"];

    [LinuxFact]
    public void A_run_killed_at_a_random_moment_leaves_no_truncated_file()
    {
        var random = new Random(1);
        var moments = Enumerable.Range(0, 4).Select(_ => TimeSpan.FromMilliseconds(random.Next(150))).ToArray();
        Parallel.ForEach(moments, new ParallelOptions { MaxDegreeOfParallelism = 2 }, moment =>
        {
            using var program = new ExamplesProgram();
            var process = program.Start(s_run);
            while (!Whole(program.Folder.Path).Any() && !process.WaitForExit(5))
            {
                // Before it begins to write, there is nothing to break.
            }

            if (!process.WaitForExit(moment))
            {
                process.Kill();
                process.WaitForExit();
            }

            Assert.NotEmpty(Whole(program.Folder.Path));
            AssertWhole(program.Folder.Path);
        });
    }

    [UnshareTheory]
    [InlineData(4, 300)]
    [InlineData(64, 5000)]
    public void A_full_disk_is_said_and_leaves_no_truncated_file(int kilobytes, int epochs)
    {
        // A file system of this size, which nobody else sees.
        using var program = new ExamplesProgram();
        Directory.CreateDirectory(program.Folder["out"]);
        program.Script("full", $"mount -t tmpfs -o size={kilobytes}k none out\neval \"$1\"\ncode=$?\ncp -r out kept\nexit $code");
        var call = string.Join(' ', s_run).Replace("--epochs 300", $"--epochs {epochs}");
        var ended = program.Shell(call, "unshare --map-root-user --mount ./full");
        Assert.Equal(ExitCode.Failed, ended.Exit);
        Assert.Contains("No space left on device", ended.Error);
        Assert.DoesNotContain("   at ", ended.Error);
        AssertWhole(program.Folder["kept"]);
        Assert.Empty(Directory.EnumerateFiles(program.Folder["kept"], ".*", SearchOption.AllDirectories));
    }

    /// <summary>The files that say they are whole; a name with a dot in front is that of a file which is still written.</summary>
    private static IEnumerable<string> Whole(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !Path.GetFileName(file).StartsWith('.'));

    /// <summary>Reads every file to its end.</summary>
    private static void AssertWhole(string folder)
    {
        foreach (var file in Whole(folder))
        {
            switch (Path.GetExtension(file))
            {
                case ".png":
                    using (var codec = SKCodec.Create(file))
                    using (var bitmap = new SKBitmap(codec.Info))
                    {
                        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
                    }

                    break;
                case ".svg":
                    Assert.EndsWith("</svg>", File.ReadAllText(file).TrimEnd());
                    break;
                case ".csv":
                    var lines = File.ReadAllText(file).Split('\n');
                    Assert.Equal("", lines[^1]);
                    Assert.All(lines[1..^1], line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture));
                    break;
                case ".json":
                    JsonDocument.Parse(File.ReadAllText(file)).Dispose();
                    break;
                case ".pth":
                    using (var archive = ZipFile.OpenRead(file))
                    {
                        Assert.NotEmpty(archive.Entries);
                    }

                    break;
                default:
                    Assert.Fail($"What is {file}?");
                    break;
            }
        }
    }
}
