namespace Examples.Shared.Comparison;

/// <summary>A program did not run to its end, but left what it had computed so far.</summary>
/// <param name="message">Why it ended.</param>
/// <param name="inner">What it said.</param>
/// <param name="left">What it left.</param>
internal sealed class UnfinishedException(string message, Exception? inner, Side left) : RunException(message, inner)
{
    public Side Left => left;
}
