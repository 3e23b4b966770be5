namespace Examples.Tests.Support;

/// <summary>A test that needs a GPU.</summary>
internal sealed class GpuFactAttribute : FactAttribute
{
    public GpuFactAttribute() => Skip = torch.cuda.is_available() ? null! : "There is no GPU that libtorch can use.";
}

/// <summary>A test of what happens where there is no GPU.</summary>
internal sealed class WithoutGpuFactAttribute : FactAttribute
{
    public WithoutGpuFactAttribute() => Skip = torch.cuda.is_available() ? "There is a GPU." : null!;
}

/// <summary>A test with signals, shell scripts or the files of Linux's kernel.</summary>
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null! : "It needs Linux.";
}

/// <inheritdoc cref="LinuxFactAttribute"/>
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute() => Skip = OperatingSystem.IsLinux() ? null! : "It needs Linux.";
}

/// <summary>A test that mounts file systems which only its own processes see.</summary>
internal sealed class UnshareFactAttribute : FactAttribute
{
    public UnshareFactAttribute() => Skip = Missing.Value!;

    /// <summary>Why none can be mounted, as in many containers; null if they can.</summary>
    internal static Lazy<string?> Missing { get; } = new(() =>
        OperatingSystem.IsLinux() && CanMount() ? null : "It needs a Linux that lets everyone mount file systems of their own.");

    private static bool CanMount()
    {
        string[] script = ["-c", "unshare --map-root-user --mount mount -t tmpfs none /mnt"];
        return ChildProcess.Run("/bin/sh", script, new Dictionary<string, string?>(), CancellationToken.None).Exit == 0;
    }
}

/// <inheritdoc cref="UnshareFactAttribute"/>
internal sealed class UnshareTheoryAttribute : TheoryAttribute
{
    public UnshareTheoryAttribute() => Skip = UnshareFactAttribute.Missing.Value!;
}

/// <summary>A test that runs a twin.</summary>
internal sealed class TwinFactAttribute : FactAttribute
{
    public TwinFactAttribute() => Skip = LiveTwin.Missing!;
}

/// <summary>A test that runs a twin in a shell script.</summary>
internal sealed class LinuxTwinFactAttribute : FactAttribute
{
    public LinuxTwinFactAttribute() => Skip = OperatingSystem.IsLinux() ? LiveTwin.Missing! : "It needs Linux.";
}

/// <inheritdoc cref="TwinFactAttribute"/>
internal sealed class TwinTheoryAttribute : TheoryAttribute
{
    public TwinTheoryAttribute() => Skip = LiveTwin.Missing!;
}
