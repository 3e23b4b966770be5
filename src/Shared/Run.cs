using System.Diagnostics;

using Examples.Shared.Boards;
using Examples.Shared.Charts;
using Examples.Shared.Graphs;
using Examples.Shared.Tracing;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// One run as its example sees it: its settings, and where its losses, lines, figures and results go. An example
/// trains, prints and draws through it and needs to know nothing of devices, files and interrupts.
/// </summary>
public sealed class Run : IDisposable
{
    private readonly ExampleAttribute _info;
    private readonly RunOptions _options;
    private readonly RunFiles _files;
    private readonly RunOutput _output;
    private readonly LossFeed _feed;
    private readonly CancellationToken _interrupt;
    private readonly OrderedDictionary<string, LossRecord> _losses = [];
    private readonly OrderedDictionary<string, object> _results = [];
    private readonly int _epochs;
    private readonly int _logEvery;
    private readonly EpochTimer _timer;
    private readonly ModelWeights _weights;
    private readonly Tracer? _tracer;
    private int _epoch = -1;

    internal Run(
        ExampleAttribute info, RunOptions options, Device device, RunFiles files, TextWriter output, bool showsProgress,
        LossFeed feed, CancellationToken interrupt)
    {
        _info = info;
        _options = options;
        _files = files;
        _feed = feed;
        _interrupt = interrupt;
        Device = device;
        _epochs = options.GetOrDefault(Settings.Epochs, info);
        _logEvery = options.GetOrDefault(Settings.LogEvery, info);
        _timer = new EpochTimer(device, _epochs);
        _weights = new ModelWeights(options);
        _tracer = options.Chose(Settings.Trace, out var steps) ? new Tracer(steps) : null;
        _output = new RunOutput(showsProgress, _epochs, output);
    }

    /// <summary>
    /// Where tensors are computed. Random data is drawn on the CPU and moved here, <c>.to(run.Device)</c>, so that
    /// every device starts alike.
    /// </summary>
    public Device Device { get; }

    /// <summary>How many samples to generate.</summary>
    public int Samples => _options.Get(Settings.Samples, _info);

    /// <summary>The learning rate η.</summary>
    public double LearningRate => _options.Get(Settings.LearningRate, _info);

    /// <summary>How many samples are in a mini-batch.</summary>
    public int BatchSize => _options.Get(Settings.BatchSize, _info);

    /// <summary>How many epochs <see cref="Epochs"/> gives, as a schedule of the learning rate wants to know.</summary>
    public int EpochCount => _options.Get(Settings.Epochs, _info);

    /// <summary>The file of data that was given, or null.</summary>
    public string? Data => Chosen(Settings.Data);

    /// <summary>The column of the data to predict, or null.</summary>
    public string? Target => Chosen(Settings.Target);

    /// <summary>The columns of the data to leave out, with commas between, or null.</summary>
    public string? Drop => Chosen(Settings.Drop);

    internal IReadOnlyList<Curve> Curves => [.. _losses.Select(l => new Curve(l.Key, l.Value.Values))];

    /// <summary>The epochs of a training loop, 0 up to the number asked for; each loop gets them anew.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted; what was recorded is kept.</exception>
    /// <exception cref="InvalidOperationException">The example's attribute does not say how many.</exception>
    /// <exception cref="UsageException">--load or --save was given, and no model was handed over to take or leave the weights.</exception>
    public IEnumerable<int> Epochs()
    {
        var epochs = EpochCount;
        _weights.RequireModel();
        _epoch = -1;
        try
        {
            for (var epoch = 0; epoch < epochs; epoch++)
            {
                _interrupt.ThrowIfCancellationRequested();
                _timer.Begin(epoch);
                _output.ShowProgress(epoch);
                _epoch = epoch;
                yield return epoch;
            }

            ReadLosses();
        }
        finally
        {
            try
            {
                // However the loop ends, as by an early stop.
                if (!_interrupt.IsCancellationRequested)
                {
                    _timer.End(_epoch);
                }
            }
            finally
            {
                // Also where the device has failed.
                _output.HideProgress();
            }

            _weights.Remember();
        }

        _weights.Save(_files);
    }

    /// <summary>Records the loss of an epoch, and prints it if it is due; an example without --log-every prints its own table.</summary>
    /// <param name="epoch">The epochs of a training are recorded from 0 on, each once.</param>
    /// <param name="loss">A tensor of one element.</param>
    /// <param name="training">
    /// Which training it is, where there are several; the name of its curve, without commas, quotes and line breaks.
    /// </param>
    /// <exception cref="DivergedException">The loss is NaN or infinite.</exception>
    /// <exception cref="RunException">The name is another, or the epoch is not the next one.</exception>
    public void Record(int epoch, Tensor loss, string training = "loss")
    {
        if (!_losses.TryGetValue(training, out var losses))
        {
            if (training.Length == 0 || training.IndexOfAny([',', '"', '\n', '\r']) >= 0)
            {
                throw new RunException(
                    $"'{training}' can't name a training: it heads a column of {LossFile.Name}, "
                    + "so it takes a name without commas, quotes and line breaks.");
            }

            _losses[training] = losses = new LossRecord(training);
        }

        if (epoch != losses.Count)
        {
            throw new RunException(
                $"Epoch {epoch} of '{training}' was recorded where epoch {losses.Count} comes next: "
                + "each is recorded once, with mini-batches the mean of their losses.");
        }

        _tracer?.Step(training, loss);
        losses.Add(loss);

        // Where it is batches that are counted, and not epochs, none of them is known to be the last.
        if (_logEvery > 0 && (epoch % _logEvery == 0 || (epoch == _epochs - 1 && epoch == _epoch)))
        {
            losses.Read();
            Print($"epoch {epoch,6}  {training} {losses.Values[epoch]:F6}");
        }

        if (_feed.IsDue)
        {
            losses.Read();
            _feed.Show(Curves);
        }
    }

