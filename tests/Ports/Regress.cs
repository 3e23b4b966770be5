namespace Examples.Ports;

/// <summary>A small regression with much that can be ported wrongly; regress.py is the same.</summary>
[Example("regress", "A small regression", Slides = "", Samples = 40, Epochs = 5, LearningRate = 0.1, LogEvery = 1)]
public sealed class Regress : IExample
{
    public void Run(Run run)
    {
        // Data
        var x = randn(run.Samples, 4);
        var y = x.sum(dim: 1, keepdim: true) + 0.1 * randn(run.Samples, 1);
        run.Watch("x", x);
        run.Watch("y", y);

        // Model, loss and optimizer
        using var hidden = nn.Linear(4, 4);
        using var output = nn.Linear(4, 1);
        using var model = nn.Sequential(("hidden", hidden), ("leaky", nn.LeakyReLU(0.1)), ("output", output));
        nn.init.xavier_uniform_(hidden.weight);
        run.Watch(model);
        using var lossFunction = nn.SmoothL1Loss();
        using var optimizer = optim.SGD(model.parameters(), run.LearningRate, momentum: 0.9, weight_decay: 0.01);

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var loss = lossFunction.call(model.call(x), y);
            loss.backward();
            nn.utils.clip_grad_norm_(model.parameters(), 0.1);
            optimizer.step();
            run.Record(epoch, loss);
        }
    }
}
