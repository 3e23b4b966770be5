using System.Collections;
using System.IO.Compression;
using System.Text.Json;

using TorchSharp.PyBridge;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// Weights in a file that Python reads and writes too: .pth as torch.save of a state_dict leaves it, or .safetensors.
/// A file is not believed in what it claims: names, shapes and types must be those of the model before a number is
/// touched, and a file that is much larger than they need is not read at all.
/// </summary>
internal static class WeightFile
{
    // Names, shapes and padding of a tensor take a few hundred bytes.
    private const long OverheadPerTensor = 4096;

    /// <summary>Writes weights; the file appears whole or not at all.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="name">Its name, which ends with .pth or .safetensors.</param>
    /// <param name="weights">By their names in the state_dict.</param>
    /// <exception cref="RunException">The file could not be written.</exception>
    public static void Save(OutputFolder folder, string name, Dictionary<string, Tensor> weights)
    {
        var onCpu = weights.ToDictionary(weight => weight.Key, weight => weight.Value.detach().cpu().contiguous());
        folder.Write(name, partial =>
        {
            using var file = File.Create(partial);
            if (IsSafetensors(name))
            {
                Safetensors.SaveStateDict(file, onCpu, leaveOpen: true);
            }
            else
            {
                PyTorchPickler.PickleStateDict(file, onCpu, leaveOpen: true);
            }
        });
    }

    /// <summary>Copies the weights in a file into those of a model, which keep their gradients.</summary>
    /// <param name="path">Ends with .pth or .safetensors.</param>
    /// <param name="weights">The model's, by their names in the state_dict.</param>
    /// <exception cref="UsageException">The file is not there, or not of this model; the message says in what.</exception>
    public static void Load(string path, IReadOnlyDictionary<string, Tensor> weights)
    {
        if (!File.Exists(path))
        {
            throw new UsageException(Directory.Exists(path) ? $"{path} is a folder; --load takes a file." : $"There is no file {path}.");
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        foreach (var (name, loaded) in Read(path, weights))
        {
            weights[name].copy_(loaded);
        }
    }

    private static Dictionary<string, Tensor> Read(string path, IReadOnlyDictionary<string, Tensor> weights)
    {
        try
        {
            using var file = File.OpenRead(path);
            var needed = weights.Values.Sum(weight => weight.numel() * weight.element_size());
            var most = needed + OverheadPerTensor * (weights.Count + 4);
            if (file.Length > most)
            {
                throw new UsageException($"{path} has {file.Length} bytes, and this model's weights {needed}: it is of another model.");
            }

            Check(path, file, most);
            file.Position = 0;
            var loaded = IsSafetensors(path)
                ? Safetensors.LoadStateDict(file, leaveOpen: true)
                : Tensors(path, PyTorchUnpickler.UnpickleStateDict(file, leaveOpen: true));
            if (Mismatch(weights, loaded) is { } mismatch)
            {
                throw new UsageException($"{path} is of another model: {mismatch}.");
            }

            if (loaded.Keys.FirstOrDefault(name => !loaded[name].isfinite().all().item<bool>()) is { } diverged)
            {
                throw new UsageException($"{path} has a {diverged} that is not finite: the training that left it diverged.");
            }

            return loaded;
        }
        catch (Exception e) when (e is not UsageException and not OperationCanceledException)
        {
            throw new UsageException(e is UnauthorizedAccessException
                ? $"{path} can't be read: permission denied."
                : $"{path} is damaged, or holds no weights in the format of its name: {Kind(path)}.");
        }
    }

    /// <exception cref="UsageException">Something else is among them, as in a checkpoint.</exception>
    private static Dictionary<string, Tensor> Tensors(string path, Hashtable saved)
    {
        if (saved.Keys.Cast<object>().FirstOrDefault(key => saved[key] is not Tensor) is { } key)
        {
            throw new UsageException($"{path} holds '{key}', which is no tensor: it takes what torch.save(model.state_dict(), …) leaves.");
        }

        return saved.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (Tensor)entry.Value!);
    }

    /// <summary>What PyBridge would only find out after it made room for it.</summary>
    /// <exception cref="InvalidDataException">Parts of the file are not as long as it says.</exception>
    private static void Check(string path, FileStream file, long most)
    {
        if (!IsSafetensors(path))
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Any(entry => entry.Length > most) || archive.Entries.Sum(entry => entry.Length) > most)
            {
                throw new InvalidDataException("Uncompressed, it is larger than the weights.");
            }

            return;
        }

        Span<byte> length = stackalloc byte[8];
        file.ReadExactly(length);
        var header = BitConverter.ToUInt64(length);
        if (header > (ulong)(file.Length - 8))
        {
            throw new InvalidDataException("The header is longer than the file.");
        }

        var bytes = new byte[header];
        file.ReadExactly(bytes);
        var end = 0L;
        foreach (var offsets in JsonDocument.Parse(bytes).RootElement.EnumerateObject()
            .Where(property => property.Name != "__metadata__").Select(tensor => tensor.Value.GetProperty("data_offsets"))
            .OrderBy(offsets => offsets[0].GetInt64()).ThenBy(offsets => offsets[1].GetInt64()))
        {
            if (offsets[0].GetInt64() != end || offsets[1].GetInt64() < end)
            {
                throw new InvalidDataException("The tensors overlap, or there is a hole between them.");
            }

            end = offsets[1].GetInt64();
        }

        if (end != file.Length - 8 - (long)header)
        {
            throw new InvalidDataException("The tensors end where the file does not.");
        }
    }

    private static string? Mismatch(IReadOnlyDictionary<string, Tensor> weights, Dictionary<string, Tensor> loaded) =>
        weights.Keys.FirstOrDefault(name => !loaded.ContainsKey(name)) is { } missing ? $"it has no {missing}"
        : loaded.Keys.FirstOrDefault(name => !weights.ContainsKey(name)) is { } unknown ? $"its {unknown} is not in this one"
        : weights.FirstOrDefault(weight => !weight.Value.shape.SequenceEqual(loaded[weight.Key].shape)) is { Key: { } shaped } other
            ? $"its {shaped} has the shape {loaded[shaped].shape.Text()}, this one's {other.Value.shape.Text()}"
        : weights.FirstOrDefault(weight => weight.Value.dtype != loaded[weight.Key].dtype) is { Key: { } typed } different
            ? $"its {typed} is {loaded[typed].dtype.Text()}, this one's {different.Value.dtype.Text()}"
        : null;

    private static string Kind(string path) => IsSafetensors(path)
        ? "safetensors"
        : "what torch.save(model.state_dict(), …) of PyTorch 1.6 or newer leaves, where each tensor has a storage of its own (.clone())";

    private static bool IsSafetensors(string path) => path.EndsWith(".safetensors", StringComparison.OrdinalIgnoreCase);
}
