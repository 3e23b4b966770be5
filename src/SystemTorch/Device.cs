using System.Globalization;

namespace TorchSharp;

/// <summary>The kinds of device that libtorch knows and that are used here; the numbers are libtorch's.</summary>
public enum DeviceType
{
    CPU = 0,
    CUDA = 1,
    MPS = 13,
}

public static partial class torch
{
    /// <summary>Where a tensor lives.</summary>
    public sealed class Device
    {
        /// <summary>A device from its description, such as "cpu", "cuda" or "cuda:1".</summary>
        /// <exception cref="ArgumentException">There is no such kind of device.</exception>
        /// <exception cref="FormatException">The index is not a number.</exception>
        public Device(string description)
        {
            var parts = description.Split(':');
            type = Enum.Parse<DeviceType>(parts[0], ignoreCase: true);
            index = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : -1;
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        public DeviceType type { get; }

        /// <summary>Which of several; -1 for the current one.</summary>
        public int index { get; }

        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return type == DeviceType.CPU || index == -1 ? name : $"{name}:{index}";
        }
    }

    /// <summary>The CPU.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA => new(DeviceType.CUDA);

    /// <summary>Apple's GPU.</summary>
    public static Device MPS => new(DeviceType.MPS);

    /// <inheritdoc cref="Device(string)"/>
    public static Device device(string description) => new(description);

    /// <summary>A device of a kind.</summary>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static partial class cuda
    {
        /// <summary>Whether libtorch was built with CUDA and finds a GPU.</summary>
        public static bool is_available() => device_count() > 0;

        public static int device_count() => Native.st_cuda_device_count();
    }

    public static bool cuda_is_available() => cuda.is_available();

    public static bool mps_is_available() => Native.st_has_mps() != 0;
}
