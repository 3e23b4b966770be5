namespace Examples.Shared.Comparison;

/// <summary>Where two programs first differ by more than rounding.</summary>
/// <param name="Place">The epoch, with the training where there are several, the line of output, or where the tensor of a trace is.</param>
/// <param name="Here">What the C# program has there.</param>
/// <param name="There">What the other has.</param>
/// <param name="TimesRounding">How many times as far as rounding alone they part.</param>
public sealed record Difference(string Place, string Here, string There, double TimesRounding)
{
    /// <summary>The epoch of a training; null where it is a line of output, or a tensor.</summary>
    public int? Epoch { get; init; }

    /// <summary>Of which training; null where it is none.</summary>
    public string? Training { get; init; }

    /// <summary>Whether it is a tensor of the first step, of which losses and output show nothing.</summary>
    public bool IsOfTensor { get; init; }

    /// <summary>Whether it is one of numbers, and not of words, or of how much there is.</summary>
    public bool IsOfNumbers => double.IsFinite(TimesRounding);

    /// <summary>Both values beside each other, as part of a sentence.</summary>
    public string Values => $"{Shown(Here)} here, {Shown(There)} there";

    public override string ToString() =>
        $"{(IsOfTensor ? Place : $"from {Place} on")}: {Values}{BesideRounding(TimesRounding)}";

    /// <summary>How many times as far as rounding two values part, as the end of a sentence; nothing where that is no number.</summary>
    public static string BesideRounding(double times)
    {
        // Two digits say enough, and read better than an exponent.
        var unit = Math.Pow(10, Math.Floor(Math.Log10(times)) - 1);
        var number = times is >= 10 and < 1e12 ? $"{Math.Round(times / unit) * unit:N0}" : $"{times:G2}";
        return double.IsFinite(times) ? $", {number} times as far as rounding goes" : "";
    }

    /// <summary>Of a long line the part where the two part, and nothing that a terminal would obey.</summary>
    internal string Shown(string text)
    {
        const int Most = 100;
        var same = Here.Zip(There).TakeWhile(pair => pair.First == pair.Second).Count();
        var begin = Math.Max(Here.Length, There.Length) > Most ? Math.Max(0, same - Most / 4) : 0;
        var part = text[Math.Min(begin, text.Length)..];
        var plain = string.Concat(part.Take(Most).Select(letter => char.IsControl(letter) ? '\ufffd' : letter));
        return $"{(begin > 0 ? "…" : "")}{plain}{(part.Length > Most ? "…" : "")}";
    }
}
