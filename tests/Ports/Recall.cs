using TorchSharp.Modules;

namespace Examples.Ports;

/// <summary>
/// Modules of many signatures: a model of two inputs and two outputs, a cell with a state, a layer that stands in the
/// model twice, attention without its weights, and a part that is called in a way of its own; and two losses, one of them
/// a number. recall.py is the same.
/// </summary>
[Example("recall", "Modules of many signatures", Slides = "", Samples = 6, Epochs = 5, LearningRate = 0.1, LogEvery = 1)]
public sealed class Recall : IExample
{
    private sealed class Head : nn.Module
    {
        private readonly Linear _linear = nn.Linear(4, 2);

        public Head()
            : base(nameof(Head)) => RegisterComponents();

        public (Tensor Mean, Tensor Scale) Split(Tensor hidden)
        {
            var both = _linear.call(hidden);
            return (both[.., ..1], both[.., 1..].exp());
        }
    }

    private sealed class Net : nn.Module<Tensor, Tensor, (Tensor Mean, Tensor Scale)>
    {
        private readonly LSTMCell _memory = nn.LSTMCell(3, 4);
        private readonly GRUCell _cell = nn.GRUCell(4, 4);
        private readonly Linear _mix = nn.Linear(4, 4);
        private readonly Linear _again;
        private readonly MultiheadAttention _attention = nn.MultiheadAttention(4, 2);
        private readonly Head _head = new();

        public Net()
            : base(nameof(Net))
        {
            _again = _mix;
            RegisterComponents();
        }

        public override (Tensor Mean, Tensor Scale) forward(Tensor x, Tensor state)
        {
            var (hidden, _) = _memory.call(x, (state, state));
            var mixed = _again.call(_mix.call(_cell.call(hidden, state)).tanh());
            var all = mixed.unsqueeze(1);
            var (attended, _) = _attention.call(all, all, all, null!, need_weights: false, null!);
            return _head.Split(attended.squeeze(1));
        }
    }

    public void Run(Run run)
    {
        // Data
        var x = randn(run.Samples, 3);
        var state = randn(run.Samples, 4);
        var y = randn(run.Samples, 1);
        run.Watch("y", y);

        // Model and optimizer
        using var model = new Net();
        run.Watch(model);
        using var optimizer = optim.SGD(model.parameters(), learningRate: run.LearningRate);

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var (mean, scale) = model.call(x, state);
            var fit = ((y - mean) / scale).square().mean();
            var width = scale.log().mean();
            (fit + width).backward();
            optimizer.step();
            run.Record(epoch, fit, "fit");
            run.Record(epoch, width.item<float>(), "width");
        }
    }
}
