using TorchSharp.Modules;

namespace Examples.Ports;

/// <summary>
/// A model that is not trained but follows another, dictionaries in and out, a weight that two layers share, a target that
/// is watched in the loop, and a tensor that is optimized itself. distil.py is the same.
/// </summary>
[Example("distil", "A student, and a teacher that follows it", Slides = "", Samples = 12, Epochs = 5, LearningRate = 0.1, LogEvery = 1)]
public sealed class Distil : IExample
{
    private sealed class Net : nn.Module<Dictionary<string, Tensor>, Dictionary<string, Tensor>>
    {
        private readonly Embedding _embedding = nn.Embedding(5, 4);
        private readonly Linear _mix = nn.Linear(4, 4);
        private readonly Linear _head = nn.Linear(4, 5, hasBias: false);

        public Net()
            : base(nameof(Net))
        {
            RegisterComponents();
            _head.weight = _embedding.weight!;
        }

        // The shared weight is listed twice, and would be stepped twice.
        public IEnumerable<Parameter> Trained =>
            named_parameters().Where(named => named.name != "_head.weight").Select(named => named.parameter);

        public override Dictionary<string, Tensor> forward(Dictionary<string, Tensor> batch)
        {
            var hidden = _mix.call(_embedding.call(batch["words"]) * batch["scale"]);
            return new() { ["logits"] = _head.call(hidden), ["norm"] = hidden.square().sum(dim: 1) };
        }
    }

    public void Run(Run run)
    {
        // Data
        var words = arange(run.Samples) % 5;
        var batch = new Dictionary<string, Tensor> { ["words"] = words, ["scale"] = randn(run.Samples, 1) };

        // Models and optimizer
        using var student = new Net();
        using var teacher = new Net();
        teacher.load_state_dict(student.state_dict());
        run.Watch("student", student);
        run.Watch("teacher", teacher);
        using var temperature = nn.Parameter(full(1, 2f));
        run.Watch("temperature", temperature);
        using var optimizer = optim.SGD(student.Trained.Append(temperature), run.LearningRate);

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            Tensor goal;
            using (no_grad())
            {
                goal = teacher.call(batch)["logits"].softmax(dim: 1);
            }

            run.Watch("goal", goal);
            optimizer.zero_grad();
            var output = student.call(batch);
            var loss = nn.functional.cross_entropy(output["logits"], words)
                - (goal * (output["logits"] / temperature).log_softmax(dim: 1)).sum(dim: 1).mean() + 0.1 * output["norm"].mean();
            loss.backward();
            optimizer.step();
            using (no_grad())
            {
                foreach (var (t, s) in teacher.Trained.Zip(student.Trained))
                {
                    t.mul_(0.9).add_(s, alpha: 0.1);
                }
            }

            run.Record(epoch, loss);
        }
    }
}
