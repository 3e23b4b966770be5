using Examples.Shared.Tracing;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>The weights of a run's model: --load gives those it starts from, and --save keeps those with which training ends.</summary>
/// <param name="options">What the caller chose.</param>
internal sealed class ModelWeights(RunOptions options) : IDisposable
{
    private readonly string? _loaded = options.Chose(Settings.Load, out var load) ? load : null;
    private readonly string? _saved = options.Chose(Settings.Save, out var save) ? save : null;
    private Dictionary<string, Tensor> _weights = [];
    private Dictionary<string, Tensor>? _atEnd;
    private OutputFolder? _folder;

    /// <summary>The file that --save left; null if there is none.</summary>
    public string? Saved => _folder?.Written is [_, ..] ? _saved : null;

    /// <summary>Takes the model, and gives it the weights of --load.</summary>
    /// <exception cref="UsageException">
    /// The file of --load is not there, or of another model; that of --save is a folder, has the name of a trace, or its
    /// folder can't be written to.
    /// </exception>
    public void Watch(nn.Module model)
    {
        _weights = model.state_dict();
        if (_loaded is not null)
        {
            WeightFile.Load(_loaded, _weights);
        }

        if (_saved is null)
        {
            return;
        }

        if (Directory.Exists(_saved))
        {
            throw new UsageException($"{_saved} is a folder; --save takes a file.");
        }

        if (string.Equals(Path.GetFileName(_saved), TraceFile.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"{TraceFile.Name} is what --trace leaves; give the file of --save another name.");
        }

        _folder = new OutputFolder(Path.GetDirectoryName(Path.GetFullPath(_saved))!, "--save");
    }

    /// <exception cref="UsageException">--load or --save was given, and no model to take or leave the weights.</exception>
    public void RequireModel()
    {
        if (_weights.Count == 0 && (_loaded ?? _saved) is not null)
        {
            throw new UsageException(
                "--load and --save are for a model that is handed over without a name, run.Watch(model), and before it trains.");
        }
    }

    /// <summary>Remembers what a training ends with, while its model is still there.</summary>
    public void Remember() =>
        _atEnd = _folder is null ? null : _weights.ToDictionary(w => w.Key, w => w.Value.detach().clone().DetachFromDisposeScope());

    /// <summary>Writes what was remembered, once.</summary>
    public void Save(RunFiles files)
    {
        if (_folder is { } folder && _atEnd is { } weights)
        {
            files.Attempt(() => WeightFile.Save(folder, Path.GetFileName(_saved!), weights));
            _atEnd = null;
        }
    }

    /// <summary>Removes the folder that was made for --save, where nothing is in it.</summary>
    public void Dispose() => _folder?.Dispose();
}
