using TorchSharp.Modules;

namespace Examples.Ports;

/// <summary>A small classifier with much that can be ported wrongly; classify.py is the same.</summary>
[Example("classify", "A small classifier", Slides = "", Samples = 60, Epochs = 5, LearningRate = 0.01, LogEvery = 1)]
public sealed class Classify : IExample
{
    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly BatchNorm1d _norm = nn.BatchNorm1d(4, affine: false);
        private readonly Linear _fc1 = nn.Linear(4, 4);
        private readonly Dropout _dropout = nn.Dropout(0.5);
        private readonly Linear _fc2 = nn.Linear(4, 3);

        public Net()
            : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor x)
        {
            var hidden = _fc1.call(_norm.call(x)).tanh();
            return _fc2.call(_dropout.call(hidden));
        }
    }

    public void Run(Run run)
    {
        // Data
        var x = randn(run.Samples, 4);
        var labels = x[.., ..3].argmax(dim: 1);
        run.Watch("x", x);
        run.Watch("labels", labels);

        // Model, loss and optimizer
        using var model = new Net();
        run.Watch(model);
        using var lossFunction = nn.CrossEntropyLoss();
        using var optimizer = optim.AdamW(model.parameters(), lr: run.LearningRate, weight_decay: 0.1);
        var scheduler = optim.lr_scheduler.ExponentialLR(optimizer, 0.5);

        // Train
        model.train();
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var logits = model.call(x);
            var loss = lossFunction.call(logits, labels);
            loss.backward();
            optimizer.step();
            run.Record(epoch, loss);
            scheduler.step();
        }
    }
}
