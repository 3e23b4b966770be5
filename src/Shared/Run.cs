using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;

using Examples.Shared.Charts;
using Examples.Shared.Graphs;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// One run of an example: its settings, and where its losses, lines, figures and results go. An example trains,
/// prints and draws through it and needs to know nothing of devices, files and interrupts.
/// </summary>
public sealed class Run : IDisposable
{
    private const int CollectEvery = 4096;

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ExampleAttribute _info;
    private readonly RunOptions _options;
    private readonly OutputFolder _folder;
    private readonly TrainingProgress _progress;
    private readonly CancellationToken _interrupt;
    private readonly OrderedDictionary<string, LossRecord> _losses = [];
    private readonly Stopwatch _training = new();
    private readonly List<Task> _drawings = [];
    private readonly Dictionary<string, object> _results = [];
    private readonly int _epochs;
    private readonly int _logEvery;

    /// <summary>Prepares a run: device, threads, seed and folder.</summary>
    /// <param name="info">The example.</param>
    /// <param name="options">What the caller chose.</param>
    /// <param name="output">Where the program's results are printed.</param>
    /// <param name="interrupt">Ends the run at the next epoch.</param>
    /// <exception cref="UsageException">The device or the folder is not to be had.</exception>
    internal Run(ExampleAttribute info, RunOptions options, TextWriter output, CancellationToken interrupt)
    {
        _info = info;
        _options = options;
        _interrupt = interrupt;
        (Device, DeviceReason) = Torch.Choose(options.Device, info.DoublePrecision);
        _folder = new OutputFolder(Path.Combine(options.Out, info.Name));
        Samples = options.Samples ?? info.Samples;
        LearningRate = options.LearningRate ?? info.LearningRate;
        BatchSize = options.BatchSize ?? info.BatchSize;
        _epochs = options.Epochs ?? info.Epochs;
        _logEvery = options.LogEvery ?? info.LogEvery;
        _progress = new TrainingProgress(!options.Quiet, _epochs, output);
        if (options.Threads is { } threads)
        {
            set_num_threads(threads);
        }

        manual_seed(options.Seed);
    }

    /// <summary>Where tensors are computed. Random data is drawn on the CPU and moved here, so that every device starts alike.</summary>
    public Device Device { get; }

    /// <summary>How many samples to generate.</summary>
    public int Samples { get; }

    /// <summary>The learning rate η.</summary>
    public double LearningRate { get; }

    /// <summary>How many samples are in a mini-batch.</summary>
    public int BatchSize { get; }

    /// <summary>The file of data given with --data, or null.</summary>
    public string? Data => _options.Data;

    /// <summary>Why the device is what it is.</summary>
    internal string DeviceReason { get; }

    internal OutputFolder Folder => _folder;

    /// <summary>What the run went without, and how to have it; null if nothing.</summary>
    internal string? Missing { get; private set; }

    internal IReadOnlyList<Curve> Losses => [.. _losses.Select(l => new Curve(l.Key, l.Value.Values))];

    /// <summary>Wall time of an epoch in seconds; 0 if nothing was trained.</summary>
    internal double SecondsPerEpoch => _training.Elapsed.TotalSeconds / Math.Max(1, _losses.Values.Sum(l => l.Values.Count));

    /// <summary>The epochs of a training loop, 0 up to the number asked for; each loop gets them anew.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted; what was recorded is kept.</exception>
    public IEnumerable<int> Epochs()
    {
        _training.Start();
        for (var epoch = 0; epoch < _epochs; epoch++)
        {
            _interrupt.ThrowIfCancellationRequested();
            _progress.Report(epoch);
            yield return epoch;

            // To .NET a tensor is a few bytes, whatever it holds: left alone, garbage grows to the size of a cache first.
            if (epoch % CollectEvery == CollectEvery - 1)
            {
                GC.Collect(0);
            }
        }

        _training.Stop();
        _progress.Dispose();
    }

    /// <summary>Records the loss of an epoch, and prints it if it is due.</summary>
    /// <param name="epoch">The epochs of a training are recorded from 0 on, each once.</param>
    /// <param name="loss">A tensor of one element.</param>
    /// <param name="training">Which training it is, where there are several; the name of its curve.</param>
    public void Record(int epoch, Tensor loss, string training = "loss")
    {
        if (!_losses.TryGetValue(training, out var losses))
        {
            _losses[training] = losses = new LossRecord();
        }

        losses.Add(loss);
        if (epoch % _logEvery == 0 || epoch == _epochs - 1)
        {
            losses.Read();
            Print($"epoch {epoch,6}  {training} {losses.Values[epoch]:F6}");
        }
    }

