using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

using Module = TorchSharp.torch.nn.Module;

namespace Examples.Shared.Tracing;

/// <summary>
/// Keeps what a training computes in its first steps, in the order in which it is computed: data, initial parameters and
/// buffers, and of each step what goes into a model, what comes out of its modules, the losses, the buffers, the
/// gradients, last layer first, and the parameters after it. pytorch/tracer.py does the same.
/// </summary>
/// <param name="steps">How many steps; each ends when its loss is recorded.</param>
internal sealed class Tracer(int steps)
{
    private static readonly MethodInfo s_register = typeof(Tracer).GetMethod(nameof(Register), BindingFlags.NonPublic | BindingFlags.Instance)!;

    // An epoch of mini-batches is one step, with a thousand calls of a model in some programs.
    private const long MaxElements = 1 << 24;

    private readonly List<(Place Place, Tensor Tensor, Watched? Model)> _traced = [];
    private readonly List<Watched> _models = [];
    private readonly Dictionary<string, int> _trainings = [];
    private readonly HashSet<string> _data = [];
    private long _dataElements;
    private long _callElements;
    private int _lastStep;
    private int _afterLoss;
    private int _end;

    /// <summary>Keeps a tensor as it is now; what is watched again, in a loop, is of that step. 16 million numbers are the most.</summary>
    public void Watch(string name, Tensor tensor)
    {
        var step = _data.Add(name) ? 0 : _lastStep + 1;
        if (_dataElements < MaxElements && step <= steps)
        {
            _dataElements += Size(tensor);
            Keep(step, TensorKind.Data, name, tensor);
        }
    }

    /// <summary>
    /// Keeps a model's parameters and buffers as they are now, and from now on what it computes with gradients: its first
    /// calls, until they have 16 million numbers.
    /// </summary>
    /// <param name="name">What it is called where there are several; empty for the only one.</param>
    /// <param name="model">The model.</param>
    public void Watch(string name, Module model)
    {
        var watched = new Watched(name, model);
        _models.Add(watched);
        watched.Kept = [.. watched.Parameters.Select(parameter => Keep(0, TensorKind.Initial, watched.NameOf(parameter.Name), parameter.Parameter))];

        KeepBuffers(watched);

        // A module that stands in a model twice has the first of its names, as in PyTorch.
        foreach (var (submodule, module) in model.named_modules().Append(("", model)).DistinctBy(named => named.Item2))
        {
            Hook(watched, submodule, module);
        }
    }

    /// <summary>Ends a step, or adds a loss to the one that has just ended.</summary>
    public void Step(string training, Tensor loss)
    {
        var step = _lastStep = _trainings[training] = _trainings.GetValueOrDefault(training) + 1;
        if (step > steps)
        {
            _end = -1;
            return;
        }

        // What is recorded right after another loss comes before the gradients of both.
        var isAnother = _end == _traced.Count && _models.TrueForAll(model => !model.HasRun);
        _afterLoss = isAnother ? _afterLoss : _traced.Count;
        _traced.Insert(_afterLoss++, (new Place(step, TensorKind.Loss, training), Copy(loss.detach().cpu().to(ScalarType.Float64).squeeze()), null));
        foreach (var watched in _models.Where(model => model.HasRun || model.IsCopied))
        {
            watched.Steps = watched.HasRun ? watched.Steps + 1 : Math.Max(watched.Steps + 1, step);
            watched.HasRun = false;
            KeepBuffers(watched);
            foreach (var (name, parameter) in watched.Parameters.Reverse())
            {
                if (parameter.grad is { } gradient)
                {
                    Keep(watched.Steps, TensorKind.Gradient, watched.NameOf(name), gradient);
                }
            }

            watched.Kept = [.. watched.Parameters.Select(parameter => Keep(watched.Steps, TensorKind.Parameter, watched.NameOf(parameter.Name), parameter.Parameter))];
        }

        _end = _traced.Count;
    }

    /// <summary>Writes what was kept, without what a model computes after the last step, as for a figure.</summary>
    public void Write(string path) =>
        TraceFile.Write(path, _traced.Where(traced => traced.Model is null || traced.Place.Step <= traced.Model.Steps).Select(traced => (traced.Place, traced.Tensor)));

