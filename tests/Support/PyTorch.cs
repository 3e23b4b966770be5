using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared;
using Examples.Shared.Comparison;

using static TorchSharp.torch;

namespace Examples.Tests.Support;

/// <summary>A live PyTorch, started once for all tests. Without one, tests fail.</summary>
internal static class PyTorch
{
    private static readonly Lazy<Process> s_process = new(Start);

    private static readonly Lazy<bool> s_sameVersion = new(() =>
        ((string)Result("result = torch.__version__")!).Split('.').Take(2).SequenceEqual(Torch.Version.Split('.').Take(2)));

    public static string TwinsFolder { get; } = Path.Combine(AppContext.BaseDirectory, "pytorch");

    /// <summary>Runs a twin, as <c>python3 pytorch/NAME.py ARGUMENTS</c> does.</summary>
    public static (int Exit, string Output, string Error) Twin(string name, params IEnumerable<string> arguments)
    {
        var script = Path.Combine(TwinsFolder, name.Replace('-', '_') + ".py");
        var answer = Ask(new JsonObject { ["script"] = script, ["arguments"] = new JsonArray([.. arguments.Select(a => JsonValue.Create(a))]) });
        return ((int)answer["exit"]!, (string)answer["output"]!, (string)answer["error"]!);
    }

    /// <summary>Runs Python code in which torch, nn and F are known, and returns the values of what it assigns to <c>result</c>.</summary>
    public static double[] Values(string code) => Values(Result(code));

    /// <summary>The values of a tensor, a number or a list of them, flattened.</summary>
    public static double[] Values(JsonNode? node) => node switch
    {
        JsonObject tensor => [.. tensor["values"]!.AsArray().SelectMany(Values)],
        JsonArray list => [.. list.SelectMany(Values)],
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [double.Parse(value.GetValue<string>().Replace("inf", "Infinity", StringComparison.Ordinal), CultureInfo.InvariantCulture)],
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [value.GetValue<bool>() ? 1 : 0],
        JsonValue value => [value.GetValue<double>()],
        _ => [],
    };

    /// <summary>Runs Python code and returns what it assigns to <c>result</c>; a tensor has shape, dtype and values.</summary>
    public static JsonNode? Result(string code)
    {
        var answer = Ask(new JsonObject { ["code"] = code });
        return (int)answer["exit"]! == 0 ? answer["result"] : throw new InvalidOperationException($"{answer["error"]}\n{code}");
    }

    /// <summary>A text as Python code.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text);

    /// <summary>A type's name in PyTorch.</summary>
    public static string Name(ScalarType type) => type == ScalarType.Byte ? "uint8" : type.ToString().ToLowerInvariant();

    /// <summary>Whether its numbers are to be those of this torch to the last bit.</summary>
    public static bool IsSameVersion => s_sameVersion.Value;

    /// <summary>Asserts that tensors are those that Python code assigns to <c>result</c>: type, shape and every value.</summary>
    public static void Same(string code, params IEnumerable<Tensor> tensors)
    {
        var theirs = Result(code)!.AsArray();
        var ours = tensors.ToArray();
        Assert.Equal(theirs.Count, ours.Length);
        foreach (var (their, our) in theirs.Zip(ours))
        {
            Assert.Equal((string)their!["dtype"]!, Name(our.dtype));
            Assert.Equal(their["shape"]!.AsArray().Select(n => (long)n!), our.shape);
            var (values, numbers) = (Values(their), our.Numbers());
            Assert.True(values.Zip(numbers).All(pair => Same(pair.First, pair.Second)), $"PyTorch: {string.Join(", ", values)}\nhere:    {string.Join(", ", numbers)}\n{code}");
        }
    }

    /// <summary>To the last bit, the sign of zero included; with another version of libtorch, or where PyTorch itself is not as exact, close by.</summary>
    public static bool Same(double theirs, double ours, double tolerance = 0) =>
        double.IsNaN(theirs) ? double.IsNaN(ours)
        : IsSameVersion && tolerance == 0 ? BitConverter.DoubleToInt64Bits(theirs) == BitConverter.DoubleToInt64Bits(ours)
        : theirs == ours || Math.Abs(theirs - ours) <= Math.Max(tolerance, 1e-5) * Math.Max(1, Math.Abs(theirs));

    private static JsonNode Ask(JsonObject request)
    {
        lock (s_process)
        {
            var process = s_process.Value;
            process.StandardInput.WriteLine(request.ToJsonString());
            return JsonNode.Parse(process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch ended: " + process.StandardError.ReadToEnd()))!;
        }
    }

    private static Process Start()
    {
        var start = new ProcessStartInfo(Python.Find(null).Path, [Path.Combine(AppContext.BaseDirectory, "live.py"), TwinsFolder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        };
        start.Environment["PYTHONUTF8"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process.Kill();
        return process;
    }
}
