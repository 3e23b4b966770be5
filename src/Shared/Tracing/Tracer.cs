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
/// buffers, and of each step what goes into a model and its modules and what comes out of them, the losses, the buffers,
/// the gradients, last layer first, and the parameters after it. pytorch/tracer.py does the same.
/// </summary>
/// <param name="steps">How many steps; each ends when its loss is recorded.</param>
internal sealed class Tracer(int steps)
{
    private static readonly MethodInfo s_register =
        typeof(Tracer).GetMethod(nameof(Register), BindingFlags.NonPublic | BindingFlags.Instance)!;

    // An epoch of mini-batches is one step, with a thousand calls of a model in some programs.
    private const long MaxElements = 1 << 24;

    // The step of what belongs to the loss that is recorded next.
    private const int Pending = int.MaxValue;

    private readonly List<Piece> _traced = [];
    private readonly List<Watched> _models = [];
    private readonly Dictionary<string, Training> _trainings = [];
    private readonly Dictionary<string, Piece?> _data = [];
    private readonly HashSet<string> _recorded = [];
    private long _dataElements;
    private long _callElements;
    private Training? _last;
    private int _begin;
    private int _afterLoss;

    /// <summary>
    /// Keeps a tensor as it is now; what is watched again, in a loop, is of that step. 16 million numbers are the most. One
    /// that is optimized itself, as it requires a gradient before anything is trained, is kept as a parameter.
    /// </summary>
    public void Watch(string name, Tensor tensor)
    {
        if (_models.Exists(watched => ReferenceEquals(watched.Optimized, tensor)))
        {
            return;
        }

        if (tensor.requires_grad && tensor.is_leaf && _trainings.Count == 0 && _data.TryAdd(name, null))
        {
            Add(new Watched(name, null, tensor));
            return;
        }

        var step = _data.TryGetValue(name, out var first) ? (_last?.Losses ?? 0) + 1 : 0;
        if (first is not null && step > 1)
        {
            // What is watched for the second time in the second step was in the loop the first time too.
            first.Place = first.Place with { Step = 1 };
        }

        Piece? kept = null;
        if (_dataElements < MaxElements && (step == 0 || _last is null || _last.Steps < steps))
        {
            _dataElements += Size(tensor);
            kept = Keep(step, TensorKind.Data, name, tensor);
        }

        _data[name] = step == 0 ? kept : null;
    }

    /// <summary>
    /// Keeps a model's parameters and buffers as they are now, and from now on what it computes with gradients: its first
    /// calls, until they have 16 million numbers.
    /// </summary>
    /// <param name="name">What it is called where there are several; empty for the only one.</param>
    /// <param name="model">The model.</param>
    public void Watch(string name, Module model)
    {
        var watched = Add(new Watched(name, model, null));

        // A module that stands in a model twice has the first of its names, as in PyTorch.
        foreach (var (submodule, module) in model.named_modules().Append(("", model)).DistinctBy(named => named.Item2))
        {
            Hook(watched, submodule, module);
        }
    }

    private Watched Add(Watched watched)
    {
        _models.Add(watched);
        KeepParameters(watched, 0, TensorKind.Initial);
        KeepBuffers(watched);
        return watched;
    }

    /// <summary>
    /// Ends a step, or adds a loss to the one that has just ended. Where models are watched and none was called or
    /// changed, it was no step: training may not have begun.
    /// </summary>
    public void Step(string training, Tensor loss)
    {
        var count = _trainings.TryGetValue(training, out var before) ? before : _trainings[training] = new Training();
        count.Losses++;
        _last = count;
        if (count.Steps == steps)
        {
            _recorded.Clear();
            return;
        }

        // What is recorded right after the loss of another training comes before the gradients of both.
        Watched[] changed =
        [
            .. _models.Where(model => model.IsOfStep || model.WasCopied)
                .OrderByDescending(model => model.RanWithGradients ? model.LastCall : -1),
        ];
        var isAnother = changed.Length == 0 && _begin == _traced.Count && _recorded.Count > 0 && !_recorded.Contains(training);
        if (changed.Length == 0 && _models.Count > 0 && !isAnother)
        {
            return;
        }

        count.Steps++;
        if (!isAnother)
        {
            _recorded.Clear();
            _afterLoss = _traced.Count;
        }

        _recorded.Add(training);
        var number = Copy(loss.detach().cpu().to(ScalarType.Float64).squeeze());
        _traced.Insert(_afterLoss++, new Piece(new Place(count.Losses, TensorKind.Loss, training), number, null));
        foreach (var watched in changed)
        {
            watched.LastStep = Math.Max(watched.LastStep + 1, count.Losses);
            foreach (var piece in _traced.Skip(_begin).Where(piece => piece.Model == watched && piece.Place.Step == Pending))
            {
                piece.Place = piece.Place with { Step = watched.LastStep };
            }

            if (watched.IsOfStep)
            {
                KeepBuffers(watched);
                foreach (var (name, parameter) in watched.Parameters.Reverse())
                {
                    if (parameter.grad is { } gradient)
                    {
                        watched.KeptGradient = Keep(watched.LastStep, TensorKind.Gradient, watched.NameOf(name), gradient).Tensor;
                    }
                }

                KeepParameters(watched, watched.LastStep, TensorKind.Parameter);
            }

            watched.Steps += watched.HasRun ? 1 : 0;
            watched.HasRun = watched.WasCopied = false;
        }

        _begin = _traced.Count;
    }

