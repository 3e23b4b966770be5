using System.ComponentModel;

namespace Examples.Shared;

/// <summary>A Python with PyTorch.</summary>
public sealed class Python
{
    // Importing it would take longer than a short training. What is looked for is its compiled part: an empty folder of that name
    // is no PyTorch, nor is what a broken uninstall leaves, nor a folder beside the caller, where a twin does not look.
    private const string Search = """
        import importlib.util, sys
        from importlib.machinery import PathFinder
        sys.path = [path for path in sys.path if path]
        torch = importlib.util.find_spec("torch")
        if torch is None or PathFinder.find_spec("torch._C", torch.submodule_search_locations or []) is None:
            sys.exit("no PyTorch")
        print("PyTorch")
        """;

    // Debian's PyTorch belongs to Debian's own Python, which need not be the first on the PATH.
    private static readonly string[] s_names = ["python3", "python", "/usr/bin/python3"];

    private static readonly Dictionary<string, string?> s_variables = new() { ["PYTHONUTF8"] = "1", ["PYTHONDONTWRITEBYTECODE"] = "1" };

    private Python(string path) => Path = path;

    /// <summary>How a message calls Python: on Windows python3 is a stub that opens the Store.</summary>
    public static string Command { get; } = OperatingSystem.IsWindows() ? "python" : "python3";

    public string Path { get; }

    /// <summary>Finds the Python to compare with.</summary>
    /// <param name="path">
    /// The one asked for; else the variable PYTHON names it, else it is the first of the usual ones that has PyTorch.
    /// </param>
    /// <exception cref="UsageException">There is none; the message says what to do.</exception>
    public static Python Find(string? path)
    {
        path ??= Environment.GetEnvironmentVariable("PYTHON") is { Length: > 0 } variable ? variable : null;
        if (path is not null)
        {
            return HasTorch(path) switch
            {
                true => new Python(path),
                false => throw new UsageException($"{path} has no PyTorch: 'import torch' fails. Name another with --python or PYTHON."),
                null => throw new UsageException($"There is no Python at '{path}'. Name another with --python or PYTHON."),
            };
        }

        return s_names.FirstOrDefault(name => HasTorch(name) == true) is { } found
            ? new Python(found)
            : throw new UsageException(
                "No Python with PyTorch was found (python3, python, /usr/bin/python3). "
                + "'pip install torch' in a virtual environment gives one; --python or PYTHON names it.");
    }

    /// <summary>Runs a script to its end.</summary>
    /// <param name="arguments">The script and its arguments.</param>
    /// <param name="interrupt">Ends it.</param>
    public ChildProcess Run(IEnumerable<string> arguments, CancellationToken interrupt) =>
        ChildProcess.Run(Path, arguments, s_variables, interrupt);

    /// <summary>Whether a Python has PyTorch; null if it can't be started, or says neither: then it is none.</summary>
    private static bool? HasTorch(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        try
        {
            var search = ChildProcess.Run(path, ["-c", Search], s_variables, CancellationToken.None);
            return search.Exit != 0 ? false : search.Output.TrimEnd().EndsWith("PyTorch") ? true : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
