namespace Examples.Shared.Charts;

/// <summary>No font is installed, so that a figure would have no text; it is left out.</summary>
public sealed class NoFontException()
    : Exception("Figures are left out: no font is installed to label them with. 'apt install fonts-dejavu-core', or the like, gives one.");
