using TorchSharp;

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