    /// <inheritdoc cref="Record(int, Tensor, string)"/>
    /// <param name="epoch">The epochs of a training are recorded from 0 on, each once.</param>
    /// <param name="loss">A number, such as the mean of the losses of mini-batches.</param>
    /// <param name="training">
    /// Which training it is, where there are several; the name of its curve, without commas, quotes and line breaks.
    /// </param>
    public void Record(int epoch, double loss, string training = "loss")
    {
        using var number = tensor(loss);
        Record(epoch, number, training);
    }

    /// <summary>The losses recorded so far, from epoch 0 on, for a figure.</summary>
    /// <param name="training">Which training it is, where there are several.</param>
    /// <exception cref="KeyNotFoundException">Nothing was recorded of it.</exception>
    /// <exception cref="DivergedException">One is NaN or infinite.</exception>
    public double[] Losses(string training = "loss")
    {
        _losses[training].Read();
        return [.. _losses[training].Values];
    }

    /// <summary>Prints a line of the program's results.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted.</exception>
    /// <exception cref="RunException">The output can't be written.</exception>
    public void Print(PythonText line)
    {
        _interrupt.ThrowIfCancellationRequested();
        var text = line.ToString();
        _output.WriteLine(text);
        _feed.Add(text);
    }

    /// <summary>Prints a number and keeps it among the results of the run.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">The number.</param>
    public void Report(string name, double value)
    {
        Print($"{name} = {value:F6}");
        Keep(name, value);
    }

    /// <summary>Prints a tensor, a line for each row, and keeps it among the results of the run.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="tensor">Of any shape; dimensions of size 1 are not shown.</param>
    public void Report(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = tensor.detach().squeeze();
        Keep(name, values.Numbers());
        PrintRows(name, values);
    }

    /// <summary>Keeps numbers among the results of the run without printing them.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="values">The numbers.</param>
    public void Keep(string name, params double[] values) => _results[name] = values is [var value] ? value : values;

    /// <summary>Prints that two results agree to a number of digits after the point; the run fails if they do not.</summary>
    /// <param name="what">Both results, as the subject of a sentence.</param>
    /// <param name="one">Of any shape.</param>
    /// <param name="other">Of the same shape.</param>
    /// <param name="digits">Largest difference allowed, as an exponent of a tenth.</param>
    /// <exception cref="RunException">They differ by more, or have other shapes.</exception>
    public void Agree(string what, Tensor one, Tensor other, int digits = 6)
    {
        if (!one.shape.SequenceEqual(other.shape))
        {
            throw new RunException($"{what} have the shapes {one.shape.Text()} and {other.shape.Text()}.");
        }

        var largest = (one - other).abs().max().Numbers().Single();
        if (!(largest <= Math.Pow(10, -digits)))
        {
            throw new RunException($"{what} differ by {PythonText.Format(largest, "e1")}, but should agree to 1e-{digits}.");
        }

        Print($"{what} agree to 1e-{digits}");
    }

    /// <summary>
    /// Hands over the model, once it is on its device: it starts from the weights of --load, --save keeps those with which
    /// <see cref="Epochs"/> ends, unless the run fails in it, and --trace what it computes in its first steps.
    /// </summary>
    /// <exception cref="UsageException">
    /// The file of --load is not there, or of another model; that of --save is a folder, has the name of a trace, or its
    /// folder can't be written to.
    /// </exception>
    public void Watch(nn.Module model)
    {
        _weights.Watch(model);
        Watch("", model);
    }

    /// <summary>Has --trace keep what one of several models computes in its first steps.</summary>
    /// <param name="name">Which model it is.</param>
    /// <param name="model">The model, once it is on its device.</param>
    public void Watch(string name, nn.Module model)
    {
        Nudge.Parameters(model.parameters());
        _tracer?.Watch(name, model);
    }

    /// <summary>
    /// Has --trace keep a tensor, such as data or targets, as it is now; one that is optimized itself, in each step.
    /// </summary>
    /// <param name="name">Of the tensor.</param>
    /// <param name="tensor">Of any shape and type; what is optimized requires a gradient, and is handed over before it is trained.</param>
    public void Watch(string name, Tensor tensor)
    {
        // In a loop, it may belong to a graph already.
        if (tensor.requires_grad && tensor.is_leaf && _epoch < 0 && _losses.Count == 0)
        {
            Nudge.Parameters([tensor]);
        }

        _tracer?.Watch(name, tensor);
    }

