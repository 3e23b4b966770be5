using TorchSharp.Modules;

using static TorchSharp.torch;

namespace Examples.Shared.Boards;

/// <summary>Writes losses as TensorBoard reads them, by TorchSharp's own writer of event files.</summary>
internal sealed class TensorBoard : IBoard
{
    private readonly TextWriter _notes;
    private readonly Dictionary<string, int> _written = [];

    // Null once it has failed.
    private SummaryWriter? _writer;

    /// <param name="folder">Where the event files go.</param>
    /// <param name="notes">Where it is said that they can't be written any more: the run goes on all the same.</param>
    /// <exception cref="UsageException">The folder can't be made or written to.</exception>
    public TensorBoard(string folder, TextWriter notes)
    {
        _notes = notes;
        Attempt(() => _writer = utils.tensorboard.SummaryWriter(new OutputFolder(folder, "--tensorboard").Path, createRunName: false));
    }

    public void Show(Snapshot snapshot) => Attempt(() =>
    {
        foreach (var curve in snapshot.Curves)
        {
            Write(curve);
        }
    });

    private void Attempt(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _writer = null;
            _notes.WriteLine($"TensorBoard gets no more losses: {e.Cause()}. Training goes on.");
        }
    }

    private void Write(Curve curve)
    {
        for (var epoch = _written.GetValueOrDefault(curve.Name); _writer is not null && epoch < curve.Losses.Count; epoch++)
        {
            _writer.add_scalar(curve.Name, (float)curve.Losses[epoch], epoch);
            _written[curve.Name] = epoch + 1;
        }
    }

    public void Dispose()
    {
    }
}
