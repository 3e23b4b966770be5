using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Examples.Shared.Tracing;

/// <summary>
/// Keeps what a training computes in its first steps, in the order in which it does: data, initial parameters, and of
/// each step what goes into a model, what comes out of its modules, the loss, the gradients, last layer first, and the
/// parameters after it. pytorch/tracer.py does the same.
/// </summary>
/// <param name="steps">How many steps; each ends when its loss is recorded.</param>
internal sealed class Tracer(int steps)
{
    private readonly List<(Place Place, Tensor Tensor, Watched? Model)> _traced = [];
    private readonly List<Watched> _models = [];
    private readonly Dictionary<string, int> _trainings = [];

    /// <summary>Keeps a tensor as it is now.</summary>
    public void Watch(string name, Tensor tensor) => Keep(0, Part.Data, name, tensor);

    /// <summary>Keeps a model's parameters as they are now, and from now on what it computes with gradients.</summary>
    /// <param name="name">What it is called where there are several; empty for the only one.</param>
    /// <param name="model">The model.</param>
    public void Watch(string name, Module model)
    {
        var watched = new Watched(name, model);
        _models.Add(watched);
        foreach (var (parameter, value) in model.named_parameters())
        {
            Keep(0, Part.Initial, watched.NameOf(parameter), value);
        }

        if (model is Module<Tensor, Tensor> network)
        {
            network.register_forward_pre_hook((_, x) =>
            {
                Forward(watched, Part.Input, "", x);
                return x;
            });
        }

        foreach (var (submodule, module) in model.named_modules())
        {
            Hook(watched, submodule, module);
        }

        Hook(watched, "", model);
    }

    /// <summary>Ends a step.</summary>
    public void Step(string training, Tensor loss)
    {
        var step = _trainings[training] = _trainings.GetValueOrDefault(training) + 1;
        if (step > steps)
        {
            return;
        }

        Keep(step, Part.Loss, training, loss);
        foreach (var watched in _models.Where(model => model.HasRun))
        {
            watched.HasRun = false;
            watched.Steps++;
            var parameters = watched.Model.named_parameters().ToArray();
            foreach (var (name, parameter) in parameters.Reverse())
            {
                if (parameter.grad is { } gradient)
                {
                    Keep(watched.Steps, Part.Gradient, watched.NameOf(name), gradient);
                }
            }

            foreach (var (name, parameter) in parameters)
            {
                Keep(watched.Steps, Part.Parameter, watched.NameOf(name), parameter);
            }
        }
    }

    /// <summary>Writes what was kept, without what a model computes after the last step, as for a figure.</summary>
    public void Write(string path) =>
        TraceFile.Write(path, _traced.Where(traced => traced.Model is null || traced.Place.Step <= traced.Model.Steps).Select(traced => (traced.Place, traced.Tensor)));

    private void Hook(Watched watched, string name, Module module)
    {
        switch (module)
        {
            case Module<Tensor, Tensor> layer:
                layer.register_forward_hook((_, _, output) =>
                {
                    Forward(watched, Part.Output, name, output);
                    return output;
                });
                break;
            case Module<Tensor, Tensor, (Tensor Output, Tensor State)> recurrent:
                recurrent.register_forward_hook((_, _, _, output) =>
                {
                    Forward(watched, Part.Output, name, output.Output);
                    return output;
                });
                break;
            case Module<Tensor, (Tensor, Tensor)?, (Tensor Output, Tensor Hidden, Tensor Cell)> memory:
                memory.register_forward_hook((_, _, _, output) =>
                {
                    Forward(watched, Part.Output, name, output.Output);
                    return output;
                });
                break;
        }
    }

    /// <summary>Keeps what passes through a model in training.</summary>
    private void Forward(Watched watched, Part part, string name, Tensor tensor)
    {
        if (watched.Steps < steps && is_grad_enabled())
        {
            watched.HasRun = true;
            Keep(watched.Steps + 1, part, watched.NameOf(name), tensor, watched);
        }
    }

    private void Keep(int step, Part part, string name, Tensor tensor, Watched? model = null) =>
        _traced.Add((new Place(step, part, name), tensor.detach().cpu().contiguous().clone().DetachFromDisposeScope(), model));

    private sealed class Watched(string name, Module model)
    {
        public Module Model => model;

        public int Steps { get; set; }

        public bool HasRun { get; set; }

        public string NameOf(string part) => name.Length == 0 ? part.Length == 0 ? "the model" : part : part.Length == 0 ? name : $"{name}.{part}";
    }
}
