using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// Which device computes. The slides write <c>.cuda()</c>; here it is <c>.to(run.Device)</c>, which also runs without a GPU.
/// </summary>
public static class Devices
{
    /// <summary>Chooses the device.</summary>
    /// <param name="name">auto, cpu, cuda, cuda:N or mps.</param>
    /// <param name="doublePrecision">Whether float64 is computed, which MPS does not do.</param>
    /// <returns>The device, and why it is this one.</returns>
    /// <exception cref="UsageException">There is no such device; the message says why.</exception>
    public static (Device Device, string Reason) Choose(string name, bool doublePrecision = false)
    {
        if (name == "auto")
        {
            return cuda.is_available() ? (device("cuda:0"), "auto: the first CUDA device")
                : mps_is_available() && !doublePrecision ? (device("mps"), "auto: Apple's GPU")
                : (CPU, mps_is_available() ? "auto: Apple's GPU does not compute in float64" : $"auto: {WithoutCuda()}");
        }

        var full = name == "cuda" ? "cuda:0" : name;
        return name == "mps" && doublePrecision
                ? throw new UsageException("This example computes in float64, which mps does not. --device cpu does.")
            : All().Contains(full) ? (device(full), "as asked")
            : name == "mps" ? throw new UsageException("There is no mps device: it needs a Mac with an Apple GPU.")
            : cuda.is_available() ? throw new UsageException($"There is no device {name}. Here are {string.Join(", ", All())}.")
            : throw new UsageException($"There is no device {name}: {WithoutCuda()}.");
    }

    /// <summary>All devices that libtorch can use here, as --device takes them.</summary>
    public static IReadOnlyList<string> All() =>
    [
        "cpu",
        .. Enumerable.Range(0, cuda.is_available() ? cuda.device_count() : 0).Select(i => $"cuda:{i}"),
        .. mps_is_available() ? ["mps"] : Array.Empty<string>(),
    ];

    /// <summary>Waits for what a GPU still computes.</summary>
    public static void Synchronize(Device device)
    {
        if (device.type == DeviceType.CUDA)
        {
            cuda.synchronize(device);
        }
        else if (device.type == DeviceType.MPS)
        {
            // What is copied to the CPU waits for what was asked before.
            zeros(1, device: device).cpu().Dispose();
        }
    }

    private static string WithoutCuda() =>
        Libtorch.Runtime == "cpu"
            ? $"this build has the CPU's libtorch{(OperatingSystem.IsMacOS() ? "" : "; -p:TorchRuntime=cuda builds with the GPU's")}"
            : "libtorch finds no GPU that it can use; 'nvidia-smi' shows what the driver sees";
}
