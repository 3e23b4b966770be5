using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

using Examples.Shared;
using Examples.Shared.Comparison;

using TorchSharp;

// Measures linear and quadratic in C#, in PyTorch and in C++ on one libtorch, in turns, and writes RESULTS.md.
//   dotnet run -c Release --project bench [-- ROUNDS [DEVICE]]
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var device = args.Length > 1 ? args[1] : "cpu";

var root = Path.GetFullPath(Metadata("RepositoryRoot"));
var folder = Directory.CreateTempSubdirectory("bench-").FullName;
var csharp = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Examples.exe" : "Examples");
var python = Python.Find(null).Path;
var cpp = Compile();
var report = new StringBuilder();
string[] examples = ["linear", "quadratic"];
int[] sizes = [1_000, 100_000];

Write("# Results");
Write($"""

    libtorch {Torch.Version}, {device}; {Processor()}, {Environment.ProcessorCount} logical cores, {torch.get_num_threads()} for an operator. Medians of {rounds} rounds, in which the programs took turns;
    a ratio is the median of the rounds' ratios. `dotnet run -c Release --project bench` measures anew.
    """);

Table("A step of training, µs",
    from samples in sizes
    from example in examples
    let epochs = (samples, example) switch { (1_000, "linear") => 50_000, (1_000, _) => 10_000, (_, "linear") => 500, _ => 100 }
    select Row($"{example}, {samples:N0} samples", () =>
        (Step(CSharp(example, samples, epochs)), Cpp(example, samples, epochs), Step(Twin(example, samples, epochs))), 1e6));

Table("The whole process with its defaults, s; C# draws two figures, C++ and PyTorch none",
    from example in examples
    let epochs = example == "linear" ? 1000 : 5000
    select Row(example, () => (CSharp(example).Seconds, Start(cpp, CppArguments(example, 1000, epochs)).Seconds, Twin(example).Seconds), 1));

Table("Peak memory with 1 000 000 samples, 10 epochs, MB",
    from example in examples
    select Row(example, () => (CSharp(example, 1_000_000, 10).Peak, Start(cpp, CppArguments(example, 1_000_000, 10)).Peak, Twin(example, 1_000_000, 10).Peak), 1e-6));

// The first fifth starts and warms up, the last tenth draws and ends.
var resident = CSharp("linear", 1000, 100_000).Resident;
Write($"\n## Growth of memory over 100 000 steps of `linear`\n\n{(resident[resident.Count * 9 / 10] - resident[resident.Count / 5]) * 1e-6:F1} MB");

File.WriteAllText(Path.Combine(root, "bench", device == "cpu" ? "RESULTS.md" : $"RESULTS-{device.Split(':')[0]}.md"), report.ToString());
Directory.Delete(folder, recursive: true);

void Write(string text)
{
    Console.WriteLine(text);
    report.Append(text).Append('\n');
}

void Table(string title, IEnumerable<string> rows)
{
    Write($"\n## {title}\n\n| | C# | C++ | PyTorch | C# / C++ | PyTorch / C# |\n|---|---:|---:|---:|---:|---:|");
    foreach (var row in rows)
    {
        Write(row);
    }
}

