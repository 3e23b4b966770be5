using System.Runtime.InteropServices;

using static TorchSharp.Native;

namespace TorchSharp;

/// <summary>
/// The functions of the module torch, spelled as TorchSharp spells them; what they do is libtorch's
/// (https://pytorch.org/docs/stable/torch.html).
/// </summary>
public static partial class torch
{
    /// <summary>The version of libtorch.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(st_version())!;

    // Creation
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Create("empty.memory_format", size, dtype, device, requires_grad);

    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => empty([size], dtype, device, requires_grad);

    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => empty([rows, columns], dtype, device, requires_grad);

    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Create("zeros", size, dtype, device, requires_grad);

    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros([size], dtype, device, requires_grad);

    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => zeros([rows, columns], dtype, device, requires_grad);

    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Create("ones", size, dtype, device, requires_grad);

    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => ones([size], dtype, device, requires_grad);

    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => ones([rows, columns], dtype, device, requires_grad);

    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Learnable(Call("full", size, value, dtype, default, device), requires_grad);

    public static Tensor zeros_like(Tensor input) => input.zeros_like();

    public static Tensor ones_like(Tensor input) => input.ones_like();

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null) => Call("eye.m", rows, columns < 0 ? rows : columns, dtype, default, device);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null) => Call("arange", stop, dtype, default, device);

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null) => Call("arange.start", start, stop, dtype, default, device);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null) => Call("arange.start_step", start, stop, step, dtype, default, device);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null) => Call("linspace", start, end, steps, dtype, default, device);

    /// <summary>A tensor of no dimension.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) => Copy<float>([scalar], [], null, device, requires_grad);

    /// <inheritdoc cref="tensor(float, Device?, bool)"/>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy<double>([scalar], [], dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(float, Device?, bool)"/>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy<long>([scalar], [], dtype, device, requires_grad);

    /// <summary>A copy of an array, of its shape.</summary>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy<float>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(float[], ScalarType?, Device?, bool)"/>
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy<double>(rawArray, [rawArray.Length], dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(float[], ScalarType?, Device?, bool)"/>
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy<long>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(float[], ScalarType?, Device?, bool)"/>
    public static Tensor tensor(float[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy(Flat<float>(rawArray), [rawArray.GetLength(0), rawArray.GetLength(1)], dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(float[], ScalarType?, Device?, bool)"/>
    public static Tensor tensor(double[,] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy(Flat<double>(rawArray), [rawArray.GetLength(0), rawArray.GetLength(1)], dtype, device, requires_grad);

    /// <summary>A copy of an array in another shape of as many elements.</summary>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy<float>(rawArray, dimensions, dtype, device, requires_grad);

    /// <inheritdoc cref="tensor(float[], ReadOnlySpan{long}, ScalarType?, Device?, bool)"/>
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Copy<double>(rawArray, dimensions, dtype, device, requires_grad);

    // Random numbers
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Create("rand", size, dtype, device, requires_grad);

    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => rand([size], dtype, device, requires_grad);

    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => rand([rows, columns], dtype, device, requires_grad);

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Create("randn", size, dtype, device, requires_grad);

    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => randn([size], dtype, device, requires_grad);

    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => randn([rows, columns], dtype, device, requires_grad);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null) => Call("randint.low", low, high, size, dtype ?? ScalarType.Int64, default, device);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null) => Call("randperm", n, dtype ?? ScalarType.Int64, default, device);

    /// <summary>Seeds the generators of all devices.</summary>
    public static void manual_seed(long seed) => Check(st_manual_seed(seed));

    // Functions; those of one tensor are its methods.
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Call("cat", (Tensor[])[.. tensors], dim);

    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Call("stack", (Tensor[])[.. tensors], dim);

    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);

    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    public static Tensor minimum(Tensor input, Tensor other) => input.minimum(other);

    public static Tensor matmul(Tensor input, Tensor target) => input.matmul(target);

    public static Tensor abs(Tensor input) => input.abs();

    public static Tensor exp(Tensor input) => input.exp();

    public static Tensor log(Tensor input) => input.log();

    public static Tensor log2(Tensor input) => input.log2();

    public static Tensor sqrt(Tensor input) => input.sqrt();

    public static Tensor square(Tensor input) => input.square();

    public static Tensor sin(Tensor input) => input.sin();

    public static Tensor cos(Tensor input) => input.cos();

    public static Tensor tanh(Tensor input) => input.tanh();

    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    public static Tensor softmax(Tensor input, int dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);

    // Gradients
    /// <summary>No gradients are recorded until the result is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Gradients are recorded, also inside <see cref="no_grad"/>, until the result is disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static bool is_grad_enabled() => st_grad_enabled() != 0;

    // Threads
    public static int get_num_threads() => st_get_num_threads();

    public static void set_num_threads(int num) => Check(st_set_num_threads(num));

    private static Tensor Create(string name, long[] size, ScalarType? dtype, Device? device, bool requires_grad) =>
        Learnable(Call(name, size, dtype, default, device), requires_grad);

    private static unsafe Tensor Copy<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged
    {
        fixed (T* data = values)
        {
            var tensor = new Tensor(Check(st_from_memory(data, size, size.Length, (int)TypeOf<T>.Value!)));
            return Learnable(dtype is null && device is null ? tensor : tensor.to(dtype ?? tensor.dtype, device ?? CPU), requires_grad);
        }
    }

    private static Span<T> Flat<T>(Array values) =>
        MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);

    private static Tensor Learnable(Tensor tensor, bool requires_grad) => requires_grad ? tensor.requires_grad_() : tensor;

    /// <summary>Sets the thread's gradient mode until it is disposed.</summary>
    private sealed class GradMode : IDisposable
    {
        private readonly int _previous = st_grad_enabled();

        public GradMode(bool enabled) => st_set_grad_enabled(enabled ? 1 : 0);

        public void Dispose() => st_set_grad_enabled(_previous);
    }

    /// <summary>Linear algebra (https://pytorch.org/docs/stable/linalg.html).</summary>
    public static class linalg
    {
        public static Tensor det(Tensor input) => Call("linalg_det", input);

        public static Tensor inv(Tensor input) => Call("linalg_inv", input);

        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);

        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Call("linalg_solve", A, B, left);

        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) =>
            CallMany("linalg_lstsq", input, other) is [var solution, var residuals, var rank, var singularValues] ? (solution, residuals, rank, singularValues) : default;

        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) => Call("linalg_matrix_rank.atol_rtol_float", input, atol, rtol, hermitian);

        public static Tensor eigvalsh(Tensor input) => Call("linalg_eigvalsh", input);

        public static Tensor norm(Tensor input) => Call("linalg_norm", input);

        public static Tensor vector_norm(Tensor input, double ord = 2, long[]? dims = null, bool keepdim = false) => Call("linalg_vector_norm", input, ord, dims, keepdim);
    }
}
