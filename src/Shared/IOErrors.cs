namespace Examples.Shared;

/// <summary>What .NET says of files that can't be read or written.</summary>
public static class IOErrors
{
    /// <summary>The cause alone, such as "No space left on device", without the file that it names after it.</summary>
    public static string Cause(this Exception error) => error.Message.Split(" : '")[0].TrimEnd('.');

    /// <summary>Says that standard output takes no more.</summary>
    public static string OutputFailure(Exception error) =>
        $"The output could not be written: {(error is UnauthorizedAccessException ? "standard output is closed" : error.Cause())}.";
}
