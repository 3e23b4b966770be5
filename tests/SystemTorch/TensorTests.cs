using Examples.Tests.Support;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>From numbers of .NET to tensors and back.</summary>
public sealed class TensorTests
{
    [Fact]
    public void Data_of_every_type_comes_back()
    {
        Assert.Equal<byte>([0, 255], tensor(new long[] { 0, 255 }, ScalarType.Byte).data<byte>());
        Assert.Equal<sbyte>([-128, 127], tensor(new long[] { -128, 127 }, ScalarType.Int8).data<sbyte>());
        Assert.Equal<short>([-1, short.MaxValue], tensor(new long[] { -1, short.MaxValue }, ScalarType.Int16).data<short>());
        Assert.Equal([-1, int.MaxValue], tensor(new long[] { -1, int.MaxValue }, ScalarType.Int32).data<int>());
        Assert.Equal([long.MinValue, long.MaxValue], tensor(new[] { long.MinValue, long.MaxValue }).data<long>());
        Assert.Equal([0.1f, float.NaN, float.PositiveInfinity], tensor(new[] { 0.1f, float.NaN, float.PositiveInfinity }).data<float>());
        Assert.Equal([0.1, double.Epsilon, double.MaxValue], tensor(new[] { 0.1, double.Epsilon, double.MaxValue }).data<double>());
        Assert.Equal([true, false], tensor(new long[] { 1, 0 }).eq(1).data<bool>());
    }

