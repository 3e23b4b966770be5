using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Examples.Shared;

/// <summary>A program that was run to its end.</summary>
/// <param name="Exit">Its exit code; above 128 where a signal ended it.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
public sealed record ChildProcess(int Exit, string Output, string Error)
{
    /// <summary>The dotnet that this process runs on, also where the process is a test host of another name.</summary>
    internal static string Dotnet { get; } = Path.GetFullPath(
        Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>The last line of standard error, or what can be said without one.</summary>
    public string LastWords =>
        Error.TrimEnd().Split('\n')[^1] is { Length: > 0 } line ? line
        : Exit is > 128 and <= 192 && !OperatingSystem.IsWindows() ? $"it was ended by signal {Exit - 128}"
        : $"it ended with exit code {Exit}";

    /// <summary>All of standard error but the stack of libtorch, or what can be said without any.</summary>
    public string AllWords => Error.Split("\nException raised from")[0].Trim() is { Length: > 0 } words ? words : LastWords;

    /// <summary>Runs a program to its end.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="variables">Of its environment, beside those of this process; null removes one.</param>
    /// <param name="interrupt">Ends the program.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">It can't be started.</exception>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static ChildProcess Run(
        string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> variables, CancellationToken interrupt)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var ended = interrupt.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        interrupt.ThrowIfCancellationRequested();
        return new ChildProcess(process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
