using System.Drawing;

namespace Examples.Shared.Charts;

/// <summary>What is common to all texts of a figure.</summary>
internal static class Write
{
    public static readonly Color Ink = Color.FromArgb(45, 45, 45);

    /// <summary>About how wide a text will be, in any of the fonts that renderers find.</summary>
    public static double Width(string text, double size) => size * text.Sum(c => c switch
    {
        'i' or 'j' or 'l' or '.' or ',' or ':' or ';' or '\'' or '|' or ' ' or '‖' => 0.34,
        'f' or 'r' or 't' or '(' or ')' or '[' or ']' or '-' or '⁻' or '¹' => 0.42,
        'm' or 'w' or 'M' or 'W' or '@' or '%' => 0.95,
        >= 'A' and <= 'Z' => 0.7,
        '²' or '³' or (>= '⁰' and <= '₉') => 0.42,
        _ => 0.62,
    });

    /// <summary>What lies under a text, so that it can be read on lines and colors.</summary>
    public static Area Paper(double left, double bottom, double width, double height) => new(
        [new(left, bottom), new(left + width, bottom), new(left + width, bottom + height), new(left, bottom + height)],
        Color.FromArgb(215, Color.White));

    /// <summary>Without line breaks and other control characters.</summary>
    public static string OneLine(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
