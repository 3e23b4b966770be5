namespace Examples.Classification;

/// <summary>
/// Three data sets that no line can split, each given to a linear classifier and to a network with two hidden
/// layers of 16. Expect the line to get 0.4 to 0.7 of the test points right, and the network more than 0.95.
/// </summary>
[Example("hard-cases", "Three data sets that no line can split, and a small network that does",
    Slides = "004", Samples = 1000, Epochs = 800, LearningRate = 0.08, LogEvery = 200)]
public sealed class HardCases : IExample
{
    /// <summary>Class 1: an odd number of x's two coordinates is > 0. Shapes (m, 2) to (m, 1).</summary>
    public static Tensor Parity(Tensor x) => (x > 0).sum(dim: 1, keepdim: true) % 2 == 1;

    /// <summary>Class 1: 1 ≤ L2 norm ≤ 2. Shapes (m, 2) to (m, 1).</summary>
    public static Tensor Ring(Tensor x)
    {
        var norm = x.norm(dim: 1, keepdim: true);
        return (norm >= 1) & (norm <= 2);
    }

    /// <summary>Class 1: at most 1 from the nearest of three centers. Shapes (m, 2) to (m, 1).</summary>
    public static Tensor ThreeModes(Tensor x)
    {
        var centers = tensor(new[,] { { -1.1f, -1.1f }, { 1.1f, -1.1f }, { 0, 1.1f } }, device: x.device);
        var distances = (x.unsqueeze(1) - centers).norm(dim: 2);
        return (distances <= 1).any(dim: 1, keepdim: true);
    }

    private static nn.Module<Tensor, Tensor> Linear() => nn.Linear(2, 1);

    private static nn.Module<Tensor, Tensor> Mlp() =>
        nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1));

    public void Run(Run run)
    {
        // Data: points of a square to train on, and as many to test on
        var x = nn.init.uniform_(empty(run.Samples, 2), -2.25, 2.25);
        var testX = nn.init.uniform_(empty(run.Samples, 2), -2.25, 2.25);
        (x, testX) = (x.to(run.Device), testX.to(run.Device));
        (string, Func<Tensor, Tensor>)[] dataSets =
            [("parity", Parity), ("ring", Ring), ("three modes", ThreeModes)];

        // Models and loss
        (string, Func<nn.Module<Tensor, Tensor>>)[] models = [("linear", Linear), ("MLP", Mlp)];
        using var lossFunction = nn.BCEWithLogitsLoss();

        var panels = new List<Chart>();
        foreach (var (name, newModel) in models)
        {
            foreach (var (data, isClass1) in dataSets)
            {
                // Train
                var y = isClass1(x).to(float32);
                using var model = newModel().to(run.Device);
                run.Watch($"{name} on {data}", model);
                using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9);
                foreach (var epoch in run.Epochs())
                {
                    using var step = NewDisposeScope();
                    optimizer.zero_grad();
                    var logits = model.call(x);
                    var loss = lossFunction.call(logits, y);
                    loss.backward();
                    optimizer.step();
                    run.Record(epoch, loss, $"{name} on {data}");
                }

                // Report; the probability of class 1 is at least 0.5 where the logit is at least 0
                using var noGrad = no_grad();
                var right = (model.call(testX) >= 0) == isClass1(testX);
                var accuracy = right.to(float32).mean().item<float>();
                run.Report($"{name} on {data}: test accuracy", accuracy);
                var title = $"{name} on {data}: {100 * accuracy:F0} % right";
                string[] classes = panels is [] ? ["class 0", "class 1"] : ["", ""];
                panels.Add(new Chart(title, "x₁", "x₂") { EqualAxes = true }
                    .Regions(run.Grid((-2.25, 2.25), (-2.25, 2.25), points => model.call(points) >= 0))
                    .Classes(testX, isClass1(testX).squeeze(1), classes));
            }
        }

        // Figures
        run.Draw("regions.png", [.. panels]);
    }
}
