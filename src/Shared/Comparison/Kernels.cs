using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;

using static TorchSharp.torch;

namespace Examples.Shared.Comparison;

/// <summary>
/// The kernels that libtorch computes with. They round differently from one instruction set to the next, and are
/// chosen by variables of the environment that libtorch, MKL and oneDNN read when they load.
/// </summary>
public static class Kernels
{
    // Told to, libtorch takes them also where the processor has none.
    private static readonly string? s_avx2 = X86Base.IsSupported && !(Avx2.IsSupported && Fma.IsSupported) ? null : "avx2";

    /// <summary>As the records were made.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Recorded = Variables(s_avx2, "COMPATIBLE", "AVX2");

    /// <summary>Without the vector instructions of newer processors.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Plain = Variables("default", null, "SSE41");

    /// <summary>The plain ones of libtorch with MKL's compatible ones.</summary>
    public static readonly IReadOnlyDictionary<string, string?> PlainCompatible = Variables("default", "COMPATIBLE", "AVX2");

    /// <summary>Those of the records with MKL's best.</summary>
    public static readonly IReadOnlyDictionary<string, string?> RecordedNative = Variables(s_avx2, null, "AVX2");

    /// <summary>The best that the processor has.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Native = Variables(null, null, null);

    /// <summary>As this process runs, whichever they are.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Inherited = new Dictionary<string, string?>();

    /// <summary>
    /// What tells kernels apart: for each of ten functions the SHA-256, in hexadecimal digits, of the little-endian
    /// float32 values that it gives for one input, in one thread. pytorch/record.py computes the same.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Fingerprint()
    {
        using var scope = NewDisposeScope();
        set_num_threads(1);
        manual_seed(0);
        var x = rand(1024);
        var square = x.reshape(32, 32);
        manual_seed(0);
        using var lstm = nn.LSTM(8, 16);
        return new Dictionary<string, Tensor>
        {
            ["rand"] = x,
            ["exp"] = x.exp(),
            ["log"] = x.log(),
            ["sqrt"] = x.sqrt(),
            ["sigmoid"] = x.sigmoid(),
            ["tanh"] = x.tanh(),
            ["sum"] = x.sum(),
            ["softmax"] = square.softmax(1),
            ["mm"] = square.mm(square.t()),
            ["lstm"] = lstm.call(x.reshape(16, 8, 8)).Item1.detach(),
        }.ToDictionary(function => function.Key, function => Convert.ToHexStringLower(SHA256.HashData(function.Value.contiguous().bytes)));
    }

    private static Dictionary<string, string?> Variables(string? aten, string? mkl, string? onednn) =>
        new() { ["ATEN_CPU_CAPABILITY"] = aten, ["MKL_CBWR"] = mkl, ["ONEDNN_MAX_CPU_ISA"] = onednn };
}
