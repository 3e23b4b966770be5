namespace Examples.Shared.Charts;

/// <summary>The shape of a point.</summary>
public enum Marker
{
    Dot,
    Triangle,
    Square,
    Cross,
    Star,
}
