using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Examples.Shared.Comparison;

/// <summary>A Python with PyTorch.</summary>
public sealed class Python
{
    private const string HasTorch = "import importlib.util, sys; sys.exit(importlib.util.find_spec('torch') is None)";

    // Debian's PyTorch belongs to Debian's own Python, which need not be the first on the PATH.
    private static readonly string[] s_names = ["python3", "python", "/usr/bin/python3"];

    private Python(string path) => Path = path;

    public string Path { get; }

    /// <summary>Finds the Python to compare with.</summary>
    /// <param name="path">The one asked for; else the variable PYTHON names it, else it is the first of the usual ones that has PyTorch.</param>
    /// <exception cref="UsageException">There is none; the message says what to do.</exception>
    public static Python Find(string? path)
    {
        path ??= Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } variable ? variable : null;
        if (path is not null)
        {
            return Imports(path) switch
            {
                true => new Python(path),
                false => throw new UsageException($"{path} has no PyTorch: 'import torch' fails. Name another with --python or PYTHON."),
                null => throw new UsageException($"There is no Python at '{path}'. Name another with --python or PYTHON."),
            };
        }

        return s_names.FirstOrDefault(n => Imports(n) == true) is { } name
            ? new Python(name)
            : throw new UsageException("No Python with PyTorch was found (python3, python, /usr/bin/python3). ./setup.sh --tests installs one; --python or PYTHON names another.");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="arguments">The script and its arguments.</param>
    /// <param name="interrupt">Ends the program.</param>
    /// <returns>Exit code, standard output and standard error.</returns>
    public (int Exit, string Output, string Error) Run(IEnumerable<string> arguments, CancellationToken interrupt)
    {
        using var process = Start(Path, arguments);
        using var ended = interrupt.Register(() => process.Kill(entireProcessTree: true));
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        interrupt.ThrowIfCancellationRequested();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }

    /// <summary>Whether a Python has PyTorch; null if it can't be started.</summary>
    private static bool? Imports(string path)
    {
        try
        {
            using var process = Start(path, ["-c", HasTorch]);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static Process Start(string path, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["PYTHONUTF8"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