    /// <summary>Keeps what comes out of a module, and of the model itself what goes in, whatever their types.</summary>
    private void Hook(Watched watched, string name, Module module)
    {
        var type = module.GetType();
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(HookableModule<,>)))
        {
            type = type.BaseType;
        }

        // What is only a Module, and no Module<…>, is called in ways of its own, which can't be seen.
        if (type is not null)
        {
            s_register.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [watched, name, module]);
        }
    }

    private void Register<TPreHook, TPostHook>(Watched watched, string name, HookableModule<TPreHook, TPostHook> module)
    {
        if (module == watched.Model)
        {
            module.register_forward_pre_hook(Hook<TPreHook>(inputs => Forward(watched, TensorKind.Input, name, inputs)));
        }

        module.register_forward_hook(Hook<TPostHook>(inputsAndResult => Forward(watched, TensorKind.Output, name, inputsAndResult[^1])));
    }

    /// <summary>A hook of any type. It shows what it is given after the module, and changes nothing.</summary>
    private static THook Hook<THook>(Action<object?[]> show)
    {
        var invoke = typeof(THook).GetMethod("Invoke")!;
        ParameterExpression[] given = [.. invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        var shown = Expression.Invoke(Expression.Constant(show), Expression.NewArrayInit(typeof(object), given.Skip(1).Select(value => Expression.Convert(value, typeof(object)))));

        // What leaves a single value as it is returns that, of several null.
        Expression unchanged = given[^1].Type == invoke.ReturnType ? given[^1] : Expression.Default(invoke.ReturnType);
        return Expression.Lambda<THook>(Expression.Block(shown, unchanged), given).Compile();
    }

    /// <summary>Keeps what passes through a model in training.</summary>
    private void Forward(Watched watched, TensorKind kind, string name, object? value)
    {
        if (watched.Steps < steps && is_grad_enabled())
        {
            watched.HasRun = watched.IsTrained = true;
            foreach (var tensor in TensorsIn(value).Where(_ => _callElements < MaxElements))
            {
                _callElements += Size(tensor);
                Keep(watched.Steps + 1, kind, watched.NameOf(name), tensor, watched);
            }
        }
    }

    private void KeepBuffers(Watched watched)
    {
        foreach (var (name, buffer) in watched.Model.named_buffers())
        {
            Keep(watched.Steps, TensorKind.Buffer, watched.NameOf(name), buffer);
        }
    }

    /// <summary>
    /// The tensors of a value in their order, as in the output and the states of a recurrent layer, of a dictionary by
    /// name; one without a handle is what TorchSharp has for None.
    /// </summary>
    private static IEnumerable<Tensor> TensorsIn(object? value) => value switch
    {
        Tensor { IsInvalid: true } => [],
        Tensor tensor => [tensor],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => TensorsIn(tuple[i])),
        IDictionary dictionary => dictionary.Keys.Cast<object>().OrderBy(key => key.ToString(), StringComparer.Ordinal).SelectMany(key => TensorsIn(dictionary[key])),
        IEnumerable<object?> list => list.SelectMany(TensorsIn),
        _ => [],
    };

    private Tensor Keep(int step, TensorKind kind, string name, Tensor tensor, Watched? model = null)
    {
        var copy = Copy(tensor);
        _traced.Add((new Place(step, kind, name), copy, model));
        return copy;
    }

    /// <summary>What a tensor counts: one of few numbers takes more than they do.</summary>
    private static long Size(Tensor tensor) => Math.Max(tensor.numel(), 256);

    private static Tensor Copy(Tensor tensor) => tensor.detach().cpu().contiguous().clone().DetachFromDisposeScope();

    private sealed class Watched(string name, Module model)
    {
        public Module Model => model;

        /// <summary>A parameter that two layers share counts once, by the first of its names, as in PyTorch; TorchSharp lists it twice.</summary>
        public (string Name, Tensor Parameter)[] Parameters =>
            [.. model.named_parameters().DistinctBy(named => Storage(named.parameter)).Select(named => (named.name, (Tensor)named.parameter))];

        public int Steps { get; set; }

        public bool HasRun { get; set; }

        public bool IsTrained { get; set; }

        /// <summary>The parameters as they were kept last.</summary>
        public Tensor[] Kept { get; set; } = [];

        /// <summary>Whether it has changed without being trained, as a target network does.</summary>
        public bool IsCopied => !IsTrained && !Parameters.Zip(Kept).All(pair => pair.First.Parameter.cpu().eq(pair.Second).all().item<bool>());

        private static (nint, long) Storage(Tensor tensor) => tensor.dtype switch
        {
            ScalarType.Float32 => (tensor.storage<float>().data_ptr(), tensor.storage_offset()),
            ScalarType.Float64 => (tensor.storage<double>().data_ptr(), tensor.storage_offset()),
            _ => (tensor.Handle, 0),
        };

        public string NameOf(string part) => name.Length == 0 ? part.Length == 0 ? "the model" : part : part.Length == 0 ? name : $"{name}.{part}";
    }
}
