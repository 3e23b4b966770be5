namespace Examples.Shared;

/// <summary>The call was wrong. The message says what to do instead.</summary>
public sealed class UsageException(string message) : Exception(message);
