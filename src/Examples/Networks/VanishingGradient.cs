namespace Examples.Networks;

/// <summary>
/// Why sigmoid networks did not train: networks of three hidden layers learn the arms of a spiral. Expect
/// sigmoid to stay near a loss of ln 2 = 0.69, that of a coin, tanh to reach about 0.5, and ReLU less than
/// 0.2. The norms are those of other networks, which show the cause: ten layers without biases, with He's
/// weights. On its way back through them, sigmoid leaves less than 1e-5 of the gradient. The slide says that
/// tanh did not train well either: from nn.Linear's weights it is slow.
/// </summary>
[Example("vanishing-gradient", "Sigmoid loses the gradient on its way back, and does not train; ReLU does",
    Slides = "003, 004", Samples = 300, Epochs = 400, LearningRate = 0.02, LogEvery = 100)]
public sealed class VanishingGradient : IExample
{
    public void Run(Run run)
    {
        // Data
        var (x, y) = Arms.Sample(run.Samples, run.Device);

        // Activations
        (string, Func<nn.Module<Tensor, Tensor>>)[] activations =
            [("sigmoid", () => nn.Sigmoid()), ("tanh", () => nn.Tanh()), ("ReLU", () => nn.ReLU())];
        var panels = new List<Chart>();
        foreach (var (name, activation) in activations)
        {
            // Model, loss and optimizer
            using var model = nn.Sequential(
                nn.Linear(2, 100), activation(),
                nn.Linear(100, 100), activation(),
                nn.Linear(100, 100), activation(),
                nn.Linear(100, 2)).to(run.Device);
            run.Watch(name, model);
            using var lossFunction = nn.CrossEntropyLoss();
            using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9);

            // Train
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var logits = model.call(x);
                var loss = lossFunction.call(logits, y);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
            }

            // Figures
            panels.Add(new Chart($"{name}: loss {run.Losses(name)[^1]:F2}", "x₁", "x₂") { EqualAxes = true }
                .Regions(run.Grid((-4.5, 4.5), (-4.5, 4.5), points => model.call(points).argmax(dim: 1)))
                .Classes(x, y, "arm 0", "arm 1"));
        }

        // Other networks: ten layers without biases, weights N(0, 2/100) as He draws them; L = mean output²
        var inputs = randn(100, 100).to(run.Device);
        var weights = (Math.Sqrt(2.0 / 100) * randn(10, 100, 100)).to(run.Device).requires_grad_();
        var title = "Ten layers with He's weights: sigmoid loses the gradient on its way back";
        var norms = new Chart(title, "layer", "‖∂L/∂W‖") { LogY = true };
        foreach (var (name, activation) in activations)
        {
            var a = inputs;
            foreach (var w in weights.unbind())
            {
                a = activation().call(a.mm(w));
            }

            var L = a.square().mean();
            var norm = linalg.vector_norm(autograd.grad([L], [weights])[0], 2, [1, 2]);
            run.Print($"‖∂L/∂W‖, {name}: {norm[0]:e1} in layer 1, {norm[9]:e1} in layer 10");
            run.Keep($"‖∂L/∂W‖, {name}", norm.Numbers());
            norms.Line(arange(1, 11), norm, name, markers: true);
        }

        run.Draw("regions.png", [.. panels]);
        run.Draw("gradients.png", norms);
    }
}
