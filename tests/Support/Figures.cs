namespace Examples.Tests.Support;

/// <summary>A program draws figures only where a font is installed to label them with.</summary>
internal static class Figures
{
    /// <summary>Why none can be drawn here; null if they can.</summary>
    public static string? Missing { get; } = Picture.CanBeDrawn ? null : new NoFontException().Message;

    /// <summary>Names of files, without those of figures where none can be drawn.</summary>
    public static IEnumerable<string> Among(params string[] files) =>
        files.Where(file => Missing is null || Path.GetExtension(file) is not (".png" or ".svg"));
}

/// <summary>A test that looks at a figure.</summary>
internal sealed class FigureFactAttribute : FactAttribute
{
    public FigureFactAttribute() => Skip = Figures.Missing!;
}

/// <inheritdoc cref="FigureFactAttribute"/>
internal sealed class FigureTheoryAttribute : TheoryAttribute
{
    public FigureTheoryAttribute() => Skip = Figures.Missing!;
}
