using System.Diagnostics;
using System.Text.RegularExpressions;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>Which torch this is, and which devices it has.</summary>
public static partial class Torch
{
    /// <summary>nuget or system, as the project was built.</summary>
    public static string Provider => "nuget";

    /// <summary>The version of libtorch.</summary>
    public static string Version => __version__;

    /// <summary>Loads libtorch, so that the first operator does not have to.</summary>
    public static void Load()
    {
        using var tensor = zeros(1);
    }

    /// <summary>The file of the loaded libtorch, if the system tells.</summary>
    public static string? Library()
    {
        Load();
        return Modules().FirstOrDefault(m => Path.GetFileName(m).Contains("torch_cpu", StringComparison.Ordinal));
    }

    /// <summary>All devices that libtorch can use here, as --device takes them.</summary>
    public static IReadOnlyList<string> Devices() =>
    [
        "cpu",
        .. Enumerable.Range(0, cuda.is_available() ? cuda.device_count() : 0).Select(i => $"cuda:{i}"),
        .. mps_is_available() ? ["mps"] : Array.Empty<string>(),
    ];

    /// <summary>Finds the device that was asked for.</summary>
    /// <param name="name">auto, cpu, cuda, cuda:N or mps. Auto takes CUDA, then MPS, then the CPU.</param>
    /// <param name="doublePrecision">Whether it must compute in float64, which MPS does not.</param>
    /// <returns>The device, and why it is this one.</returns>
    /// <exception cref="UsageException">There is no such device; the message says why.</exception>
    public static (Device Device, string Reason) Choose(string name, bool doublePrecision = false)
    {
        var devices = Devices();
        var full = name == "cuda" ? "cuda:0" : name;
        if (name == "auto")
        {
            return devices.Contains("cuda:0") ? (device("cuda:0"), "auto: the first CUDA device")
                : !devices.Contains("mps") ? (CPU, $"auto: {WithoutCuda()}")
                : doublePrecision ? (CPU, "auto: it computes in float64, which Apple's GPU does not")
                : (device("mps"), "auto: Apple's GPU");
        }

        return !Name().IsMatch(full) ? throw new UsageException($"--device takes auto, cpu, cuda, cuda:N or mps; '{name}' is none.")
            : full == "mps" && doublePrecision ? throw new UsageException("This example computes in float64, which mps does not. --device cpu does.")
            : devices.Contains(full) ? (device(full), "as asked")
            : full == "mps" ? throw new UsageException("There is no mps device: it needs an Apple GPU, and a libtorch built for it.")
            : devices.Contains("cuda:0") ? throw new UsageException($"There is no device {name}. Here are {string.Join(", ", devices)}.")
            : throw new UsageException($"There is no device {name}: {WithoutCuda()}.");
    }

    private static string WithoutCuda() =>
        Modules().Any(m => Path.GetFileName(m).Contains("torch_cuda", StringComparison.Ordinal))
            ? $"libtorch {Version} has CUDA but finds no GPU it can use; 'nvidia-smi' shows what the driver sees"
            : Provider == "nuget"
                ? "this build carries the CPU's libtorch; -p:TorchRuntime=cuda builds with the GPU's"
                : $"libtorch {Version} is built without CUDA; ./setup.sh --libtorch takes another";

    private static IEnumerable<string> Modules()
    {
        using var process = Process.GetCurrentProcess();
        return [.. process.Modules.Cast<ProcessModule>().Select(m => m.FileName)];
    }

    [GeneratedRegex(@"^(cpu|mps|cuda:\d+)$")]
    private static partial Regex Name();
}
