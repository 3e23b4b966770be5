using SkiaSharp;

namespace Examples.Shared.Charts;

/// <summary>The typeface of figures.</summary>
internal static class Typefaces
{
    // What the slides' formulas need beside Latin letters.
    private const string Needed = "AΣΩηλμσφ∂‖−·≤²⁴⁹⁻₀₁₂′√";

    private static readonly string[] s_preferred =
        ["DejaVu Sans", "Noto Sans", "Segoe UI", "Helvetica Neue", "Arial Unicode MS", "Arial", "Liberation Sans"];

    private static readonly Lazy<string?> s_family = new(Choose);

    /// <summary>
    /// A sans-serif family that is installed and has the letters of formulas, or the one that comes closest; null if no font
    /// is installed.
    /// </summary>
    public static string? Family => s_family.Value;

    private static string? Choose()
    {
        string[] installed = [.. SKFontManager.Default.FontFamilies];
        var candidates = s_preferred.Concat(installed.Where(family => family.Contains("Sans"))).Concat(installed);
        var (best, most) = ((string?)null, 0);
        foreach (var family in candidates.Where(installed.Contains).TakeWhile(_ => most < Needed.Length))
        {
            if (Known(family) is var known && known > most)
            {
                (best, most) = (family, known);
            }
        }

        return best;
    }

    /// <summary>How many of the letters a family has. Without fonts, Skia has one of no letters.</summary>
    private static int Known(string family)
    {
        using var typeface = SKTypeface.FromFamilyName(family);
        return Needed.Count(letter => typeface.ContainsGlyph(letter));
    }
}
