namespace Examples.Shared;

/// <summary>The exit codes of the program.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Interrupted = 130;
}

/// <summary>The call was wrong. The message says what to do instead.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>The run could not be carried through. The message says what to do.</summary>
public sealed class RunException(string message, Exception? inner = null) : Exception(message, inner);
