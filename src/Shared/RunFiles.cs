using System.Runtime.ExceptionServices;

using Examples.Shared.Charts;

namespace Examples.Shared;

/// <summary>
/// The files that a run leaves in its folder. If one can't be written, the others still are: failures wait for the
/// end.
/// </summary>
/// <param name="folder">Where they go.</param>
/// <param name="format">Of figures: png, svg, both or none.</param>
/// <param name="scale">Pixels of a PNG for one.</param>
internal sealed class RunFiles(OutputFolder folder, string format, double scale) : IDisposable
{
    private readonly List<Task<OrderedDictionary<string, string>>> _drawings = [];
    private readonly OrderedDictionary<string, string> _figures = [];
    private readonly List<Exception> _failures = [];

    /// <summary>Why figures were left out; null if none was.</summary>
    public string? LeftOut { get; private set; }

    /// <summary>
    /// What each figure shows, by the name of its file, in the order in which they were begun; empty before
    /// <see cref="AwaitFigures"/>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Figures => _figures;

    /// <summary>Begins to draw a figure, while the program goes on.</summary>
    /// <param name="file">Its name; the format decides what it ends with.</param>
    /// <param name="picture">Makes it, on another thread.</param>
    public void Draw(string file, Func<Picture> picture)
    {
        bool[] svgs = format switch { "both" => [false, true], "svg" => [true], "png" => [false], _ => [] };
        if (svgs is [])
        {
            return;
        }

        _drawings.Add(Task.Run(() =>
        {
            var (drawn, written) = (picture(), new OrderedDictionary<string, string>());
            foreach (var svg in svgs)
            {
                var name = Path.ChangeExtension(file, svg ? ".svg" : ".png");
                folder.Write(name, path => drawn.Save(path, svg, scale));
                written[name] = drawn.Description;
            }

            return written;
        }));
    }

    /// <summary>Waits until all figures are drawn.</summary>
    public void AwaitFigures()
    {
        foreach (var drawing in _drawings)
        {
            Attempt(() =>
            {
                foreach (var (name, description) in drawing.GetAwaiter().GetResult())
                {
                    _figures[name] = description;
                }
            });
        }
    }

    /// <summary>Writes a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes to the path it is given.</param>
    public void Write(string name, Action<string> write) => Attempt(() => folder.Write(name, write));

    /// <summary>Removes what an earlier run left and this one did not: it is not of this one.</summary>
    public void RemoveEarlier()
    {
        foreach (var earlier in RunSummary.FilesIn(folder.Path).Except(folder.Written))
        {
            folder.Remove(earlier);
        }
    }

    /// <summary>Runs an action; keeps its failure for <see cref="ThrowIfFailed"/>, or a missing font for <see cref="LeftOut"/>.</summary>
    public void Attempt(Action action)
    {
        try
        {
            action();
        }
        catch (NoFontException e)
        {
            LeftOut = e.Message;
        }
        catch (Exception e)
        {
            Fail(NativeLibraries.Explain(e) is { } message ? new RunException(message, e) : e);
        }
    }

    /// <summary>Keeps a failure until the end.</summary>
    public void Fail(Exception failure) => _failures.Add(failure);

    /// <summary>Waits until nothing is drawn any more, also where a run was refused: no process may end while Skia draws.</summary>
    public void Dispose() => Task.WhenAll(_drawings).ContinueWith(_ => { }, TaskScheduler.Default).Wait();

    /// <summary>Throws the first failure, if there was one.</summary>
    public void ThrowIfFailed()
    {
        if (_failures.Count > 0)
        {
            ExceptionDispatchInfo.Throw(_failures[0]);
        }
    }
}
