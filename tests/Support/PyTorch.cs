using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Examples.Shared.Comparison;

namespace Examples.Tests.Support;

/// <summary>A live PyTorch, started once for all tests. Without one, tests fail.</summary>
internal static class PyTorch
{
    private static readonly Lazy<Process> s_process = new(Start);

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
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [double.Parse(value.GetValue<string>().Replace("inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture)],
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