    /// <summary>Prints a line of the program's results.</summary>
    public void Print(Text line) => _progress.WriteLine(line.ToString());

    /// <summary>Prints a number and keeps it among the results of the run.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="value">The number.</param>
    public void Report(string name, double value)
    {
        Print($"{name} = {value:F6}");
        _results[name] = value;
    }

    /// <summary>Prints a tensor, a line for each row, and keeps it among the results of the run.</summary>
    /// <param name="name">What it is.</param>
    /// <param name="tensor">Of any shape; dimensions of size 1 are not shown.</param>
    public void Report(string name, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var values = tensor.detach().squeeze();
        _results[name] = values.Numbers() is var all && values.ndim == 0 ? all[0] : all;
        PrintRows(name, values);
    }

    /// <summary>Keeps numbers among the results of the run without printing them.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="values">The numbers.</param>
    public void Keep(string name, params double[] values) => _results[name] = values is [var value] ? value : values;

    /// <summary>Draws a figure, while the program goes on.</summary>
    /// <param name="file">The name of the PNG.</param>
    /// <param name="panels">Its charts.</param>
    public void Draw(string file, params Chart[] panels) =>
        _drawings.Add(Task.Run(() => _folder.Write(file, path => ChartRenderer.Save(path, panels))));

    /// <summary>Draws a computational graph, while the program goes on. Without Graphviz it is left out, and noted.</summary>
    /// <param name="file">The name of the PNG.</param>
    /// <param name="graph">The graph.</param>
    public void DrawGraph(string file, Graph graph) =>
        _drawings.Add(Task.Run(() => _folder.Write(file, path => GraphRenderer.Save(path, graph))));

    /// <summary>Writes what a finished, interrupted or diverged run leaves: loss.csv and loss.png of what was recorded, run.json.</summary>
    /// <exception cref="RunException">A file could not be written; the others are.</exception>
    internal void Save(string status)
    {
        var failures = new List<RunException>();
        foreach (var losses in _losses.Values)
        {
            Attempt(losses.Read);
        }

        if (_losses.Count > 0)
        {
            Draw("loss.png", LossChart.Of(_info.Name, Losses));
            Attempt(() => _folder.Write("loss.csv", WriteLosses));
        }

        Attempt(() => _folder.Write("run.json", path => File.WriteAllText(path, JsonSerializer.Serialize(Summary(status), s_json) + "\n")));
        _drawings.ForEach(drawing => Attempt(() => drawing.GetAwaiter().GetResult()));
        if (failures.Count > 0)
        {
            throw failures[0];
        }

        void Attempt(Action save)
        {
            try
            {
                save();
            }
            catch (Exception e) when (e is RunException or ChartException or DivergedException)
            {
                failures.Add(e as RunException ?? new RunException(e.Message, e));
            }
            catch (GraphvizMissingException e)
            {
                Missing = e.Message;
            }
        }
    }

    public void Dispose() => _progress.Dispose();

    private void PrintRows(string name, Tensor values)
    {
        if (values.ndim < 2)
        {
            var numbers = string.Join(", ", values.Numbers().Select(number => Text.Format(number, "F6")));
            Print($"{name} = {(values.ndim == 0 ? numbers : $"[{numbers}]")}");
            return;
        }

        for (var row = 0; row < values.shape[0]; row++)
        {
            PrintRows($"{name}[{row}]", values[row]);
        }
    }

    private void WriteLosses(string path)
    {
        using var file = new StreamWriter(path) { NewLine = "\n" };
        file.WriteLine(string.Join(',', ["epoch", .. _losses.Keys]));
        for (var epoch = 0; epoch < _losses.Values.Max(l => l.Values.Count); epoch++)
        {
            file.WriteLine($"{epoch},{string.Join(',', _losses.Values.Select(l => l.Digits(epoch)))}");
        }
    }

    private object Summary(string status) => new
    {
        example = _info.Name,
        status,
        options = new
        {
            seed = _info.Random ? _options.Seed : (long?)null,
            samples = NotZero(Samples),
            epochs = NotZero(_epochs),
            learningRate = NotZero(LearningRate),
            batchSize = NotZero(BatchSize),
            data = _options.Data,
        },
        device = Device.ToString(),
        threads = get_num_threads(),
        provider = Torch.Provider,
        libtorch = Torch.Version,
        secondsPerEpoch = NotZero(SecondsPerEpoch),
        results = _results,
    };

    private static T? NotZero<T>(T value)
        where T : struct, IEquatable<T> => value.Equals(default) ? null : value;
}
