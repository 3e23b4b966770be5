using System.Globalization;
using System.Text.RegularExpressions;

namespace Examples.Shared;

/// <summary>All options that examples have. CONTRIBUTING says what a new one takes.</summary>
public static partial class Settings
{
    private const string FromOneOn = "takes a whole number from 1 to 2147483647";

    public static Setting<int> Samples { get; } = new(
        "--samples", "N", "how many samples to generate",
        FromOneOn, text => Whole(text), info => NotZero(info.Samples));

    public static Setting<int> Epochs { get; } = new(
        "--epochs", "N", "how many epochs to train",
        FromOneOn, text => Whole(text), info => NotZero(info.Epochs));

    public static Setting<double> LearningRate { get; } = new(
        "--lr", "RATE", "learning rate",
        "takes a number greater than 0", text => Positive(text), info => NotZero(info.LearningRate));

    public static Setting<int> BatchSize { get; } = new(
        "--batch-size", "N", "samples in a mini-batch",
        FromOneOn, text => Whole(text), info => NotZero(info.BatchSize));

    public static Setting<int> LogEvery { get; } = new(
        "--log-every", "N", "epochs from one printed loss to the next",
        FromOneOn, text => Whole(text), info => NotZero(info.LogEvery));

    public static Setting<string> Data { get; } = new(
        "--data", "FILE", "a CSV file with a header, in place of the slide's rows",
        "takes a file", Text, info => info.Data ? "" : null);

    public static Setting<string> Target { get; } = new(
        "--target", "NAME", "the column of --data to predict; the last one if left out",
        "takes the name of a column", Text, info => info.Data ? "" : null);

    public static Setting<string> Drop { get; } = new(
        "--drop", "NAMES", "columns of --data to leave out, with commas between",
        "takes names of columns", Text, info => info.Data ? "" : null);

    public static Setting<string> Load { get; } = new(
        "--load", "FILE", "weights to start from, .pth or .safetensors",
        "takes a file that ends with .pth or .safetensors", Weights, info => info.Weights ? "" : null);

    public static Setting<string> Save { get; } = new(
        "--save", "FILE", "where to leave the weights, .pth or .safetensors",
        "takes a file that ends with .pth or .safetensors", Weights, info => info.Weights ? "" : null)
    { IsOfComputation = false };

    public static Setting<string> Device { get; } = new(
        "--device", "DEVICE", "auto, cpu, cuda, cuda:N or mps; auto takes CUDA, then MPS, then the CPU",
        "takes auto, cpu, cuda, cuda:N or mps", text => DeviceName().IsMatch(text) ? text : null, _ => "auto")
    { Values = ["auto", "cpu", "cuda", "mps"] };

    public static Setting<long> Seed { get; } = new(
        "--seed", "N", "seed of the random numbers",
        "takes a whole number from 0 to 2⁶³ − 1",
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : null,
        info => info.Random ? 0L : null);

    public static Setting<int> Threads { get; } = new(
        "--threads", "N", "for the operators on the CPU; more than one pays with big tensors",
        "takes a whole number from 1 to 1024", text => Whole(text) is <= 1024 and var threads ? threads : null, _ => 1);

    public static Setting<string> Out { get; } = new(
        "--out", "DIR", "folder in which each example has its own",
        "takes a folder", Text, _ => "out")
    { IsOfComputation = false };

    public static Setting<int> Live { get; } = new(
        "--live", "PORT", "a page at 127.0.0.1 that shows the loss while it trains; port 8097 if left out",
        "takes a port from 1 to 65535", text => Whole(text) is <= 65535 and var port ? port : null, info => info.Epochs > 0 ? 0 : null)
    { IsOfComputation = false, ValueIfBare = "8097" };

    public static Setting<string> TensorBoard { get; } = new(
        "--tensorboard", "DIR", "a folder for TensorBoard to show the loss from",
        "takes a folder", Text, info => info.Epochs > 0 ? "" : null)
    { IsOfComputation = false };

    public static Setting<string> Visdom { get; } = new(
        "--visdom", "URL", "a running Visdom server to show the loss, such as http://localhost:8097",
        "takes a URL such as http://localhost:8097", Url, info => info.Epochs > 0 ? "" : null)
    { IsOfComputation = false };

    public static Setting<string> Format { get; } = new(
        "--format", "FORMAT", "format of figures: png, svg, both or none",
        "takes png, svg, both or none", text => text is "png" or "svg" or "both" or "none" ? text : null, _ => "png")
    { IsOfComputation = false, Values = ["png", "svg", "both", "none"] };

    public static Setting<double> Scale { get; } = new(
        "--scale", "N", "how many times as large a PNG is, such as 2 for a projector",
        "takes a number from 0.1 to 10", text => Positive(text) is >= 0.1 and <= 10 and var scale ? scale : null, _ => 1.0)
    { IsOfComputation = false };

    public static Setting<int> Trace { get; } = new(
        "--trace", "STEPS", "keep the tensors of the first steps in trace.pth, for compare to find where they part; 3 if left out",
        FromOneOn, text => Whole(text), info => info.Epochs > 0 ? 0 : null)
    { IsOfComputation = false, IsOfTwin = true, ValueIfBare = "3" };

    /// <summary>In the order in which the help shows them.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Samples, Epochs, LearningRate, BatchSize, LogEvery, Data, Target, Drop, Load, Save,
        Device, Seed, Threads, Out, Format, Scale, Live, TensorBoard, Visdom, Trace,
    ];

    private static T? NotZero<T>(T number)
        where T : struct, IEquatable<T> => number.Equals(default) ? null : number;

    // What begins with two dashes is an option that stands where a value is missing.
    private static string? Text(string text) => text.Length > 0 && !text.Contains('\0') && !text.StartsWith("--") ? text : null;

    private static string? Weights(string text) =>
        Path.GetExtension(text).ToLowerInvariant() is ".pth" or ".safetensors" ? Text(text) : null;

    private static string? Url(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? text : null;

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;

    private static double? Positive(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0 && double.IsFinite(number)
            ? number
            : null;

    [GeneratedRegex(@"^(auto|cpu|cuda|cuda:\d+|mps)$")]
    private static partial Regex DeviceName();
}
