using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>How long an epoch takes, without the first ones, in which .NET compiles and libtorch sets up what they call.</summary>
/// <param name="device">Its work is waited for.</param>
/// <param name="epochs">Of a training.</param>
/// <param name="clock">The system's, unless given.</param>
internal sealed class EpochTimer(Device device, int epochs, TimeProvider? clock = null)
{
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly int _warmUp = Math.Min(Math.Max(10, epochs / 100), epochs - 1);
    private long _start;
    private TimeSpan _time;
    private int _timed;

    /// <summary>Wall time in seconds, of all trainings; null before one has ended.</summary>
    public double? SecondsPerEpoch => _timed > 0 ? _time.TotalSeconds / _timed : null;

    /// <summary>Says that an epoch begins.</summary>
    public void Begin(int epoch)
    {
        if (epoch == _warmUp)
        {
            Devices.Synchronize(device);
            _start = _clock.GetTimestamp();
        }
    }

    /// <summary>Says that a training has ended.</summary>
    /// <param name="last">Its last epoch; -1 if there was none.</param>
    public void End(int last)
    {
        if (last >= _warmUp)
        {
            Devices.Synchronize(device);
            _time += _clock.GetElapsedTime(_start);
            _timed += last + 1 - _warmUp;
        }
    }
}
