namespace Examples.Shared;

/// <summary>The clone of the repository, where the program still is in one.</summary>
public static class Clone
{
    /// <summary>
    /// The twins and what is recorded of them: the clone's that the program was built in, as they are now, so that a
    /// twin that was edited needs no build; the copies beside a program that was published.
    /// </summary>
    public static string Twins { get; } = Path.Combine(Above(AppContext.BaseDirectory) ?? AppContext.BaseDirectory, "pytorch");

    /// <summary>The clone that a folder is in; null if it is in none.</summary>
    public static string? Above(string directory)
    {
        for (var folder = new DirectoryInfo(directory); folder is not null; folder = folder.Parent)
        {
            if (new[] { Path.Combine("src", "Examples"), "pytorch" }.All(part => Directory.Exists(Path.Combine(folder.FullName, part))))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
