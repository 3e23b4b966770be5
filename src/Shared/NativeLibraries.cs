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
        var unloaded = error.GetBaseException();
        if (unloaded is not (DllNotFoundException or BadImageFormatException))
        {
            return null;
        }

        // Windows does not say which one is damaged.
        var name = Name().Match(unloaded.Message) is { Success: true } quoted ? quoted.Groups[1].Value : "A native library";

        // .NET lists every place where it looked. The line that does not just say that the library is not there is the cause.
        var lines = unloaded.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var cause = lines.Skip(1).FirstOrDefault(line => !IsAbsence(line))
            ?? (lines.Length > 1 ? "it is not where it was built to" : lines[0]);
        return $"{name} can't be loaded: {cause}\n{Remedy(cause, isDamaged: unloaded is BadImageFormatException)}";

        bool IsAbsence(string line) =>
            line.Split(": ")[0].EndsWith(name)
            || Says(line, $"{name}.so: cannot open shared object")
            || (Says(line, $"{name}.dylib") && Says(line, "no such file") && !Says(line, "Library not loaded"));
    }

    private static string Remedy(string cause, bool isDamaged) =>
        Says(cause, "GLIBCXX_") || Says(cause, "CXXABI_")
            ? "The system's libstdc++ is too old; Debian 12, Ubuntu 22.04 and newer have one that will do."
        : Says(cause, "GLIBC_")
            ? "The system's C library is too old: it takes glibc 2.34 or newer, which Debian 12 and Ubuntu 22.04 have."
        : Says(cause, "libomp")
            ? "It needs OpenMP: 'brew install libomp'."
        : OperatingSystem.IsWindows() && !isDamaged
            ? "It needs Microsoft's Visual C++ redistributable: https://aka.ms/vs/17/release/vc_redist.x64.exe"
        : "A file of the build is missing or damaged: 'dotnet build --no-incremental'. "
            + "If that does not help, 'dotnet nuget locals global-packages --clear' and build again.";

    private static bool Says(string line, string words) => line.Contains(words);

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Name();
}
