using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class ReLU() : torch.nn.Module<torch.Tensor, torch.Tensor>(nameof(ReLU))
        {
            public override torch.Tensor forward(torch.Tensor tensor) => tensor.relu();
        }

        public sealed class Sigmoid() : torch.nn.Module<torch.Tensor, torch.Tensor>(nameof(Sigmoid))
        {
            public override torch.Tensor forward(torch.Tensor tensor) => tensor.sigmoid();
        }

        public sealed class Tanh() : torch.nn.Module<torch.Tensor, torch.Tensor>(nameof(Tanh))
        {
            public override torch.Tensor forward(torch.Tensor tensor) => tensor.tanh();
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU() => new();

            public static Sigmoid Sigmoid() => new();

            public static Tanh Tanh() => new();
        }
    }
}
