using ScottPlot;

namespace Examples.Shared.Charts;

/// <summary>
/// Colors of lines, points and classes; one without a color of its own takes the next of the chart. Blue, orange, green,
/// amber and sky are those of Okabe and Ito ("Color Universal Design", 2008), which people with any color vision tell
/// apart; with more than these, dashes and markers tell more.
/// </summary>
public static class Palette
{
    public static readonly Color Blue = Color.FromHex("#0072b2");
    public static readonly Color Orange = Color.FromHex("#d55e00");
    public static readonly Color Green = Color.FromHex("#009e73");
    public static readonly Color Purple = Color.FromHex("#aa5096");
    public static readonly Color Sky = Color.FromHex("#56b4e9");
    public static readonly Color Black = Color.FromHex("#222222");
    public static readonly Color Gray = Color.FromHex("#787878");

    /// <summary>In the order in which lines, points and classes take them; those without a name are amber, brown, olive and pink.</summary>
    public static readonly IReadOnlyList<Color> Colors =
    [
        Blue, Orange, Green, Purple, Color.FromHex("#e69f00"), Sky, Black,
        Color.FromHex("#8c564b"), Color.FromHex("#9a9a1a"), Color.FromHex("#e377c2"),
    ];
}