    /// <summary>Writes what was kept, without what a model computes after the last step, as for a figure.</summary>
    /// <param name="path">Of the file.</param>
    /// <param name="failed">Whether the program ended early: then that is of a step that has no loss.</param>
    public void Write(string path, bool failed = false)
    {
        foreach (var piece in _traced.Where(piece => failed && piece.Place.Step == Pending))
        {
            piece.Place = piece.Place with { Step = piece.Model!.LastStep + 1 };
        }

        TraceFile.Write(path, _traced.Where(piece => piece.Place.Step != Pending).Select(piece => (piece.Place, piece.Tensor)));
    }

    /// <summary>Keeps what goes into a module and what comes out of it, whatever their types.</summary>
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
        var input = module == watched.Model ? TensorKind.Input : TensorKind.ModuleInput;
        module.register_forward_pre_hook(Hook<TPreHook>(inputs => Forward(watched, input, name, inputs)));
        module.register_forward_hook(Hook<TPostHook>(inputsAndResult => Forward(watched, TensorKind.Output, name, inputsAndResult[^1])));
    }

    /// <summary>A hook of any type. It shows what it is given after the module, and changes nothing.</summary>
    private static THook Hook<THook>(Action<object?[]> show)
    {
        var invoke = typeof(THook).GetMethod("Invoke")!;
        ParameterExpression[] given = [.. invoke.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        var values = given.Skip(1).Select(value => Expression.Convert(value, typeof(object)));
        var shown = Expression.Invoke(Expression.Constant(show), Expression.NewArrayInit(typeof(object), values));

        // What leaves a single value as it is returns that, of several null.
        Expression unchanged = given[^1].Type == invoke.ReturnType ? given[^1] : Expression.Default(invoke.ReturnType);
        return Expression.Lambda<THook>(Expression.Block(shown, unchanged), given).Compile();
    }

    /// <summary>Keeps what passes through a model in training, and of models that were copied in between their parameters before.</summary>
    private void Forward(Watched watched, TensorKind kind, string name, object? value)
    {
        if (!is_grad_enabled())
        {
            return;
        }

        if (watched.Steps == steps)
        {
            // What is recorded next is of a call that is not kept any more, and no other loss of the step before.
            _recorded.Clear();
            return;
        }

        if (_models.TrueForAll(model => !model.HasRun))
        {
            foreach (var copied in _models.Where(model => model.IsCopied))
            {
                copied.WasCopied = true;
                KeepParameters(copied, Pending, TensorKind.Parameter);
            }
        }

        watched.HasRun = watched.RanWithGradients = true;
        watched.LastCall = _traced.Count;
        foreach (var (part, tensor) in TensorsIn(value).Where(_ => _callElements < MaxElements))
        {
            var before = _traced.LastOrDefault()?.Tensor;
            var kept = Keep(Pending, kind, watched.NameOf(name) + part, tensor, watched).Tensor;
            if (kind == TensorKind.ModuleInput && before is not null && AreEqual(kept, before))
            {
                // It is the same tensor, kept once more to be compared where the other program computes something in between.
                _traced[^1].Tensor = before;
                kept.Dispose();
                continue;
            }

            _callElements += Size(tensor);
        }
    }

    private void KeepParameters(Watched watched, int step, TensorKind kind)
    {
        var pieces = watched.Parameters.Select(named => Keep(step, kind, watched.NameOf(named.Name), named.Parameter, watched));
        watched.Kept = [.. pieces.Select(piece => piece.Tensor)];
    }

    private void KeepBuffers(Watched watched)
    {
        foreach (var (name, buffer) in watched.Model?.named_buffers() ?? [])
        {
            Keep(watched.LastStep, TensorKind.Buffer, watched.NameOf(name), buffer);
        }
    }

    /// <summary>
    /// The tensors of a value in their order, as in the output and the states of a recurrent layer, of a dictionary by
    /// name, each with what tells it from the first: its number, which also counts what is no tensor, or its key.
    /// </summary>
    private static IEnumerable<(string Part, Tensor Tensor)> TensorsIn(object? value) =>
        from part in Flat(value).Index()
        where part.Item.Tensor is not null
        select (part.Index == 0 ? "" : $"[{part.Item.Key ?? $"{part.Index}"}]", part.Item.Tensor);

    /// <summary>A tensor without a handle is what TorchSharp has for None.</summary>
    private static IEnumerable<(string? Key, Tensor? Tensor)> Flat(object? value) => value switch
    {
        Tensor { IsInvalid: false } tensor => [(null, tensor)],
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flat(tuple[i])),
        IDictionary dictionary => dictionary.Keys.Cast<object>().OrderBy(key => key.ToString(), StringComparer.Ordinal)
            .SelectMany(key => Flat(dictionary[key]).Select(part => (part.Key ?? key.ToString(), part.Tensor))),
        IEnumerable<object?> list => list.SelectMany(Flat),
        _ => [(null, null)],
    };

    private Piece Keep(int step, TensorKind kind, string name, Tensor tensor, Watched? model = null)
    {
        var piece = new Piece(new Place(step, kind, name), Copy(tensor), model);
        _traced.Add(piece);
        return piece;
    }

    /// <summary>What a tensor counts: one of few numbers takes more than they do.</summary>
    private static long Size(Tensor tensor) => Math.Max(tensor.numel(), 256);

    /// <summary>A copy on the CPU; of complex numbers with their two parts in a last dimension.</summary>
    private static Tensor Copy(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        var dense = (tensor.is_sparse ? tensor.to_dense() : tensor).detach().cpu();
        var real = dense.is_complex() ? dense.resolve_conj().view_as_real() : dense;
        return real.contiguous().clone().DetachFromDisposeScope();
    }

    private static bool AreEqual(Tensor one, Tensor other) =>
        one.dtype == other.dtype && one.shape.SequenceEqual(other.shape) && one.eq(other).all().item<bool>();

    /// <summary>Whether a tensor still is what was kept of it.</summary>
    private static bool IsKept(Tensor tensor, Tensor kept)
    {
        using var now = Copy(tensor);
        return AreEqual(now, kept);
    }

    private sealed class Training
    {
        public int Losses { get; set; }

        /// <summary>Of these, those that ended a step.</summary>
        public int Steps { get; set; }
    }

    private sealed class Piece(Place place, Tensor tensor, Watched? model)
    {
        public Place Place { get; set; } = place;

        public Tensor Tensor { get; set; } = tensor;

        public Watched? Model => model;
    }

    /// <summary>A model, or a tensor that is optimized itself, and how far its trace is.</summary>
    private sealed class Watched(string name, Module? model, Tensor? optimized)
    {
        public Module? Model => model;

        public Tensor? Optimized => optimized;

        /// <summary>
        /// A parameter that two layers share counts once, by the first of its names, as in PyTorch; TorchSharp lists it twice.
        /// </summary>
        public (string Name, Tensor Parameter)[] Parameters => model is null ? optimized!.IsInvalid ? [] : [("", optimized)] :
        [
            .. model.named_parameters().DistinctBy(named => Storage(named.parameter))
                .Select(named => (named.name, (Tensor)named.parameter)),
        ];

        /// <summary>In how many steps it was called.</summary>
        public int Steps { get; set; }

        /// <summary>The number of the last of them: that of the loss that ended it or, with several losses, one more than before.</summary>
        public int LastStep { get; set; }

        /// <summary>Whether it was called with gradients since the last step.</summary>
        public bool HasRun { get; set; }

        /// <summary>When it was called last.</summary>
        public int LastCall { get; set; }

        /// <summary>Whether it ever was called with gradients, as what is trained is.</summary>
        public bool RanWithGradients { get; set; }

        /// <summary>The parameters as they were kept last.</summary>
        public Tensor[] Kept { get; set; } = [];

        /// <summary>Whether it had changed without being trained before this step.</summary>
        public bool WasCopied { get; set; }

        /// <summary>Whether it has changed without being trained, as a target network does.</summary>
        public bool IsCopied => !RanWithGradients && !Parameters.Zip(Kept, (now, kept) => IsKept(now.Parameter, kept)).All(same => same);

        /// <summary>The gradient that was kept last.</summary>
        public Tensor? KeptGradient { get; set; }

        /// <summary>Whether it was called or has changed in this step, or has another gradient, if it is no model.</summary>
        public bool IsOfStep => HasRun || IsCopied || (model is null && Parameters is [var (_, tensor)] && tensor.grad is { } gradient
            && (KeptGradient is { } kept ? !IsKept(gradient, kept) : gradient.cpu().ne(0f).any().item<bool>()));

        private static (nint, long) Storage(Tensor tensor) => tensor.dtype switch
        {
            ScalarType.Float32 => (tensor.storage<float>().data_ptr(), tensor.storage_offset()),
            ScalarType.Float64 => (tensor.storage<double>().data_ptr(), tensor.storage_offset()),
            _ => (tensor.Handle, 0),
        };

        public string NameOf(string part) => (name, part) switch
        {
            ("", "") => "the model",
            ("", _) => part,
            (_, "") => name,
            _ => $"{name}.{part}",
        };
    }
}
