using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using Examples.Shared;
using Examples.Tests.Support;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>Sizes, type and seed of what the operators of a case work on.</summary>
public sealed record Case(long Rows, long Columns, ScalarType Type, long Seed)
{
    /// <summary>Small, of one element, of another type, larger than a vector register, and empty.</summary>
    public static readonly Case[] All =
    [
        new(3, 4, ScalarType.Float32, 0),
        new(1, 1, ScalarType.Float32, 1),
        new(5, 5, ScalarType.Float64, 2),
        new(17, 33, ScalarType.Float32, 3),
        new(0, 3, ScalarType.Float32, 4),
    ];
}

/// <summary>What an expression gives: what each result is, all values, and the error if there is one; it is empty where Python has words of its own.</summary>
public sealed record Answer(IReadOnlyList<string> Kinds, IReadOnlyList<double> Values, string? Error);

/// <summary>The operands of the table's expressions, by the names they have in both languages.</summary>
internal static class Operands
{
    // The same draws in the same order as in Draw.
    private const string Prelude = """
        def kind(t):
            return f"{str(t.dtype).removeprefix('torch.')} {list(t.shape)} {'contiguous' if t.is_contiguous() else 'strided'}{' with gradient' if t.requires_grad else ''}"

        def flat(value):
            return [part for v in value for part in flat(v)] if isinstance(value, (list, tuple)) else [value]

        def answer(expression, rows, columns, dtype, seed):
            torch.manual_seed(seed)
            x = torch.randn([rows, columns], dtype=dtype, requires_grad=True)
            y = torch.randn([rows, columns], dtype=dtype, requires_grad=True)
            p = torch.rand([rows, columns], dtype=dtype, requires_grad=True)
            v = torch.randn([columns], dtype=dtype, requires_grad=True)
            w = torch.randn([rows], dtype=dtype, requires_grad=True)
            s = torch.randn([columns, columns], dtype=dtype, requires_grad=True)
            mask = torch.randn([rows, columns]).gt(0)
            whole = torch.randint(-3, 4, [rows, columns])
            classes = torch.randint(0, columns, [rows])
            leaves = [x, y, p, v, w, s]
            names = dict(torch=torch, nn=nn, F=F, x=x, y=y, p=p, v=v, w=w, s=s, mask=mask, whole=whole, classes=classes)
            try:
                results = [r if torch.is_tensor(r) else torch.tensor(r, dtype=torch.float64) for r in flat(eval(expression, names))]
                kinds = [kind(r) for r in results]
                values = [v for r in results for v in r.flatten().tolist()]
                total = torch.zeros([])
                for r in results:
                    if r.requires_grad:
                        total = total + (r * torch.linspace(0.5, 1.5, r.numel()).reshape(r.shape)).sum()
                if total.requires_grad:
                    total.backward()
                for leaf in leaves:
                    kinds.append("no gradient" if leaf.grad is None else kind(leaf.grad))
                    values += [] if leaf.grad is None else leaf.grad.flatten().tolist()
                return {"kinds": kinds, "values": [repr(float(v)) for v in values + torch.rand([2]).tolist()]}
            except RuntimeError as error:
                return {"error": str(error)}
            except (IndexError, ValueError):
                return {"error": ""}

        """;

    public static Tensor x { get; private set; } = null!;
    public static Tensor y { get; private set; } = null!;

    /// <summary>Probabilities.</summary>
    public static Tensor p { get; private set; } = null!;

    /// <summary>A vector, as long as a row.</summary>
    public static Tensor v { get; private set; } = null!;

    /// <summary>A vector, as long as a column.</summary>
    public static Tensor w { get; private set; } = null!;

    /// <summary>A square matrix, as wide as a row is long.</summary>
    public static Tensor s { get; private set; } = null!;

    /// <summary>Booleans.</summary>
    public static Tensor mask { get; private set; } = null!;

    /// <summary>Integers from -3 to 3.</summary>
    public static Tensor whole { get; private set; } = null!;

    /// <summary>A column's number for each row.</summary>
    public static Tensor classes { get; private set; } = null!;

    /// <summary>What PyTorch answers in each case.</summary>
    public static Answer[] PyTorchs(string expression, IReadOnlyList<Case> cases)
    {
        var calls = cases.Select(c => $"answer({PyTorch.Quote(expression)}, {c.Rows}, {c.Columns}, torch.{PyTorch.Name(c.Type)}, {c.Seed})");
        var answers = PyTorch.Result($"{Prelude}\nresult = [{string.Join(", ", calls)}]")!.AsArray();
        return
        [
            .. answers.Select(a => a!["error"] is { } error
                ? new Answer([], [], (string)error!)
                : new Answer([.. a["kinds"]!.AsArray().Select(k => (string)k!)], PyTorch.Values(a["values"]), null)),
        ];
    }

    /// <summary>What this torch answers in a case.</summary>
    public static Answer Ours(Func<object> expression, Case c)
    {
        using var scope = NewDisposeScope();
        Draw(c);
        try
        {
            Tensor[] results = [.. Flat(expression())];
            List<string> kinds = [.. results.Select(Kind)];
            List<double> values = [.. results.SelectMany(r => r.Numbers())];
            var total = zeros([]);
            foreach (var r in results.Where(r => r.requires_grad))
            {
                total += (r * linspace(0.5, 1.5, r.numel()).reshape(r.shape)).sum();
            }

            if (total.requires_grad)
            {
                total.backward();
            }

            foreach (var gradient in new[] { x, y, p, v, w, s }.Select(leaf => leaf.grad))
            {
                kinds.Add(gradient is null ? "no gradient" : Kind(gradient));
                values.AddRange(gradient?.Numbers() ?? []);
            }

            return new Answer(kinds, [.. values, .. rand(2).Numbers()], null);
        }
        catch (ExternalException e)
        {
            return new Answer([], [], e.Message);
        }
    }

    private static void Draw(Case c)
    {
        manual_seed(c.Seed);
        x = randn([c.Rows, c.Columns], c.Type, requires_grad: true);
        y = randn([c.Rows, c.Columns], c.Type, requires_grad: true);
        p = rand([c.Rows, c.Columns], c.Type, requires_grad: true);
        v = randn([c.Columns], c.Type, requires_grad: true);
        w = randn([c.Rows], c.Type, requires_grad: true);
        s = randn([c.Columns, c.Columns], c.Type, requires_grad: true);
        mask = randn([c.Rows, c.Columns]).gt(0);
        whole = randint(-3, 4, [c.Rows, c.Columns]);
        classes = randint(0, c.Columns, [c.Rows]);
    }

    private static IEnumerable<Tensor> Flat(object value) => value switch
    {
        Tensor tensor => [tensor],
        Tensor[] tensors => tensors,
        ITuple tuple => Enumerable.Range(0, tuple.Length).SelectMany(i => Flat(tuple[i]!)),
        long[] numbers => numbers.Select(n => tensor((double)n)),
        IConvertible number => [tensor(Convert.ToDouble(number))],
        _ => throw new NotSupportedException($"{value}"),
    };

    private static string Kind(Tensor t) =>
        $"{PyTorch.Name(t.dtype)} [{string.Join(", ", t.shape)}] {(t.is_contiguous() ? "contiguous" : "strided")}{(t.requires_grad ? " with gradient" : "")}";
}
