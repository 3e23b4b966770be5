using Examples.Shared;
using Examples.Tests.Support;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>Where tensors are. What needs a GPU is skipped without one.</summary>
public sealed class DeviceTests
{
    [Theory]
    [InlineData("cpu", DeviceType.CPU, -1)]
    [InlineData("cuda", DeviceType.CUDA, -1)]
    [InlineData("cuda:1", DeviceType.CUDA, 1)]
    [InlineData("mps", DeviceType.MPS, -1)]
    public void A_device_is_what_its_description_says(string description, DeviceType type, int index)
    {
        Assert.Equal(type, device(description).type);
        Assert.Equal(index, device(description).index);
        Assert.Equal(description, device(description).ToString());
    }

    [Theory]
    [InlineData("tpu")]
    [InlineData("")]
    [InlineData("cuda:x")]
    public void What_is_no_device_is_refused(string description) => Assert.ThrowsAny<Exception>(() => device(description));

    [Fact]
    public void A_device_can_be_made_of_its_parts()
    {
        Assert.Equal("cuda:2", device(DeviceType.CUDA, 2).ToString());
        Assert.Equal(DeviceType.CPU, CPU.type);
        Assert.Equal(DeviceType.CUDA, CUDA.type);
        Assert.Equal(DeviceType.MPS, MPS.type);
    }

    [Fact]
    public void The_GPUs_are_those_that_PyTorch_finds()
    {
        Assert.Equal(cuda.device_count() > 0, cuda.is_available());
        Assert.Equal(cuda.is_available(), cuda_is_available());
        Assert.Equal(["cpu", .. Enumerable.Range(0, cuda.device_count()).Select(i => $"cuda:{i}"), .. mps_is_available() ? ["mps"] : Array.Empty<string>()], Torch.Devices());
        if (PyTorch.IsSameVersion && !cuda.is_available())
        {
            Assert.Equal(0, PyTorch.Values("result = float(torch.backends.mps.is_available())")[0] - (mps_is_available() ? 1 : 0));
        }
    }

    [WithoutGpuFact]
    public void Without_a_GPU_a_tensor_cannot_go_there() => Assert.ThrowsAny<Exception>(() => ones(2).cuda());

    [GpuFact]
    public void A_tensor_goes_to_the_GPU_and_comes_back()
    {
        using var scope = NewDisposeScope();
        var there = arange(6, float32).cuda();
        Assert.Equal("cuda:0", there.device.ToString());
        Assert.Equal([0f, 2, 4, 6, 8, 10], (there * 2).data<float>());
        Assert.Equal(DeviceType.CPU, there.cpu().device_type);
        Assert.Equal(15, there.sum().item<float>());
        Assert.Equal("cuda:0", there.to(device("cuda:0")).mul(2).device.ToString());
        Assert.Equal(ScalarType.Float64, there.to(float64, CPU).dtype);
        Assert.Equal("cuda:0", ones(2, device: CUDA).device.ToString());
    }

    [GpuFact]
    public void A_module_learns_on_the_GPU()
    {
        manual_seed(0);
        using var model = nn.Linear(2, 1).to(device("cuda:0"));
        using var optimizer = optim.SGD(model.parameters(), 0.1);
        var before = model.weight.Numbers();
        model.call(ones(3, 2).cuda()).sum().backward();
        optimizer.step();
        Assert.Equal("cuda:0", model.weight.device.ToString());
        Assert.Equal(before.Select(w => w - 0.3), model.weight.Numbers().Select(w => Math.Round(w, 6)), (a, b) => Math.Abs(a - b) < 1e-5);
    }
}
