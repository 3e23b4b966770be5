using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Examples.Shared.Boards;

/// <summary>Writes losses as TensorBoard reads them, by TorchSharp's own writer of event files.</summary>
internal sealed class TensorBoard : IBoard
{
    private readonly SummaryWriter _writer;
    private readonly Dictionary<string, int> _written = [];

    /// <param name="folder">Where the event files go.</param>
    /// <exception cref="UsageException">The folder can't be made or written to.</exception>
    public TensorBoard(string folder) =>
        _writer = utils.tensorboard.SummaryWriter(new OutputFolder(folder, "--tensorboard").Path, createRunName: false);

    public void Show(Snapshot snapshot)
    {
        foreach (var curve in snapshot.Curves)
        {
            for (var epoch = _written.GetValueOrDefault(curve.Name); epoch < curve.Losses.Count; epoch++)
            {
                _writer.add_scalar(curve.Name, (float)curve.Losses[epoch], epoch);
            }

            _written[curve.Name] = curve.Losses.Count;
        }
    }

    public void Dispose()
    {
    }
}
