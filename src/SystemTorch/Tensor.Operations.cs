using static TorchSharp.Native;

namespace TorchSharp;

// One line an operator. Names, parameters, defaults and results are TorchSharp's; what they do is libtorch's
// (https://pytorch.org/docs/stable/tensors.html).
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[long i1] => select(0, i1);

        public Tensor this[long i1, long i2] => select(0, i1).select(0, i2);

        public Tensor this[params TensorIndex[] indices] => index(indices);

        // Arithmetic
        public Tensor add(Tensor target) => Call("add.Tensor", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Call("add.Tensor", this, target, alpha);

        public Tensor add(Scalar scalar) => Call("add.Scalar", this, scalar);

        public Tensor sub(Tensor target) => Call("sub.Tensor", this, target);

        public Tensor sub(Scalar target) => Call("sub.Scalar", this, target);

        public Tensor mul(Tensor target) => Call("mul.Tensor", this, target);

        public Tensor mul(Scalar target) => Call("mul.Scalar", this, target);

        public Tensor div(Tensor target) => Call("div.Tensor", this, target);

        public Tensor div(Scalar target) => Call("div.Scalar", this, target);

        public Tensor remainder(Scalar scalar) => Call("remainder.Scalar", this, scalar);

        public Tensor pow(Tensor exponent) => Call("pow.Tensor_Tensor", this, exponent);

        public Tensor pow(Scalar exponent) => Call("pow.Tensor_Scalar", this, exponent);

        public Tensor add_(Tensor target) => CallInPlace("add_.Tensor", this, target);

        public Tensor add_(Tensor target, Scalar alpha) => CallInPlace("add_.Tensor", this, target, alpha);

        public Tensor sub_(Tensor target) => CallInPlace("sub_.Tensor", this, target);

        public Tensor mul_(Scalar target) => CallInPlace("mul_.Scalar", this, target);

        public Tensor div_(Tensor target) => CallInPlace("div_.Tensor", this, target);

        public Tensor zero_() => CallInPlace("zero_", this);

        public Tensor fill_(Scalar value) => CallInPlace("fill_.Scalar", this, value);

        public Tensor copy_(Tensor source, bool nonBlocking = false) => CallInPlace("copy_", this, source, nonBlocking);

        // Elementwise functions
        public Tensor abs() => Call("abs", this);

        public Tensor neg() => Call("neg", this);

        public Tensor negative() => neg();

        public Tensor reciprocal() => Call("reciprocal", this);

        public Tensor square() => Call("square", this);

        public Tensor sqrt() => Call("sqrt", this);

        public Tensor exp() => Call("exp", this);

        public Tensor log() => Call("log", this);

        public Tensor log2() => Call("log2", this);

        public Tensor log1p() => Call("log1p", this);

        public Tensor xlogy(Tensor y) => Call("xlogy.Tensor", this, y);

        public Tensor sin() => Call("sin", this);

        public Tensor cos() => Call("cos", this);

        public Tensor tanh() => Call("tanh", this);

        public Tensor sigmoid() => Call("sigmoid", this);

        public Tensor relu() => Call("relu", this);

        public Tensor leaky_relu(Scalar negative_slope) => Call("leaky_relu", this, negative_slope);

        public Tensor elu(double alpha = 1) => Call("elu", this, alpha);

        public Tensor softplus(double beta = 1, double threshold = 20) => Call("softplus", this, beta, threshold);

        public Tensor log_sigmoid() => Call("log_sigmoid", this);

        public Tensor sign() => Call("sign", this);

        public Tensor floor() => Call("floor", this);

        public Tensor round() => Call("round", this);

        public Tensor heaviside(Tensor other) => Call("heaviside", this, other);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Call("clamp", this, min, max);

        public Tensor maximum(Tensor other) => Call("maximum", this, other);

        public Tensor minimum(Tensor other) => Call("minimum", this, other);

        public Tensor masked_fill(Tensor mask, Scalar value) => Call("masked_fill.Scalar", this, mask, value);

        public Tensor where(Tensor condition, Tensor y) => Call("where.self", condition, this, y);


        public Tensor isfinite() => Call("isfinite", this);

        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) => Call("nan_to_num", this, nan, posinf, neginf);

        // Comparisons
        public Tensor eq(Tensor target) => Call("eq.Tensor", this, target);

        public Tensor eq(Scalar target) => Call("eq.Scalar", this, target);

        public Tensor ne(Tensor target) => Call("ne.Tensor", this, target);

        public Tensor ne(Scalar target) => Call("ne.Scalar", this, target);

        public Tensor gt(Tensor target) => Call("gt.Tensor", this, target);

        public Tensor gt(Scalar target) => Call("gt.Scalar", this, target);

        public Tensor ge(Tensor target) => Call("ge.Tensor", this, target);

        public Tensor ge(Scalar target) => Call("ge.Scalar", this, target);

        public Tensor lt(Tensor target) => Call("lt.Tensor", this, target);

        public Tensor lt(Scalar target) => Call("lt.Scalar", this, target);

        public Tensor le(Tensor target) => Call("le.Tensor", this, target);

        public Tensor le(Scalar target) => Call("le.Scalar", this, target);

        public Tensor bitwise_and(Tensor other) => Call("bitwise_and.Tensor", this, other);

        public Tensor bitwise_or(Tensor other) => Call("bitwise_or.Tensor", this, other);

        public Tensor bitwise_not() => Call("bitwise_not", this);

        public Tensor logical_and(Tensor other) => Call("logical_and", this, other);

        public Tensor logical_or(Tensor other) => Call("logical_or", this, other);

        public Tensor logical_not() => Call("logical_not", this);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => CallBoolean("allclose", this, target, rtol, atol, equal_nan);

        // Reductions
        public Tensor sum(ScalarType? type = null) => Call("sum", this, type);

        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Call("sum.dim_IntList", this, new[] { dim }, keepdim, type);

        public Tensor prod(ScalarType? type = null) => Call("prod", this, type);

        public Tensor mean() => Call("mean", this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Call("mean.dim", this, dimensions, keepdim, type);

        public Tensor std(bool unbiased = true) => Call("std", this, unbiased);

        public Tensor std(long dim, bool unbiased = true, bool keepdim = false) => Call("std.dim", this, new[] { dim }, unbiased, keepdim);

        public Tensor var(bool unbiased = true) => Call("var", this, unbiased);

        public Tensor norm() => Call("norm.Scalar", this, 2.0);

        public Tensor max() => Call("max", this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => CallMany("max.dim", this, dim, keepdim) is [var values, var indexes] ? (values, indexes) : default;

        public Tensor min() => Call("min", this);

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => CallMany("min.dim", this, dim, keepdim) is [var values, var indexes] ? (values, indexes) : default;

        public Tensor argmax() => Call("argmax", this);

        public Tensor argmax(long dim, bool keepdim = false) => Call("argmax", this, dim, keepdim);

        public Tensor argmin() => Call("argmin", this);

        public Tensor all() => Call("all", this);

        public Tensor any() => Call("any", this);

        public Tensor cumsum(long dim, ScalarType? type = null) => Call("cumsum", this, dim, type);

        public Tensor logsumexp(long dim, bool keepdim = false) => Call("logsumexp", this, new[] { dim }, keepdim);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Call("softmax.int", this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Call("log_softmax.int", this, dim, dtype);

        public (Tensor Values, Tensor Indices) sort(long dim = -1, bool descending = false, bool stable = false) => CallMany("sort.stable", this, stable, dim, descending) is [var values, var indices] ? (values, indices) : default;

        // Linear algebra
        public Tensor matmul(Tensor target) => Call("matmul", this, target);

        public Tensor mm(Tensor target) => Call("mm", this, target);

        public Tensor mv(Tensor target) => Call("mv", this, target);

        public Tensor dot(Tensor target) => Call("dot", this, target);

        public Tensor outer(Tensor vec2) => Call("outer", this, vec2);

        public Tensor diag(long diagonal = 0) => Call("diag", this, diagonal);

        public Tensor t() => Call("t", this);

        public Tensor T => Call("numpy_T", this);

        // Shapes and parts
        public Tensor alias() => Call("alias", this);

        public Tensor clone() => Call("clone", this);

        public Tensor contiguous() => Call("contiguous", this);

        public bool is_contiguous() => st_is_contiguous(Handle) != 0;

        public Tensor detach() => Call("detach", this);

        public Tensor requires_grad_(bool requires_grad = true) => CallInPlace("requires_grad_", this, requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        public void retain_grad() => CallMany("retain_grad", this);

        public Tensor reshape(params long[] shape) => Call("reshape", this, shape);

        public Tensor view(params long[] shape) => Call("view", this, shape);

        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Call("flatten.using_ints", this, start_dim, end_dim);

        public Tensor squeeze(long? dim = null) => dim is null ? Call("squeeze", this) : Call("squeeze.dim", this, dim);

        public Tensor unsqueeze(long dim) => Call("unsqueeze", this, dim);

        public Tensor transpose(long dim0, long dim1) => Call("transpose.int", this, dim0, dim1);

        public Tensor expand(params long[] sizes) => Call("expand", this, sizes);

        public Tensor repeat(params long[] sizes) => Call("repeat", this, sizes);

        public Tensor repeat_interleave(long repeats, long? dim = null) => Call("repeat_interleave.self_int", this, repeats, dim);

        public Tensor select(long dim, long index) => Call("select.int", this, dim, index);

        public Tensor narrow(long dim, long start, long length) => Call("narrow", this, dim, start, length);

        public Tensor index(params TensorIndex[] indices) => TensorIndex.Apply(this, indices);

        public Tensor index_select(long dim, Tensor index) => Call("index_select", this, dim, index);

        public Tensor gather(long dim, Tensor index) => Call("gather", this, dim, index);

        public Tensor flip(params long[] dims) => Call("flip", this, dims);

        public Tensor[] split(long size, int dim = 0) => CallMany("split.Tensor", this, size, dim);

        public Tensor[] unbind(long dimension = 0) => CallMany("unbind.int", this, dimension);

        // Other types and devices
        public Tensor to(ScalarType type, bool copy = false) => Call("to.dtype", this, type, false, copy);

        public Tensor to(Device device, bool copy = false) => Call("to.device", this, device, dtype, false, copy);

        public Tensor to(ScalarType type, Device device, bool copy = false) => Call("to.device", this, device, type, false, copy);

        public Tensor cpu() => to(CPU);

        public Tensor cuda(Device? device = null) => to(device ?? CUDA);

        public Tensor @float() => to(ScalarType.Float32);

        public Tensor @double() => to(ScalarType.Float64);

        public Tensor @long() => to(ScalarType.Int64);

        public Tensor zeros_like() => Call("zeros_like", this);

        public Tensor ones_like() => Call("ones_like", this);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) => Learnable(Call("full_like", this, value, dtype, default, device), requires_grad);
    }
}
