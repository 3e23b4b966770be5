using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>The libtorch that TorchSharp loads.</summary>
public static class Libtorch
{
    private static readonly Lazy<bool> s_loaded = new(LoadOnce);

    /// <summary>cpu, cuda or cuda-12.1, as the project was built.</summary>
    public static string Runtime { get; } =
        typeof(Libtorch).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "TorchRuntime").Value!;

    /// <summary>TorchSharp's version, such as 0.107.0.</summary>
    public static string TorchSharp { get; } = typeof(torch).Assembly.GetName().Version!.ToString(3);

    /// <summary>Its version, such as 2.10.0.</summary>
    public static string Version => System.Version.Parse(__version__).ToString(3);

    /// <summary>
    /// The instruction set that its kernels use, named as PyTorch names it: by the variable ATEN_CPU_CAPABILITY, or
    /// else the best that the processor has (aten/src/ATen/native/DispatchStub.cpp).
    /// </summary>
    public static string CpuCapability { get; } = Environment.GetEnvironmentVariable("ATEN_CPU_CAPABILITY") switch
    {
        "avx512" when X86Base.IsSupported => "AVX512",
        "avx2" when X86Base.IsSupported => "AVX2",
        "default" => "DEFAULT",
        _ => Fma.IsSupported && Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported ? "AVX512"
            : Fma.IsSupported && Avx2.IsSupported ? "AVX2"
            : "DEFAULT",
    };

    /// <summary>
    /// Loads it, once, so that the first operator does not have to. A library that is missing or does not fit says so
    /// here, where TorchSharp would go on to copy packages about and report that.
    /// </summary>
    /// <exception cref="RunException">It cannot be loaded; the message says what it lacks.</exception>
    public static void Load() => _ = s_loaded.Value;

    private static bool LoadOnce()
    {
        try
        {
            NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, DllImportSearchPath.AssemblyDirectory);
            using var tensor = zeros(1);
            return true;
        }
        catch (Exception e) when (NativeLibraries.Explain(e) is { } message)
        {
            throw new RunException(message, e);
        }
    }
}
