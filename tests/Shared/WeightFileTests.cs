using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>Weights go to Python and come back, and a file that is not of the model changes nothing.</summary>
public sealed class WeightFileTests : InFolder
{
    [Theory]
    [InlineData("w.pth")]
    [InlineData("w.safetensors")]
    public void Training_goes_on_from_saved_weights(string file)
    {
        Example.Run("linear", $"--epochs 20 --save {_folder[file]}");
        var further = Example.Run("linear", $"--epochs 5 --load {_folder[file]}");
        Assert.Equal(Example.Run("linear", "--epochs 25").Losses.Skip(20), further.Losses);
        Assert.Equal([file], _folder.Files);
    }

    public static TheoryData<string> Trained() => Example.Names(entry => entry.Info.Weights);

    [TwinTheory]
    [MemberData(nameof(Trained))]
    public void Weights_go_to_the_twin_and_come_back(string name)
    {
        var (mine, theirs) = (_folder["mine.pth"], _folder["theirs.pth"]);
        var info = Example.Catalog.Find(name).Info;
        var trained = Example.Run(name, $"--epochs 10 --save {mine}");
        var twin = LiveTwin.Run(info, Example.Options($"--epochs 1 --load {mine}"))!;

        // Equal starts make equal losses; the first is of the loaded weights alone, and not that of an untrained model.
        var first = Example.Run(name, $"--epochs 1 --load {mine}").Losses[0];
        Assert.Equal(first, twin.Losses[0].Losses[0], 1e-5 * first);
        Assert.NotEqual(trained.Losses[0], first, 1e-4 * first);
        LiveTwin.Run(info, Example.Options("--epochs 10"), save: theirs);
        Assert.Equal(first, Example.Run(name, $"--epochs 1 --load {theirs}").Losses[0], 1e-5 * first);

        // At such a rate no step changes a float32, so that they come back to the bit.
        LiveTwin.Run(info, Example.Options($"--epochs 1 --lr 1e-30 --load {mine}"), save: theirs);
        Assert.Equal(Numbers(mine), Numbers(theirs));
    }

    /// <summary>The bytes of all tensors of a .pth.</summary>
    private static string[] Numbers(string file)
    {
        using var archive = ZipFile.OpenRead(file);
        return [.. archive.Entries.Where(entry => entry.FullName.Contains("/data/")).OrderBy(entry => entry.Name).Select(Bytes)];

        static string Bytes(ZipArchiveEntry entry)
        {
            using var stored = entry.Open();
            using var bytes = new MemoryStream();
            stored.CopyTo(bytes);
            return Convert.ToHexString(bytes.ToArray());
        }
    }

    [TwinFact]
    public void A_twin_that_refuses_weights_leaves_those_that_are_there()
    {
        var (mine, other) = (_folder["mine.pth"], _folder["other.pth"]);
        Example.Run("linear", $"--epochs 1 --save {mine}");
        Example.Run("quadratic", $"--epochs 1 --save {other}");
        var before = File.ReadAllBytes(mine);
        var ended = LiveTwin.Ended(Example.Catalog.Find("linear").Info, ["--load", other, "--save", mine, "--out", _folder["out"]]);
        Assert.Equal(ExitCode.Usage, ended.Exit);
        Assert.Contains("holds no weights of this model: Error(s) in loading state_dict for Linear: Missing key(s)", ended.Error);
        Assert.Equal(before, File.ReadAllBytes(mine));
        Assert.DoesNotContain(Path.Combine("out", "linear", "run.json"), _folder.Files);
    }

    [TwinFact]
    public void A_twin_takes_and_leaves_no_weights_of_a_model_with_a_name()
    {
        var info = Example.Catalog.Find("linear").Info;
        var named = File.ReadAllText(Path.Combine(LiveTwin.Folder, info.Twin)).Replace("run.watch(model)", "run.watch(\"line\", model)");
        string[] arguments = ["--epochs", "1", "--out", _folder["out"], "--save", _folder["w.pth"]];
        Assert.Contains("without a name, run.watch(model)", LiveTwin.Ended(info, arguments, named).Error);
        Assert.Empty(_folder.Files);
    }

    [LinuxTwinFact]
    public void A_twin_that_cannot_save_says_so_and_fails()
    {
        var linear = Example.Catalog.Find("linear").Info;
        string[] files = ["--save", "/proc/w.pth", "--out", _folder["out"]];
        var ended = LiveTwin.Ended(linear, ["--epochs", "2", .. files]);
        Assert.Equal((ExitCode.Failed, "Can't write /proc/w.pth: No such file or directory.\n"), (ended.Exit, ended.Error));
        Assert.Contains("\"done\"", File.ReadAllText(_folder["out", "linear", "run.json"]));
    }

