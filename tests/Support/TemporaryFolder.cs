using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Examples.Tests.Support;

/// <summary>A folder for the time of a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "examples-tests-";

    // That of this process. It goes with the process, or where that is ended too soon for it, with the tests that run next.
    private static readonly Lazy<string> s_parent = new(() =>
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*").Where(IsLeft))
        {
            Remove(left);
        }

        var name = $"{Prefix}{Environment.ProcessId}";
        var parent = Directory.CreateDirectory(System.IO.Path.Combine(System.IO.Path.GetTempPath(), name)).FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(parent);
        return parent;
    });

    private static int s_count;

    public string Path { get; } = OfThisRun();

    /// <summary>The names of all files in it, hidden ones included.</summary>
    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories)
            .Select(f => System.IO.Path.GetRelativePath(Path, f))
            .Order(StringComparer.Ordinal);

    public string this[params string[] names] => System.IO.Path.Combine([Path, .. names]);

    /// <summary>A folder for as long as tests run.</summary>
    public static string OfThisRun()
    {
        var name = Interlocked.Increment(ref s_count).ToString(CultureInfo.InvariantCulture);
        return Directory.CreateDirectory(System.IO.Path.Combine(s_parent.Value, name)).FullName;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static bool IsLeft(string folder)
    {
        try
        {
            var owner = System.IO.Path.GetFileName(folder)[Prefix.Length..];
            return !int.TryParse(owner, CultureInfo.InvariantCulture, out var id) || Process.GetProcessById(id).HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Win32Exception)
        {
            // The number belongs to a process of another user by now.
            return true;
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another run removes it just now, or one of another user left it.
        }
    }
}
