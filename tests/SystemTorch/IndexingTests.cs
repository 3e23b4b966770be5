using System.Globalization;

using Examples.Shared;
using Examples.Tests.Support;

using FsCheck;
using FsCheck.Fluent;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>Indexing selects what Python's does.</summary>
public sealed class IndexingTests
{
    private const string Data = "x = torch.arange(120).reshape(2, 3, 4, 5)\n";

    private static Tensor Numbers => arange(120).reshape(2, 3, 4, 5);

    [Fact]
    public void Every_kind_of_index_is_Pythons()
    {
        using var scope = NewDisposeScope();
        var x = Numbers;
        PyTorch.Same(
            Data + """
            result = [x[1], x[-1], x[0, 2], x[:, 1], x[0:1, 1:, :2], x[..., -1], x[0, ..., 1:4:2], x[None, 0], x[:, None, 0, ..., None],
                      x[..., :-1], x[:, -2:, 3], x[1:1], x[0, 0, 0, 0]]
            """,
            x[1], x[-1], x[0, 2], x[TensorIndex.Colon, 1], x[0..1, 1.., ..2], x[TensorIndex.Ellipsis, -1],
            x[0, TensorIndex.Ellipsis, TensorIndex.Slice(1, 4, 2)], x[TensorIndex.None, 0],
            x[TensorIndex.Colon, TensorIndex.None, 0, TensorIndex.Ellipsis, TensorIndex.None],
            x[TensorIndex.Ellipsis, ..^1], x[TensorIndex.Colon, ^2.., 3], x[1..1], x[0, 0, 0, 0]);
    }

    [Fact]
    public void Tensors_of_positions_and_masks_are_Pythons()
    {
        using var scope = NewDisposeScope();
        var x = Numbers;
        var (rows, columns) = (tensor(new long[] { 1, 0, -1 }), tensor(new long[] { 0, 2, 1 }));
        var (mask, all) = (tensor(new long[] { 1, 0, 1 }).eq(1), x.remainder(7).eq(0));
        TensorIndex At(Tensor positions) => TensorIndex.Tensor(positions);
        PyTorch.Same(
            Data + """
            rows, columns = torch.tensor([1, 0, -1]), torch.tensor([0, 2, 1])
            mask, all = torch.tensor([True, False, True]), x.remainder(7) == 0
            result = [x[rows], x[rows, columns], x[:, columns], x[rows, :, columns], x[0, columns, 1:3], x[:, mask], x[all], x[..., rows],
                      x[columns.unsqueeze(1) * 0, rows], x[None, rows], x[:, mask & False]]
            """,
            x[At(rows)], x[At(rows), At(columns)], x[TensorIndex.Colon, At(columns)], x[At(rows), TensorIndex.Colon, At(columns)],
            x[0, At(columns), 1..3], x[TensorIndex.Colon, At(mask)], x[At(all)], x[TensorIndex.Ellipsis, At(rows)],
            x[At(columns.unsqueeze(1) * 0), At(rows)], x[TensorIndex.None, At(rows)], x[TensorIndex.Colon, At(mask & tensor(0L).eq(1))]);
    }

    [Fact]
    public void Any_expression_is_Pythons()
    {
        var expressions = Gen.Choose(0, 4).SelectMany(count => Position().ArrayOf(count)).Where(p => p.Count(i => i.Python == "...") < 2);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(expressions), positions =>
        {
            using var scope = NewDisposeScope();
            var python = string.Concat(positions.Select(p => p.Python + ", "));
            var code = $"""
                {Data}
                try:
                    result = [{(positions.Length == 0 ? "x.view_as(x)" : $"x[{python}]")}]
                except IndexError:
                    result = None
                """;
            if (PyTorch.Result(code) is null)
            {
                Assert.ThrowsAny<Exception>(() => Numbers[[.. positions.Select(p => p.CSharp)]]);
            }
            else
            {
                PyTorch.Same(code, Numbers[[.. positions.Select(p => p.CSharp)]]);
            }
        }));
    }

    [Fact]
    public void A_part_shares_its_elements_with_the_whole()
    {
        using var scope = NewDisposeScope();
        var x = zeros(2, 3);
        x[TensorIndex.Colon, 1..].fill_(1);
        Assert.Equal([0.0, 1, 1, 0, 1, 1], x.Numbers());
    }

    [Fact]
    public void Gradients_go_through_an_index()
    {
        using var scope = NewDisposeScope();
        var x = ones([2, 3], requires_grad: true);
        (x[TensorIndex.Tensor(tensor(new long[] { 1, 1 })), 0..2] * 3).sum().backward();
        Assert.Equal([0.0, 0, 0, 6, 6, 0], x.grad!.Numbers());
    }

    [Fact]
    public void Too_many_indices_are_refused() =>
        Assert.ThrowsAny<Exception>(() => zeros(2, 3)[0, 0, TensorIndex.Single(0)]);

    /// <summary>A position in both languages, now and then out of range.</summary>
    private static Gen<(TensorIndex CSharp, string Python)> Position() => Gen.Frequency(
        (3, Gen.Choose(-3, 3).Select(i => (TensorIndex.Single(i), Text(i)))),
        (4, from start in Bound() from stop in Bound() from step in Gen.Choose(1, 3) select (TensorIndex.Slice(start, stop, step), $"{Text(start)}:{Text(stop)}:{step}")),
        (1, Gen.Constant((TensorIndex.Colon, ":"))),
        (1, Gen.Constant((TensorIndex.Ellipsis, "..."))),
        (1, Gen.Constant((TensorIndex.None, "None"))),
        (2, Gen.Choose(-2, 1).ArrayOf(3).Select(i => (TensorIndex.Tensor(tensor(Array.ConvertAll(i, n => (long)n))), $"torch.tensor([{string.Join(", ", i)}])"))));

    private static Gen<long?> Bound() => Gen.Choose(-6, 7).Select(i => i == 7 ? (long?)null : i);

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
