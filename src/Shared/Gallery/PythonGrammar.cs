using ColorCode;
using ColorCode.Common;

namespace Examples.Shared.Gallery;

/// <summary>ColorCode's grammar of Python with docstrings of several lines, and with numbers that begin with a digit.</summary>
internal sealed class PythonGrammar : ILanguage
{
    public string Id => Languages.Python.Id;

    public string? FirstLinePattern => Languages.Python.FirstLinePattern;

    public string Name => Languages.Python.Name;

    public string CssClassName => Languages.Python.CssClassName;

    public IList<LanguageRule> Rules { get; } =
    [
        new("\"{3}[\\s\\S]*?\"{3}", Whole(ScopeName.Comment)),
        .. Languages.Python.Rules.Where(rule => !rule.Captures.Values.Contains(ScopeName.Number)),
        new(@"\b\d+(\.\d+)?(e-?\d+)?\b", Whole(ScopeName.Number)),
    ];

    public bool HasAlias(string lang) => Languages.Python.HasAlias(lang);

    private static Dictionary<int, string> Whole(string scope) => new() { [0] = scope };
}