// Measures all three in turns, after a round that does not count.
string Row(string name, Func<(double CSharp, double Cpp, double Python)> measure, double unit)
{
    measure();
    var results = Enumerable.Range(0, rounds).Select(_ => measure()).ToArray();
    return $"| {name} | {Median(r => r.CSharp * unit):F3} | {Median(r => r.Cpp * unit):F3} | {Median(r => r.Python * unit):F3} | {Median(r => r.CSharp / r.Cpp):F2} | {Median(r => r.Python / r.CSharp):F2} |";

    double Median(Func<(double CSharp, double Cpp, double Python), double> value)
    {
        var sorted = results.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}

Process CSharp(string example, int? samples = null, int? epochs = null) =>
    Start(csharp, [example, "--quiet", .. Arguments(samples, epochs)]) with { Json = Path.Combine(folder, example, "run.json") };

Process Twin(string example, int? samples = null, int? epochs = null) =>
    Start(python, [Path.Combine(AppContext.BaseDirectory, "pytorch", example + ".py"), .. Arguments(samples, epochs)]) with { Json = Path.Combine(folder, example, "run.json") };

double Cpp(string example, int samples, int epochs) =>
    double.Parse(Start(cpp, CppArguments(example, samples, epochs)).Output.Split(' ')[1], CultureInfo.InvariantCulture);

string[] CppArguments(string example, int samples, int epochs) =>
    [example, $"{samples}", $"{epochs}", example == "linear" ? "0.01" : "0.001", device];

string[] Arguments(int? samples, int? epochs) =>
[
    "--device", device, "--out", folder,
    .. samples is null ? Array.Empty<string>() : ["--samples", $"{samples}"],
    .. epochs is null ? Array.Empty<string>() : ["--epochs", $"{epochs}", "--log-every", "1000"],
];

static double Step(Process process) => (double)JsonNode.Parse(File.ReadAllText(process.Json!))!["secondsPerEpoch"]!;

// Runs a process to its end, and looks at its memory all the time.
static Process Start(string file, IEnumerable<string> arguments)
{
    var watch = Stopwatch.StartNew();
    using var process = System.Diagnostics.Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true })!;
    var output = process.StandardOutput.ReadToEndAsync();
    var resident = new List<long>();
    var peak = 0L;
    while (!process.WaitForExit(10))
    {
        var status = Status(process.Id);
        resident.Add(status.Resident);
        peak = Math.Max(peak, status.Peak);
    }

    var seconds = watch.Elapsed.TotalSeconds;
    return process.ExitCode == 0
        ? new Process(seconds, peak, resident, output.Result, null)
        : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
}

static (long Resident, long Peak) Status(int id)
{
    try
    {
        var lines = File.ReadLines($"/proc/{id}/status").Where(l => l.StartsWith("Vm", StringComparison.Ordinal)).ToDictionary(
            l => l.Split(':')[0],
            l => long.Parse(l.Split(':')[1].AsSpan().Trim(" \tkB"), CultureInfo.InvariantCulture) * 1024);
        return (lines["VmRSS"], lines["VmHWM"]);
    }
    catch (Exception e) when (e is IOException or KeyNotFoundException)
    {
        return default;
    }
}

string Compile()
{
    var program = Path.Combine(folder, "train");
    var (include, lib) = (Metadata("LibtorchInclude"), Metadata("LibtorchLib"));
    var cuda = File.Exists(Path.Combine(lib, "libtorch_cuda.so")) ? ["-Wl,--no-as-needed", "-ltorch_cuda", "-lc10_cuda"] : Array.Empty<string>();
    Start(Environment.GetEnvironmentVariable("CXX") ?? "g++",
    [
        "-std=c++17", "-O2", $"-D_GLIBCXX_USE_CXX11_ABI={Metadata("LibtorchCxx11Abi")}", "-o", program, Path.Combine(root, "bench", "train.cpp"),
        $"-I{include}", $"-I{include}/torch/csrc/api/include", $"-L{lib}", $"-Wl,-rpath,{lib}", "-ltorch", "-ltorch_cpu", "-lc10", .. cuda,
    ]);
    return program;
}

static string Processor() =>
    File.Exists("/proc/cpuinfo") ? File.ReadLines("/proc/cpuinfo").First(l => l.StartsWith("model name", StringComparison.Ordinal)).Split(": ")[1] : RuntimeInformation.ProcessArchitecture.ToString();

static string Metadata(string key) =>
    Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value ?? "";

/// <summary>A finished process: wall time in seconds, memory in bytes every 10 ms, what it printed, and where its run.json is.</summary>
internal sealed record Process(double Seconds, long Peak, IReadOnlyList<long> Resident, string Output, string? Json);