    [Fact]
    public void Data_is_in_row_major_order_whatever_the_strides()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(6).reshape(2, 3);
        Assert.Equal([0L, 3, 1, 4, 2, 5], matrix.t().data<long>().ToArray());
        Assert.Equal([1L, 4], matrix[TensorIndex.Colon, TensorIndex.Single(1)].data<long>().ToArray());
        Assert.Equal([5L, 4, 3, 2, 1, 0], matrix.flip(0, 1).data<long>());
        Assert.Equal([7L, 7, 7, 7], tensor(7L).expand(2, 2).data<long>());
        Assert.Equal(4, matrix.t().data<long>()[3]);
    }

    [Fact]
    public void Data_outside_a_tensor_cannot_be_reached()
    {
        var data = ones(3).data<float>();
        Assert.Equal(3, data.Count);
        Assert.ThrowsAny<Exception>(() => data[3]);
        Assert.ThrowsAny<Exception>(() => data[-1]);
    }

    [Fact]
    public void Data_keeps_its_tensor_alive()
    {
        var data = Transposed();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var other = full([1000, 1000], 5);
        Assert.Equal(1_000_000, data.Count);
        Assert.All(data.ToArray(), value => Assert.Equal(3, value));

        static TorchSharp.Utils.TensorAccessor<float> Transposed() => full([1000, 1000], 3f, float32).t().data<float>();
    }

    [Fact]
    public void A_tensor_of_no_elements_has_no_data()
    {
        using var scope = NewDisposeScope();
        var none = zeros(0, 3);
        Assert.Equal([0L, 3L], none.shape);
        Assert.Equal(0, none.numel());
        Assert.Empty(none.data<float>().ToArray());
        Assert.Equal(0, none.sum().item<float>());
        Assert.True(float.IsNaN(none.mean().item<float>()));
        Assert.Equal([2L, 3L], cat([none, ones(2, 3)]).shape);
        Assert.Empty(tensor(Array.Empty<float>()).data<float>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    public void Data_of_another_type_is_refused(ScalarType type)
    {
        var tensor = ones(2, type);
        Assert.Throws<ArgumentException>(() => tensor.data<double>());
        Assert.Throws<ArgumentException>(() => ones([], type).item<double>());
    }

    [Fact]
    public void Item_takes_the_only_element()
    {
        Assert.Equal(0.1f, tensor(0.1f).item<float>());
        Assert.Equal(0.1, tensor(new[,] { { 0.1 } }).item<double>());
        Assert.Equal(long.MinValue, tensor(long.MinValue).item<long>());
        Assert.True(tensor(3L).gt(2).item<bool>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Throws<ArgumentException>(() => ones(0).item<float>());
    }

    [Fact]
    public void An_array_takes_the_shape_that_is_asked_for()
    {
        PyTorch.Same(
            "result = [torch.tensor([[1., 2, 3], [4, 5, 6]]), torch.tensor([[[1.], [2]]], dtype=torch.float64), torch.tensor([[7]])]",
            tensor(new float[] { 1, 2, 3, 4, 5, 6 }, [2, 3]),
            tensor(new double[] { 1, 2 }, [1, 2, 1]),
            tensor(new double[] { 7 }, [1, 1], ScalarType.Int64));
    }

    [Fact]
    public void A_tensor_is_a_copy_of_its_array()
    {
        var array = new float[] { 1, 2 };
        var copy = tensor(array);
        array[0] = 9;
        Assert.Equal([1f, 2f], copy.data<float>());
    }

    [Fact]
    public void Views_share_their_elements_and_clones_do_not()
    {
        using var scope = NewDisposeScope();
        var original = zeros(2, 3);
        var (row, clone) = (original[1], original.clone());
        row.fill_(5);
        Assert.Equal([0f, 0, 0, 5, 5, 5], original.data<float>().ToArray());
        Assert.Equal(0, clone.sum().item<float>());
    }

    [Fact]
    public void In_place_operators_return_their_own_tensor()
    {
        using var scope = NewDisposeScope();
        var tensor = ones(2);
        Assert.Same(tensor, tensor.add_(tensor));
        Assert.Same(tensor, nn.init.zeros_(tensor));
        Assert.Same(tensor, tensor.requires_grad_());
    }

    [Fact]
    public void A_large_tensor_is_computed_and_read_as_a_whole()
    {
        using var scope = NewDisposeScope();
        const long Count = 10_000_000;
        var numbers = arange(Count, float64).data<double>().ToArray();
        Assert.Equal(Count, numbers.LongLength);
        Assert.Equal(Count - 1, numbers[^1]);
        Assert.Equal(Count * (Count - 1) / 2, arange(Count).sum().item<long>());
    }

    [Fact]
    public void A_tensor_says_what_it_is()
    {
        using var tensor = zeros(2, 3);
        Assert.Contains("2x3", tensor.ToString(), StringComparison.Ordinal);
        Assert.Contains("Float32", tensor.ToString(), StringComparison.Ordinal);
        Assert.Equal(ScalarType.Float32, tensor.dtype);
        Assert.Equal(DeviceType.CPU, tensor.device_type);
        Assert.Equal("cpu", tensor.device.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4294967296)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void A_seed_gives_PyTorchs_draws_and_gives_them_again(long seed)
    {
        manual_seed(seed);
        var first = randn(100);
        PyTorch.Same($"torch.manual_seed({seed}); result = [torch.randn(100)]", first);
        manual_seed(seed);
        Assert.Equal(first.data<float>(), randn(100).data<float>());
        Assert.NotEqual(first.data<float>(), randn(100).data<float>());
    }

    [Fact]
    public void The_version_is_libtorchs() => Assert.Matches(@"^\d+\.\d+\.\d+", __version__);

    [Fact]
    public void The_number_of_threads_is_what_was_set()
    {
        var before = get_num_threads();
        try
        {
            set_num_threads(3);
            Assert.Equal(3, get_num_threads());
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void Operators_can_be_called_from_many_threads_at_once()
    {
        var sums = new double[64];
        Parallel.For(0, sums.Length, i =>
        {
            using var scope = NewDisposeScope();
            sums[i] = full([100], i, float64).mul(2).sum().item<double>();
        });
        Assert.Equal(Enumerable.Range(0, sums.Length).Select(i => 200.0 * i), sums);
    }
}
