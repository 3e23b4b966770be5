using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>y = x·Wᵀ + b; weight has shape (outputs, inputs), bias (outputs).</summary>
        public sealed class Linear : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            /// <remarks>Both are drawn from U(−1/√inputs, 1/√inputs), the weight first, as PyTorch does.</remarks>
            internal Linear(long inputSize, long outputSize, bool hasBias, torch.Device? device, torch.ScalarType? dtype)
                : base(nameof(Linear))
            {
                weight = new Parameter(torch.empty(outputSize, inputSize, dtype, device));
                torch.nn.init.kaiming_uniform_(weight, Math.Sqrt(5));
                register_parameter(nameof(weight), weight);
                if (hasBias)
                {
                    var bound = inputSize > 0 ? 1 / Math.Sqrt(inputSize) : 0;
                    bias = new Parameter(torch.empty(outputSize, dtype, device));
                    torch.nn.init.uniform_(bias, -bound, bound);
                    register_parameter(nameof(bias), bias);
                }
            }

            public Parameter weight { get; }

            public Parameter? bias { get; }

            public override torch.Tensor forward(torch.Tensor tensor) => torch.nn.functional.linear(tensor, weight, bias);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}
