using System.Collections;
using System.Globalization;

using TorchSharp.PyBridge;

using static TorchSharp.torch;

namespace Examples.Shared.Tracing;

/// <summary>
/// The tensors of a trace in a file that both programs write: what torch.save leaves of a dictionary, with keys such as
/// <c>000007|1|Output|fc1</c> (in the order of computation, step, kind, name).
/// </summary>
internal static class TraceFile
{
    public const string Name = "trace.pth";

    /// <summary>Writes tensors, in their order.</summary>
    public static void Write(string path, IEnumerable<(Place Place, Tensor Tensor)> traced)
    {
        using var file = File.Create(path);
        var tensors = traced.Index().ToDictionary(t => Key(t.Index, t.Item.Place), t => t.Item.Tensor);
        PyTorchPickler.PickleStateDict(file, tensors, leaveOpen: true);

        static string Key(int index, Place place) => $"{index:D6}|{place.Step}|{place.Kind}|{place.Name}";
    }

    /// <summary>Reads tensors in their order.</summary>
    public static IReadOnlyList<Traced> Read(string path)
    {
        using var scope = NewDisposeScope();
        using var file = File.OpenRead(path);
        return
        [
            .. from DictionaryEntry entry in PyTorchUnpickler.UnpickleStateDict(file, leaveOpen: true)
               let key = ((string)entry.Key).Split('|', 4)
               orderby key[0]
               let tensor = (Tensor)entry.Value!
               select new Traced(
                   new Place(int.Parse(key[1], CultureInfo.InvariantCulture), Enum.Parse<TensorKind>(key[2]), key[3]),
                   tensor.shape, tensor.dtype, tensor.Numbers()),
        ];
    }
}
