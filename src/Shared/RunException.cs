namespace Examples.Shared;

/// <summary>The run could not be carried through. The message says what to do.</summary>
public class RunException(string message, Exception? inner = null) : Exception(message, inner);
