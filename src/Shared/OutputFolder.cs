using System.Text.RegularExpressions;

namespace Examples.Shared;

/// <summary>A folder in which files appear whole or not at all.</summary>
public sealed partial class OutputFolder : IDisposable
{
    // No file takes so long to write: what is older was left by a run that was killed.
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    private readonly List<string> _written = [];
    private readonly string[] _made;

    /// <param name="path">The folder; it is made if it is not there.</param>
    /// <param name="option">Which option chooses it; null if none does.</param>
    /// <exception cref="UsageException">The folder can't be made or written to.</exception>
    public OutputFolder(string path, string? option = "--out")
    {
        Path = path;
        var probe = System.IO.Path.Combine(path, $".{Guid.NewGuid():N}.partial");
        try
        {
            _made = [.. Ancestors(System.IO.Path.GetFullPath(path)).TakeWhile(folder => !System.IO.Path.Exists(folder))];
            Directory.CreateDirectory(path);
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            var partials = new DirectoryInfo(path).EnumerateFiles(".*").Where(file => PartialName().IsMatch(file.Name));
            foreach (var partial in partials.Where(file => DateTime.UtcNow - file.LastWriteTimeUtc > s_abandoned))
            {
                Delete(partial.FullName);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            var file = Ancestors(path).FirstOrDefault(File.Exists);
            var reason = file is not null && new FileInfo(file).LinkTarget is { } target
                    ? $"{file} is a link to {target}, which is no folder."
                : file is not null ? $"{file} is a file."
                : e is FileNotFoundException or DirectoryNotFoundException ? "nothing can be made there."
                : e.Message.Replace(probe, path);
            var advice = option is null ? "" : $" Choose another with {option}.";
            throw new UsageException($"Can't write to the folder '{path}': {reason}{advice}");
        }
    }

    public string Path { get; }

    /// <summary>The names of the files written so far.</summary>
    public IReadOnlyList<string> Written
    {
        get
        {
            lock (_written)
            {
                return [.. _written];
            }
        }
    }

    /// <summary>Writes a file under a temporary name and then gives it its own.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="write">Writes to the path it is given.</param>
    /// <exception cref="RunException">The file could not be written; nothing is left of it.</exception>
    public void Write(string name, Action<string> write)
    {
        var path = System.IO.Path.Combine(Path, name);
        var partial = System.IO.Path.Combine(Path, $".{name}.{Guid.NewGuid():N}.partial");
        try
        {
            // It may be gone: another run that failed removes what it made.
            Directory.CreateDirectory(Path);
            write(partial);
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunException($"Can't write {path}: {e.Cause().Replace(partial, path)}.", e);
        }
        finally
        {
            Delete(partial);
        }

        lock (_written)
        {
            _written.Add(name);
        }
    }

    /// <summary>Removes a file, if it is there.</summary>
    public void Remove(string name) => Delete(System.IO.Path.Combine(Path, name));

    /// <summary>Removes the folders that were not there before, where nothing is in them.</summary>
    public void Dispose()
    {
        try
        {
            Array.ForEach(_made, Directory.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    /// <summary>Removes a file, if that can be done.</summary>
    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    [GeneratedRegex(@"^\.(.+\.)?[0-9a-f]{32}\.partial$")]
    private static partial Regex PartialName();

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var folder = path; !string.IsNullOrEmpty(folder); folder = System.IO.Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
