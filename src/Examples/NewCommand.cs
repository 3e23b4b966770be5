using System.Text.RegularExpressions;

namespace Examples;

/// <summary>Writes an example and its twin that run, train and compare, for a port to be filled in.</summary>
/// <param name="taken">Names of examples and commands that there are.</param>
/// <param name="output">Where it says what it wrote.</param>
internal sealed partial class NewCommand(IReadOnlyCollection<string> taken, TextWriter output)
{
    // As they stand in the templates.
    private static readonly Names s_template = new("my-port");

    /// <summary>Writes both files.</summary>
    /// <param name="name">Of the example, in kebab-case.</param>
    /// <param name="directory">In the clone, or in a folder below it.</param>
    /// <exception cref="UsageException">
    /// The name can't be taken, the directory is not in a clone, or its folders can't be written to.
    /// </exception>
    /// <exception cref="RunException">A file can't be written.</exception>
    public int Run(string name, string directory)
    {
        if (!KebabCase().IsMatch(name))
        {
            throw new UsageException(
                $"'{name}' can't be the name of an example: small letters and digits, with - between words, such as my-port.");
        }

        var names = new Names(name);
        var root = Clone.Above(directory)
            ?? throw new UsageException($"There is no src/Examples above {directory}: 'new' is called in a clone of the examples.");
        (string Folder, string File, string Template)[] files =
        [
            (Path.Combine("src", "Examples", "Ports"), $"{names.Pascal}.cs", $"{s_template.Pascal}.cs.txt"),
            ("pytorch", $"{names.Snake}.py", $"{s_template.Snake}.py"),
        ];
        if (TakenBy() is { } what)
        {
            throw new UsageException($"'{name}' is taken by {what}: another name is needed.");
        }

        // Both folders, before a file is written into one.
        OutputFolder[] folders = [.. files.Select(file => new OutputFolder(Path.Combine(root, file.Folder), option: null))];
        foreach (var ((folder, file, template), into) in files.Zip(folders))
        {
            var text = names.In(Text(template));
            into.Write(file, path => File.WriteAllText(path, text));
            output.WriteLine(Path.Combine(folder, file));
        }

        output.WriteLine($"""

            They are the same small program. To run it, and to compare the two:
              dotnet run --project src/Examples -- {name}
              dotnet run --project src/Examples -- compare {name} --trace
            Put the PyTorch program that you port into the twin, port it line by line, and compare again.
            docs/porting.md takes you through it, and lists what TorchSharp spells or does otherwise.
            """);
        return ExitCode.Done;

        string? TakenBy() =>
            taken.Contains(name) ? "an example or a command"
            : files.Select(file => Path.Combine(file.Folder, file.File)).FirstOrDefault(file => File.Exists(Path.Combine(root, file)))
                is { } file ? $"the file {file}"
            : IsType(names.Pascal) ? $"{names.Pascal}, a type that examples use"
            : IsModule(names.Snake) ? $"{names.Snake}, a module of Python"
            : null;
    }

    /// <summary>A template.</summary>
    private static string Text(string template)
    {
        using var reader = new StreamReader(typeof(NewCommand).Assembly.GetManifestResourceStream(template)!);
        return reader.ReadToEnd();
    }

    /// <summary>Whether examples use a type of this name, which the example's own would hide from it.</summary>
    private static bool IsType(string name) =>
        typeof(Run).Assembly.GetExportedTypes().Concat(typeof(torch).GetNestedTypes()).Any(type => type.Name == name);

    /// <summary>Whether Python has a module of this name, which a twin would hide from all others; unknown without a Python.</summary>
    private static bool IsModule(string name)
    {
        const string Script = "import importlib.util, sys; sys.exit(importlib.util.find_spec(sys.argv[1]) is not None)";
        try
        {
            return Python.Find(null).Run(["-I", "-c", Script, name], CancellationToken.None).Exit != 0;
        }
        catch (UsageException)
        {
            return false;
        }
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    /// <summary>A name as it is written on the command line, in C# and in Python.</summary>
    private sealed record Names(string Kebab)
    {
        public string Pascal { get; } = string.Concat(Kebab.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

        public string Snake { get; } = Kebab.Replace('-', '_');

        public string In(string template) => template
            .Replace(s_template.Kebab, Kebab)
            .Replace(s_template.Pascal, Pascal);
    }
}
