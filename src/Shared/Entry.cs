using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Examples.Shared;

/// <summary>An example and what is known of it.</summary>
public sealed partial record Entry(ExampleAttribute Info, IExample Example)
{
    /// <summary>The subject, from the folder that the example's file stands in.</summary>
    public string Subject => Example.GetType().Namespace!.Split('.')[^1];

    /// <summary>
    /// What it shows and which results to expect: the documentation of its class, which the build leaves beside the program.
    /// </summary>
    public string Description
    {
        get
        {
            var type = Example.GetType();
            var file = Path.ChangeExtension(type.Assembly.Location, ".xml");
            var members = File.Exists(file) ? XDocument.Load(file).Descendants("member") : [];
            var member = members.FirstOrDefault(m => (string?)m.Attribute("name") == $"T:{type.FullName}");
            return member is null ? $"{Info.Summary}." : Space().Replace(member.Element("summary")!.Value, " ").Trim();
        }
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
