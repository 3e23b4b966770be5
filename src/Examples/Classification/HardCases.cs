using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Classification;

/// <summary>
/// Three data sets that no line can split, each given to a linear classifier and to a network with two hidden layers
/// of 16. Expect the line to get 0.4 to 0.7 of fresh points right, hardly more than guessing, and the network more
/// than 0.95.
/// </summary>
[Example("hard-cases", "Three data sets that no line can split, and a small network that does", Slides = "004",
    Samples = 1000, Epochs = 600, LearningRate = 0.15, LogEvery = 200)]
public sealed class HardCases : IExample
{
    private static readonly float[,] s_centers = { { -1.1f, -1.1f }, { 1.1f, -1.1f }, { 0, 1.1f } };

    /// <summary>Class 1: of the two pixels of x (m, 2), an odd number is > 0.</summary>
    public static Tensor Parity(Tensor x) => (x.gt(0).sum(dim: 1) % 2).eq(1);

    /// <summary>Class 1: 1 ≤ L2 norm ≤ 2, for x (m, 2).</summary>
    public static Tensor Ring(Tensor x)
    {
        var norm = x.square().sum(dim: 1).sqrt();
        return norm.ge(1) & norm.le(2);
    }

    /// <summary>Class 1: at most 1 from the nearest of three centers, for x (m, 2).</summary>
    public static Tensor ThreeModes(Tensor x)
    {
        var distances = (x.unsqueeze(1) - tensor(s_centers)).square().sum(dim: 2).sqrt();
        return distances.min(dim: 1).values.le(1);
    }

    public void Run(Run run)
    {
        // Data: points of a square to learn from, and as many fresh ones to judge by
        var x = nn.init.uniform_(empty(run.Samples, 2), -2.25, 2.25);
        var fresh = nn.init.uniform_(empty(run.Samples, 2), -2.25, 2.25);

        // Models and loss
        (string Name, Func<Tensor, Tensor> IsClass1)[] dataSets = [("parity", Parity), ("ring", Ring), ("three modes", ThreeModes)];
        (string Name, Func<nn.Module<Tensor, Tensor>> New)[] models =
        [
            ("linear", () => nn.Linear(2, 1)),
            ("MLP", () => nn.Sequential(
                nn.Linear(2, 16),
                nn.Tanh(),
                nn.Linear(16, 16),
                nn.Tanh(),
                nn.Linear(16, 1))),
        ];
        using var lossFunction = nn.BCEWithLogitsLoss();

        var accuracy = new Dictionary<(string Data, string Model), double>();
        var panels = new List<Chart>();
        foreach (var (data, isClass1) in dataSets)
        {
            foreach (var (name, newModel) in models)
            {
                // Train
                var (inputs, labels) = (x.to(run.Device), isClass1(x).@float().to(run.Device));
                using var model = newModel().to(run.Device);
                using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9);
                foreach (var epoch in run.Epochs())
                {
                    using var step = NewDisposeScope();
                    optimizer.zero_grad();
                    var logits = model.call(inputs).squeeze(1);
                    var loss = lossFunction.call(logits, labels);
                    loss.backward();
                    optimizer.step();
                    run.Record(epoch, loss, $"loss of {name} on {data}");
                }

                // Judge; the probability of class 1 is at least 0.5 where the logit is at least 0.
                var right = model.call(fresh.to(run.Device)).squeeze(1).cpu().ge(0).eq(isClass1(fresh));
                accuracy[(data, name)] = right.@float().mean().item<float>();
                run.Keep($"{data}, {name}", accuracy[(data, name)]);
                panels.Add(Panel($"{data}, {name}: accuracy {accuracy[(data, name)]:F2}", model, isClass1));
            }
        }

        // Report
        run.Print($"accuracy on {run.Samples} fresh points");
        run.Print($"{"",12}{"linear",9}{"MLP",9}");
        foreach (var (data, _) in dataSets)
        {
            run.Print($"{data,-12}{accuracy[(data, "linear")],9:F4}{accuracy[(data, "MLP")],9:F4}");
        }

        // The linear classifier above, the network below
        run.Draw("regions.png", [.. panels.Where((_, i) => i % 2 == 0), .. panels.Where((_, i) => i % 2 == 1)]);

        Chart Panel(string title, nn.Module<Tensor, Tensor> model, Func<Tensor, Tensor> isClass1)
        {
            var chart = new Chart(title, "x₁", "x₂") { EqualAxes = true }
                .Regions(Grid.Of((-2.25, 2.25), (-2.25, 2.25), points => model.call(points.to(run.Device)).ge(0)));
            for (var k = 0; k < 2; k++)
            {
                var points = fresh[TensorIndex.Tensor(isClass1(fresh).eq(k))];
                chart.Points(points[.., 0], points[.., 1], color: Palette.Colors[k]);
            }

            return chart;
        }
    }
}
