using System.Linq.Expressions;
using System.Reflection;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Tests.SystemTorch;

/// <summary>Nothing of SystemTorch goes untested: each of its public members is in a row of the table, or named here with the class that tests it.</summary>
public sealed class CoverageTests
{
    // By name, what is no operator.
    private static readonly Dictionary<string, Type> s_elsewhere = new()
    {
        ["Tensor.Dispose"] = typeof(LifetimeTests),
        ["Tensor.IsInvalid"] = typeof(LifetimeTests),
        ["Tensor.Handle"] = typeof(LifetimeTests),
        ["Tensor.MoveToOuterDisposeScope"] = typeof(LifetimeTests),
        ["Tensor.DetachFromDisposeScope"] = typeof(LifetimeTests),
        ["torch.NewDisposeScope"] = typeof(LifetimeTests),
        ["Tensor.ToString"] = typeof(TensorTests),
        ["Tensor.dtype"] = typeof(TensorTests),
        ["Tensor.device"] = typeof(TensorTests),
        ["Tensor.device_type"] = typeof(TensorTests),
        ["Tensor.item"] = typeof(TensorTests),
        ["Tensor.data"] = typeof(TensorTests),
        ["torch.tensor(Single[], ReadOnlySpan`1, Nullable`1, Device, Boolean)"] = typeof(TensorTests),
        ["torch.tensor(Double[], ReadOnlySpan`1, Nullable`1, Device, Boolean)"] = typeof(TensorTests),
        ["torch.__version__"] = typeof(TensorTests),
        ["torch.manual_seed"] = typeof(TensorTests),
        ["torch.get_num_threads"] = typeof(TensorTests),
        ["torch.set_num_threads"] = typeof(TensorTests),
        ["torch.device"] = typeof(DeviceTests),
        ["torch.CUDA"] = typeof(DeviceTests),
        ["torch.MPS"] = typeof(DeviceTests),
        ["Tensor.cuda"] = typeof(DeviceTests),
        ["cuda.is_available"] = typeof(DeviceTests),
        ["cuda.device_count"] = typeof(DeviceTests),
        ["torch.cuda_is_available"] = typeof(DeviceTests),
        ["torch.mps_is_available"] = typeof(DeviceTests),
        ["Tensor.grad"] = typeof(GradientTests),
        ["Tensor.backward"] = typeof(GradientTests),
        ["Tensor.retain_grad"] = typeof(GradientTests),
        ["torch.no_grad"] = typeof(GradientTests),
        ["torch.enable_grad"] = typeof(GradientTests),
        ["torch.is_grad_enabled"] = typeof(GradientTests),
        ["nn.Parameter"] = typeof(ModuleTests),
        ["optim.SGD"] = typeof(ModuleTests),
        ["nn.Sequential(ValueTuple`2[])"] = typeof(ModuleTests),
    };

    [Fact]
    public void Every_operator_is_in_the_table()
    {
        var rows = new Calls();
        Array.ForEach(Table.Rows, row => rows.Visit(row.CSharp));
        var missing = Members().Where(m => !rows.Methods.Contains(m) && !s_elsewhere.ContainsKey(Name(m)) && !s_elsewhere.ContainsKey(Signature(m)));
        Assert.Empty(missing.Select(Signature));
    }

    [Fact]
    public void Nothing_that_is_gone_is_said_to_be_tested() =>
        Assert.Empty(s_elsewhere.Keys.Except(Members().SelectMany(m => new[] { Name(m), Signature(m) })));

    private static IEnumerable<MethodInfo> Members() =>
        from type in new[] { typeof(torch), typeof(Tensor), typeof(cuda), typeof(linalg), typeof(nn), typeof(nn.functional), typeof(nn.init), typeof(optim) }
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        where !method.Name.StartsWith("set_", StringComparison.Ordinal) || method.Name == "set_num_threads"
        select method;

    private static string Name(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{(method.IsSpecialName ? method.Name.Replace("get_", "", StringComparison.Ordinal) : method.Name)}";

    private static string Signature(MethodInfo method) =>
        $"{Name(method)}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";

    /// <summary>Gathers the methods that expressions call.</summary>
    private sealed class Calls : ExpressionVisitor
    {
        public HashSet<MethodInfo> Methods { get; } = [];

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            Methods.Add(node.Method);
            return base.VisitMethodCall(node);
        }

        protected override Expression VisitBinary(BinaryExpression node)
        {
            Add(node.Method);
            return base.VisitBinary(node);
        }

        protected override Expression VisitUnary(UnaryExpression node)
        {
            Add(node.Method);
            return base.VisitUnary(node);
        }

        protected override Expression VisitMember(MemberExpression node)
        {
            Add((node.Member as PropertyInfo)?.GetMethod);
            return base.VisitMember(node);
        }

        private void Add(MethodInfo? method)
        {
            if (method is not null)
            {
                Methods.Add(method);
            }
        }
    }
}
