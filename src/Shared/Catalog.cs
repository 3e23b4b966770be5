using System.Reflection;

namespace Examples.Shared;

/// <summary>The examples of an assembly, found by reflection.</summary>
public sealed class Catalog(Assembly assembly)
{
    // The subjects' order; one that is missing here comes last.
    private static readonly string[] s_subjects =
        ["Regression", "Descent", "Classification", "Losses", "Backpropagation", "Networks", "Zoo"];

    /// <summary>All examples, by subject and then by the slides they come from.</summary>
    public IReadOnlyList<Entry> Entries { get; } =
    [
        .. from type in assembly.GetTypes()
           let info = type.GetCustomAttribute<ExampleAttribute>()
           where info is not null
           let entry = new Entry(info, (IExample)Activator.CreateInstance(type)!)
           orderby (uint)Array.IndexOf(s_subjects, entry.Subject), info.Slides, info.Name
           select entry,
    ];

    /// <summary>The example of a name.</summary>
    /// <exception cref="UsageException">There is none; the message names the nearest.</exception>
    public Entry Find(string name) => Entries.FirstOrDefault(e => e.Info.Name == name) ?? throw Unknown(name);

    /// <summary>The error for a name that no example has.</summary>
    /// <param name="name">The name.</param>
    /// <param name="commands">Names that it may have been meant for too.</param>
    public UsageException Unknown(string name, params IEnumerable<string> commands)
    {
        var what = commands.Any() ? "example or command" : "example";
        var meant = DidYouMean(name, [.. Entries.Select(e => e.Info.Name), .. commands]);
        return new($"There is no {what} '{name}'.{meant} 'list' shows them all.");
    }

    /// <summary>A question that names the nearest of what there is; empty where none is near.</summary>
    public static string DidYouMean(string name, IReadOnlyCollection<string> names)
    {
        var typed = name.ToLowerInvariant();
        var letters = typed.Trim('-').Length;
        var meant = names.Where(n => Distance(n, typed) <= Math.Max(1, letters / 3)).MinBy(n => Distance(n, typed))
            ?? names.Where(n => letters > 2 && n.StartsWith(typed)).MinBy(n => n.Length);
        return meant is null ? "" : $" Did you mean '{meant}'?";
    }

    /// <summary>How many letters must be changed, added or dropped (Levenshtein 1966).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
            }
        }

        return row[b.Length];
    }
}
