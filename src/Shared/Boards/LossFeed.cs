namespace Examples.Shared.Boards;

/// <summary>
/// Hands boards what a run has recorded, up to twice a second. Training itself only looks at a flag in each epoch, and
/// copies its new losses when that is up; all else happens on another thread.
/// </summary>
internal sealed class LossFeed : IDisposable
{
    private const int IntervalMilliseconds = 500;
    private const int LastLines = 12;

    private readonly IReadOnlyList<IBoard> _boards;
    private readonly Queue<string> _lines = [];
    private readonly Timer? _timer;

    // Of each training the losses so far. A snapshot shares the array: it never looks beyond its end, and what is before it
    // does not change.
    private readonly Dictionary<string, (double[] Losses, int Count)> _copies = [];
    private Task _showing = Task.CompletedTask;
    private volatile bool _isDue;

    /// <param name="boards">None costs nothing.</param>
    public LossFeed(IReadOnlyList<IBoard> boards)
    {
        _boards = boards;
        _timer = boards.Count > 0 ? new Timer(_ => _isDue = _showing.IsCompleted, null, 0, IntervalMilliseconds) : null;
    }

    /// <summary>Whether boards wait for the next losses.</summary>
    public bool IsDue => _isDue;

    /// <summary>Remembers a line that was printed.</summary>
    public void Add(string line)
    {
        if (_boards.Count > 0)
        {
            _lines.Enqueue(line);
            if (_lines.Count > LastLines)
            {
                _lines.Dequeue();
            }
        }
    }

    /// <summary>Hands over what there is; returns at once.</summary>
    public void Show(IReadOnlyList<Curve> curves, string status = "running")
    {
        _isDue = false;
        var snapshot = new Snapshot([.. curves.Select(Copy)], [.. _lines], status);
        _showing = _showing.ContinueWith(_ =>
        {
            foreach (var board in _boards)
            {
                board.Show(snapshot);
            }
        }, TaskScheduler.Default);
    }

    private Curve Copy(Curve curve)
    {
        var (losses, count) = _copies.GetValueOrDefault(curve.Name, ([], 0));
        if (curve.Losses.Count > losses.Length)
        {
            Array.Resize(ref losses, 2 * curve.Losses.Count);
        }

        for (; count < curve.Losses.Count; count++)
        {
            losses[count] = curve.Losses[count];
        }

        _copies[curve.Name] = (losses, count);
        return curve with { Losses = new ArraySegment<double>(losses, 0, count) };
    }

    /// <summary>Hands over what a run ends with, and waits until it is shown.</summary>
    public void End(IReadOnlyList<Curve> curves, string status)
    {
        if (_boards.Count > 0)
        {
            Show(curves, status);
            _showing.Wait();
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        foreach (var board in _boards)
        {
            board.Dispose();
        }
    }
}
