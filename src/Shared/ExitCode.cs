namespace Examples.Shared;

/// <summary>The exit codes of the program.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run failed, or what was compared differs.</summary>
    public const int Failed = 1;

    /// <summary>The call was wrong.</summary>
    public const int Usage = 2;

    /// <summary>Interrupted, as a shell reports a program that Ctrl-C ended.</summary>
    public const int Interrupted = 130;
}
