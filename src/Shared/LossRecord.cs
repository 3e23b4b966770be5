using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// The losses of one training, one an epoch. On the CPU each is read at once; on other devices they wait there until
/// they are needed, so that no epoch waits for the device.
/// </summary>
/// <param name="training">Which training it is.</param>
internal sealed class LossRecord(string training)
{
    private const int MaxPending = 1024;

    private readonly List<Tensor> _pending = [];
    private readonly List<double> _values = [];

    /// <summary>The losses that have been read.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>How many were recorded.</summary>
    public int Count => _values.Count + _pending.Count;

    /// <summary>Records the next epoch's loss.</summary>
    /// <param name="loss">A tensor of one element.</param>
    /// <exception cref="DivergedException">It was read, and is NaN or infinite.</exception>
    /// <exception cref="ArgumentException">It has more elements, or none.</exception>
    public void Add(Tensor loss)
    {
        if (loss.device_type == TorchSharp.DeviceType.CPU)
        {
            Read();
            Add(loss.dtype switch
            {
                ScalarType.Float32 => loss.item<float>(),
                ScalarType.Float64 => loss.item<double>(),
                _ => loss.to(ScalarType.Float64).item<double>(),
            });
            return;
        }

        if (_pending is [.., var last] && last.device_index != loss.device_index)
        {
            Read();
        }

        _pending.Add(loss.detach().reshape([]).clone().DetachFromDisposeScope());
        if (_pending.Count == MaxPending)
        {
            Read();
        }
    }

    /// <summary>Reads the losses that wait on the device.</summary>
    /// <exception cref="DivergedException">One is NaN or infinite; those before it are kept.</exception>
    public void Read()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var losses = stack(_pending).Numbers();
        _pending.ForEach(loss => loss.Dispose());
        _pending.Clear();
        Array.ForEach(losses, Add);
    }

    private void Add(double loss)
    {
        if (!double.IsFinite(loss))
        {
            throw new DivergedException(_values.Count, training);
        }

        _values.Add(loss);
    }
}
