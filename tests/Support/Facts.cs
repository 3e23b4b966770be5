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

/// <summary>A test that runs a twin.</summary>
internal sealed class TwinFactAttribute : FactAttribute
{
    public TwinFactAttribute() => Skip = LiveTwin.Missing!;
}

/// <inheritdoc cref="TwinFactAttribute"/>
internal sealed class TwinTheoryAttribute : TheoryAttribute
{
    public TwinTheoryAttribute() => Skip = LiveTwin.Missing!;
}