    [Fact]
    public void A_training_that_diverges_leaves_the_weights_that_are_there()
    {
        var file = _folder["w.pth"];
        Example.Run("linear", $"--epochs 3 --save {file}");
        var before = File.ReadAllBytes(file);
        var ran = Example.Run("linear", Example.Options($"--epochs 99 --lr 3e38 --load {file} --save {file}"));
        Assert.Contains("Training diverged", ran.Errors);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [TwinFact]
    public void A_twin_whose_training_diverges_leaves_the_weights_that_are_there()
    {
        var (linear, file) = (Example.Catalog.Find("linear").Info, _folder["w.PTH"]);
        LiveTwin.Run(linear, Example.Options("--epochs 3"), save: file);
        var before = File.ReadAllBytes(file);
        var ended = LiveTwin.Ended(linear, ["--epochs", "99", "--lr", "3e38", "--load", file, "--save", file]);
        Assert.Contains("Training diverged", ended.Error);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [TwinFact]
    public void A_twin_takes_no_weights_of_another_type()
    {
        WeightFile.Save(new OutputFolder(_folder.Path), "w.pth", State(zeros(1, 1, float64), zeros(1, float64)));
        var ended = LiveTwin.Ended(Example.Catalog.Find("linear").Info, ["--epochs", "1", "--load", _folder["w.pth"]]);
        Assert.Equal(ExitCode.Usage, ended.Exit);
        Assert.Contains("its weight is of torch.float64", ended.Error);
    }

    [Theory]
    [InlineData("w.pth")]
    [InlineData("w.safetensors")]
    public void Transposed_weights_are_saved_as_what_they_are(string file)
    {
        var (transposed, loaded) = (arange(6f).reshape(2, 3).t(), zeros(3, 2));
        WeightFile.Save(new OutputFolder(_folder.Path), file, new() { ["weight"] = transposed });
        WeightFile.Load(_folder[file], new Dictionary<string, Tensor> { ["weight"] = loaded });
        Assert.Equal(transposed.Numbers(), loaded.Numbers());
    }

    [Fact]
    public void Loaded_weights_still_have_gradients()
    {
        using var model = nn.Linear(2, 3);
        using var other = nn.Linear(2, 3);
        WeightFile.Save(new OutputFolder(_folder.Path), "w.pth", model.state_dict());
        WeightFile.Load(_folder["w.pth"], other.state_dict());
        Assert.True(other.weight.requires_grad);
        Assert.Equal(model.weight.Numbers(), other.weight.Numbers());
    }

    /// <summary>Files that are not the weights of a linear layer of two inputs and three outputs.</summary>
    public static TheoryData<string, byte[], string> Bad()
    {
        var good = Safetensors(nn.Linear(2, 3).state_dict());
        var data = new TheoryData<string, byte[], string>
        {
            { "empty.pth", [], "is damaged" },
            { "empty.safetensors", [], "is damaged" },
            { "page.pth", "<!DOCTYPE html><html></html>"u8.ToArray(), "in the format of its name: what torch.save(model.state_dict(), …) of PyTorch" },
            { "code.pth", "cos\nsystem\n(S'echo bad'\ntR."u8.ToArray(), "is damaged" },
            { "truncated.safetensors", good[..^9], "is damaged" },
            { "header.safetensors", [.. Length(1L << 31), .. "{}"u8], "is damaged" },
            { "list.safetensors", [.. Length(2), .. "[]"u8], "in the format of its name: safetensors." },
            { "outside.safetensors", Header("""{"weight":{"dtype":"F32","shape":[3,2],"data_offsets":[0,999999]}}"""), "is damaged" },
            { "overlap.safetensors", Header("""{"weight":{"dtype":"F32","shape":[3,2],"data_offsets":[0,24]},"bias":{"dtype":"F32","shape":[3],"data_offsets":[12,24]}}"""), "is damaged" },
            { "claims.safetensors", Header("""{"weight":{"dtype":"F32","shape":[1000000000,1000000000],"data_offsets":[0,24]}}"""), "is damaged" },
            { "bomb.pth", Compressed(State(zeros(1000, 1000), zeros(3))), "is damaged" },
            { "large.pth", new byte[1 << 20], "has 1048576 bytes" },
            { "missing.safetensors", Safetensors(new() { ["weight"] = zeros(3, 2) }), "it has no bias" },
            { "more.safetensors", Safetensors(new(State(zeros(3, 2), zeros(3))) { ["scale"] = zeros(1) }), "its scale is not in this one" },
            { "shape.safetensors", Safetensors(State(zeros(2, 3), zeros(3))), "its weight has the shape (2, 3), this one's (3, 2)" },
            { "type.safetensors", Safetensors(State(zeros(3, 2, float64), zeros(3))), "its weight is float64, this one's float32" },
            { "diverged.safetensors", Safetensors(State(zeros(3, 2), full(3, float.NaN))), "has a bias that is not finite" },
        };
        return data;
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_file_that_is_not_of_the_model_is_one_line_and_changes_nothing(string file, byte[] bytes, string message)
    {
        File.WriteAllBytes(_folder[file], bytes);
        using var model = nn.Linear(2, 3);
        var (weight, before) = (model.weight.Numbers(), GC.GetAllocatedBytesForCurrentThread());
        var error = Assert.Throws<UsageException>(() => WeightFile.Load(_folder[file], model.state_dict()));
        Assert.StartsWith(_folder[file], error.Message);
        Assert.Contains(message, error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(weight, model.weight.Numbers());

        // None of the claims, of 2 GB and more, is believed.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 << 20);
    }

    [TwinFact]
    public void A_twin_refuses_weights_of_a_training_that_diverged_and_runs_no_code_in_them()
    {
        WeightFile.Save(new OutputFolder(_folder.Path), "diverged.pth", State(zeros(1, 1), full(1, float.NaN)));
        File.WriteAllText(_folder["code.pth"], $"cbuiltins\nopen\n(S'{_folder["made"]}'\nS'w'\ntR.");
        var info = Example.Catalog.Find("linear").Info;
        var (exit, error) = LiveTwin.Ended(info, ["--epochs", "1", "--load", _folder["diverged.pth"]]);
        Assert.Equal(ExitCode.Usage, exit);
        Assert.Contains("has a bias that is not finite", error);
        Assert.Equal(ExitCode.Usage, LiveTwin.Ended(info, ["--epochs", "1", "--load", _folder["code.pth"]]).Exit);
        Assert.False(File.Exists(_folder["made"]));
    }

    [Fact]
    public void A_file_that_is_not_there_or_a_folder_is_said()
    {
        Assert.Contains("There is no file", Refused($"--load {_folder["no.pth"]}"));
        Directory.CreateDirectory(_folder["folder.pth"]);
        Assert.Contains("is a folder", Refused($"--load {_folder["folder.pth"]}"));
    }

    [Fact]
    public void A_file_that_can_not_be_saved_to_is_said_before_the_training()
    {
        Directory.CreateDirectory(_folder["folder.pth"]);
        Assert.Contains("is a folder", Refused($"--save {_folder["folder.pth"]}"));
        Assert.Contains("is what --trace leaves", Refused($"--save {_folder["trace.pth"]}"));
    }

    private static string Refused(string options) =>
        Assert.Throws<UsageException>(() => Example.Run("linear", options)).Message;

    /// <summary>As torch.save leaves weights, but compressed, which it does not do.</summary>
    private static byte[] Compressed(Dictionary<string, Tensor> weights)
    {
        using var stored = new MemoryStream();
        using var compressed = new MemoryStream();
        TorchSharp.PyBridge.PyTorchPickler.PickleStateDict(stored, weights, leaveOpen: true);
        using var from = new ZipArchive(stored);
        using (var to = new ZipArchive(compressed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var source = entry.Open();
                using var target = to.CreateEntry(entry.FullName).Open();
                source.CopyTo(target);
            }
        }

        return compressed.ToArray();
    }

    private static byte[] Length(long length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, length);
        return bytes;
    }

    private static byte[] Header(string json) => [.. Length(json.Length), .. Encoding.UTF8.GetBytes(json), .. new byte[24]];

    private static Dictionary<string, Tensor> State(Tensor weight, Tensor bias) => new() { ["weight"] = weight, ["bias"] = bias };

    private static byte[] Safetensors(Dictionary<string, Tensor> weights)
    {
        using var stream = new MemoryStream();
        TorchSharp.PyBridge.Safetensors.SaveStateDict(stream, weights, leaveOpen: true);
        return stream.ToArray();
    }
}
