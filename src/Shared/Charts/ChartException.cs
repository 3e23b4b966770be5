namespace Examples.Shared.Charts;

/// <summary>A figure could not be drawn or written. The message says in a line or two what to do.</summary>
public sealed class ChartException(string message, Exception? inner = null) : RunException(message, inner);
