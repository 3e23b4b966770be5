using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Examples.Tests.Support;

/// <summary>What a process of the program left.</summary>
internal sealed record Ended(int Exit, string Output, string Error)
{
    /// <summary>Asserts how the program refused a call: a line or two that say what is wrong, and nothing printed.</summary>
    public void AssertRefused(int exit, params string[] texts)
    {
        Assert.True(Exit == exit, $"Exit {Exit} with: {Error}");
        Assert.All(texts, text => Assert.Contains(text, Error));
        Assert.InRange(Error.TrimEnd('\n').Split('\n').Length, 1, 2);
        Assert.DoesNotContain("   at ", Error);
        Assert.Equal("", Output);
    }
}

/// <summary>The built program as a process, in a folder of its own.</summary>
internal sealed class ExamplesProgram : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly List<Process> _started = [];

    /// <summary>Where the program runs; its files are in out/.</summary>
    public TemporaryFolder Folder { get; } = new();

    public JsonNode Summary(string example) => JsonNode.Parse(File.ReadAllText(Folder["out", example, "run.json"]))!;

    /// <summary>Runs the program in a process that has run others.</summary>
    public Ended Run(params string[] arguments) => LiveProgram.Call(arguments, Folder.Path);

    /// <summary>Runs the program in a process of its own with variables of the environment; null removes one.</summary>
    public Ended Run((string Name, string? Value)[] variables, params string[] arguments) => End(Start(variables, arguments));

    /// <summary>Runs the copy of the program in another folder.</summary>
    public Ended RunAt(string folder, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(ChildProcess.Dotnet, [Path.Combine(folder, "Examples.dll"), .. arguments]))!;
        return End(process);
    }

    /// <summary>Runs the program by a shell that redirects, or in another program that takes the call as one argument.</summary>
    public Ended Shell(string call, string before = "", string after = "") => End(Begin(call, before, after));

    /// <inheritdoc cref="Shell"/>
    /// <returns>The shell, or what it has become.</returns>
    public Process Begin(string call, string before = "", string after = "")
    {
        var program = $"\"{ChildProcess.Dotnet}\" \"{Path.Combine(AppContext.BaseDirectory, "Examples.dll")}\" {call}";
        return Begin(StartInfo("/bin/sh", ["-c", before.Length > 0 ? $"{before} '{program}' {after}" : program]));
    }

    public Process Start(params string[] arguments) => Start([], arguments);

    public Process Start((string Name, string? Value)[] variables, params string[] arguments)
    {
        string[] call = [ChildProcess.Dotnet, Path.Combine(AppContext.BaseDirectory, "Examples.dll"), .. arguments];
        // Tests in the background of a script ignore Ctrl-C, under nohup SIGHUP, and so would what they start.
        var start = OperatingSystem.IsLinux()
            ? StartInfo("/usr/bin/env", ["--default-signal=INT,HUP", .. call])
            : StartInfo(call[0], call[1..]);
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return Begin(start);
    }

    private Process Begin(ProcessStartInfo start)
    {
        var process = Process.Start(start)!;
        _started.Add(process);
        return process;
    }

    // The program belongs to the dotnet that runs the tests; it need not be on the PATH.
    private ProcessStartInfo StartInfo(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            // Where libtorch does not know the records' kernels, it says so on standard error.
            start.Environment.Remove("ATEN_CPU_CAPABILITY");
        }

        return start;
    }

    /// <summary>Waits for the end of a process, and reads what is left to read.</summary>
    public static Ended End(Process process)
    {
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"The program ran for more than {s_patience}.");
        }

        return new Ended(process.ExitCode, output.Result.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }

    /// <summary>Writes a script that stands in for Python or the like.</summary>
    public string Script(string name, string text)
    {
        var path = Folder[name];
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Scripts are for sh.");
        }

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    /// <summary>Ends what a test that failed has left running, and removes the folder.</summary>
    public void Dispose()
    {
        foreach (var process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }

            process.Dispose();
        }

        Folder.Dispose();
    }
}
