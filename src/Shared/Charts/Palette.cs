using System.Drawing;

namespace Examples.Shared.Charts;

/// <summary>
/// Colors that people with any color vision tell apart (Okabe and Ito, "Color Universal Design", 2008). A mark
/// without a color of its own takes the next one of the chart.
/// </summary>
public static class Palette
{
    public static readonly Color Blue = Color.FromArgb(0, 114, 178);
    public static readonly Color Orange = Color.FromArgb(213, 94, 0);
    public static readonly Color Green = Color.FromArgb(0, 158, 115);
    public static readonly Color Purple = Color.FromArgb(170, 80, 150);
    public static readonly Color Amber = Color.FromArgb(230, 159, 0);
    public static readonly Color Sky = Color.FromArgb(86, 180, 233);
    public static readonly Color Black = Color.FromArgb(34, 34, 34);

    /// <summary>In the order in which marks and classes take them.</summary>
    public static readonly IReadOnlyList<Color> Colors = [Blue, Orange, Green, Purple, Amber, Sky, Black];
}
