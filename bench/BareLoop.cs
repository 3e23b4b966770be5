using System.Diagnostics;
using System.Text.Json;

using Examples.Shared;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Bench;

/// <summary>
/// The training loops of <c>linear</c> and <c>quadratic</c> on TorchSharp alone: what the examples add to a step is
/// measured against them.
/// </summary>
internal static class BareLoop
{
    public const string Command = "bare";

    /// <summary>Trains, prints losses as the example does, and leaves the time of an epoch in FOLDER/NAME/run.json.</summary>
    /// <exception cref="UsageException">There is no such loop, or no such device.</exception>
    public static void Run(string name, int samples, int epochs, int logEvery, string device, int threads, string folder)
    {
        Libtorch.Load();
        var on = Devices.Choose(device).Device;
        set_num_threads(threads);
        manual_seed(0);
        var secondsPerEpoch = name switch
        {
            "linear" => Linear(samples, epochs, logEvery, on),
            "quadratic" => Quadratic(samples, epochs, logEvery, on),
            _ => throw new UsageException($"The bare loops are linear and quadratic; '{name}' is not one of them."),
        };
        var json = JsonSerializer.Serialize(new { secondsPerEpoch });
        new OutputFolder(Path.Combine(folder, name)).Write("run.json", path => File.WriteAllText(path, json));
    }

    private static double Linear(int samples, int epochs, int logEvery, Device device)
    {
        var noise = nn.init.normal_(empty(samples, 1), std: 0.2);
        var x = nn.init.uniform_(empty(samples, 1), -10, 10);
        var y = 2 * x + 3 + noise;
        using var model = nn.Linear(1, 1).to(device);
        return Train(model, x.to(device), y.to(device), 0.01, epochs, logEvery);
    }

    private static double Quadratic(int samples, int epochs, int logEvery, Device device)
    {
        var x = nn.init.uniform_(empty(samples, 1), -15, 15);
        var noise = nn.init.normal_(empty(samples, 1), std: 1);
        var y = 8 * x.pow(2) + 7 * x + 3 + noise;
        using var model = nn.Sequential(
            nn.Linear(1, 10),
            nn.ReLU(),
            nn.Linear(10, 6),
            nn.ReLU(),
            nn.Linear(6, 1)).to(device);
        return Train(model, x.to(device), y.to(device), 0.001, epochs, logEvery);
    }

    private static double Train(nn.Module<Tensor, Tensor> model, Tensor x, Tensor y, double learningRate, int epochs, int logEvery)
    {
        using var lossFunction = nn.L1Loss();
        using var optimizer = optim.SGD(model.parameters(), learningRate);

        // As of the examples and the twins, the first epochs warm up and are not timed.
        var warmUp = Math.Min(Math.Max(10, epochs / 100), epochs - 1);
        var clock = new Stopwatch();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            if (epoch == warmUp)
            {
                clock.Start();
            }

            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var output = model.call(x);
            var loss = lossFunction.call(output, y);
            loss.backward();
            optimizer.step();
            var value = loss.item<float>();
            if (epoch % logEvery == 0 || epoch == epochs - 1)
            {
                Console.WriteLine($"epoch {epoch,6}  loss {value:F6}");
            }
        }

        return clock.Elapsed.TotalSeconds / (epochs - warmUp);
    }
}
