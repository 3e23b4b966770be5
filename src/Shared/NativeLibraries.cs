using System.Text.RegularExpressions;

namespace Examples.Shared;

/// <summary>Why a native library could not be loaded, and what to do.</summary>
public static partial class NativeLibraries
{
    /// <summary>Two lines: what cannot be loaded with the loader's own words, and what to do.</summary>
    /// <param name="error">What .NET threw; the library and the loader's words are in its message.</param>
    /// <returns>Null if the error is another.</returns>
    public static string? Explain(Exception error)
    {
        if (error.GetBaseException() is not DllNotFoundException and not BadImageFormatException)
        {
            return null;
        }

        var name = Name().Match(error.GetBaseException().Message).Groups[1].Value;

        // .NET lists every place where it looked. The line that does not just say that the library is not there is the cause.
        string[] lines = [.. error.GetBaseException().Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        var cause = lines.Skip(1).FirstOrDefault(line => !IsAbsence(line)) ?? (lines.Length > 1 ? "it is not where it was built to" : lines[0]);
        return $"{name} can't be loaded: {cause}\n{Remedy(cause)}";

        bool IsAbsence(string line) =>
            line.Split(": ")[0].EndsWith(name, StringComparison.Ordinal) || line.Contains($"{name}.so: cannot open shared object", StringComparison.Ordinal)
            || (line.Contains($"{name}.dylib", StringComparison.Ordinal) && line.Contains("no such file", StringComparison.Ordinal) && !line.Contains("Library not loaded", StringComparison.Ordinal));
    }

    private static string Remedy(string cause) =>
        cause.Contains("GLIBCXX_", StringComparison.Ordinal) || cause.Contains("CXXABI_", StringComparison.Ordinal)
            ? "The system's libstdc++ is too old; Debian 12, Ubuntu 22.04 and newer have one that will do."
        : cause.Contains("GLIBC_", StringComparison.Ordinal)
            ? "The system's C library is too old: it takes glibc 2.34 or newer, which Debian 12 and Ubuntu 22.04 have."
        : cause.Contains("libomp", StringComparison.Ordinal)
            ? "It needs OpenMP: 'brew install libomp'."
        : OperatingSystem.IsWindows()
            ? "It needs Microsoft's Visual C++ redistributable: https://aka.ms/vs/17/release/vc_redist.x64.exe"
            : "A file of the build is missing or damaged: 'dotnet build --no-incremental'. If that does not help, 'dotnet nuget locals global-packages --clear' and build again.";

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Name();
}