    /// <summary>Evaluates a function on a grid, on the device of the run and without gradients, for regions and contours.</summary>
    /// <param name="x">Range of x.</param>
    /// <param name="y">Range of y.</param>
    /// <param name="function">From coordinates, float32 of shape (points, 2), columns x and y, to values, points in all.</param>
    public Grid Grid((double Min, double Max) x, (double Min, double Max) y, Func<Tensor, Tensor> function) =>
        Charts.Grid.Of(x, y, function, Device);

    /// <summary>
    /// How long an action takes, in seconds: the fastest of its calls within 50 ms, and of three at least. Only for
    /// figures, because it is another in every run.
    /// </summary>
    /// <param name="action">What is timed; tensors that it makes are disposed of.</param>
    public double Seconds(Action action)
    {
        var (begin, fastest) = (Stopwatch.GetTimestamp(), double.PositiveInfinity);
        for (var call = 0; call < 3 || Stopwatch.GetElapsedTime(begin).TotalMilliseconds < 50; call++)
        {
            _interrupt.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var start = Stopwatch.GetTimestamp();
            action();
            Devices.Synchronize(Device);
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return fastest;
    }

    /// <summary>Draws a figure, while the program goes on.</summary>
    /// <param name="file">Its name, such as fit.png; --format makes it an SVG instead or as well.</param>
    /// <param name="panels">Its charts; at least one.</param>
    public void Draw(string file, params Chart[] panels)
    {
        // Here, where an error names the example's line, and not on the thread that draws.
        ArgumentOutOfRangeException.ThrowIfZero(panels.Length);
        _files.Draw(file, () => new Figure(panels));
    }

    /// <summary>Draws a computational graph, while the program goes on.</summary>
    /// <param name="file">Its name, such as graph.png; --format makes it an SVG instead or as well.</param>
    /// <param name="title">Above the graph.</param>
    /// <param name="output">Its last node.</param>
    /// <param name="from">Nodes that are drawn as inputs, without what they come from; to draw a large graph in parts.</param>
    public void DrawGraph(string file, string title, IGraphNode output, params IGraphNode[] from)
    {
        var graph = Graph.Of(title, output, from);
        _files.Draw(file, () => new GraphPicture(graph));
    }

    /// <summary>Reads the losses that still wait on the device.</summary>
    /// <exception cref="DivergedException">One is NaN or infinite; all are read.</exception>
    internal void ReadLosses()
    {
        DivergedException? diverged = null;
        foreach (var losses in _losses.Values)
        {
            try
            {
                losses.Read();
            }
            catch (DivergedException e)
            {
                diverged ??= e;
            }
        }

        if (diverged is not null)
        {
            throw diverged;
        }
    }

    /// <summary>Writes what a run leaves, however it ended: loss.csv and loss.png of what was recorded, run.json.</summary>
    /// <exception cref="RunException">A file could not be written; the others are.</exception>
    internal void Save(string status)
    {
        if (Curves.Any(curve => curve.Losses.Count > 0))
        {
            _files.Attempt(() => Draw("loss.png", LossChart.Of(_info, Curves)));
            _files.Write(LossFile.Name, path => LossFile.Write(path, Curves));
        }

        if (_tracer is not null)
        {
            _files.Write(TraceFile.Name, path => _tracer.Write(path, status == "failed"));
        }

        if (status is "done" or "interrupted")
        {
            _weights.Save(_files);
        }

        _files.AwaitFigures();
        _files.RemoveEarlier();
        _files.Write(RunSummary.Name, path => Summary(status).Write(path));
        _files.ThrowIfFailed();
    }

    /// <summary>The file that --save left; null if there is none.</summary>
    internal string? SavedWeights => _weights.Saved;

    /// <summary>Removes the folder that was made for --save, where nothing is in it.</summary>
    public void Dispose() => _weights.Dispose();

    private string? Chosen(Setting<string> setting) => _options.Chose(setting, out var text) ? text : null;

    private RunSummary Summary(string status) => new()
    {
        Example = _info.Name,
        Status = status,
        Options = new OrderedDictionary<string, object>(_options.Of(_info)),
        Device = Device.ToString(),
        Threads = get_num_threads(),
        TorchSharp = Libtorch.TorchSharp,
        Libtorch = Libtorch.Version,
        CpuCapability = Libtorch.CpuCapability,
        SecondsPerEpoch = _timer.SecondsPerEpoch,
        Results = _results,
        Figures = _files.Figures,
    };

    private void PrintRows(string name, Tensor values)
    {
        if (values.ndim < 2)
        {
            var numbers = string.Join(", ", values.Numbers().Select(number => PythonText.Format(number, "F6")));
            Print($"{name} = {(values.ndim == 0 ? numbers : $"[{numbers}]")}");
            return;
        }

        for (var row = 0; row < values.shape[0]; row++)
        {
            PrintRows($"{name}[{row}]", values[row]);
        }
    }
}
