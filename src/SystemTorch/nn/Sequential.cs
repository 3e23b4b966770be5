using System.Globalization;

using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Modules one after the other, named "0", "1", … or as given.</summary>
        public sealed class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly List<torch.nn.Module<torch.Tensor, torch.Tensor>> _modules = [];

            internal Sequential(IEnumerable<(string Name, torch.nn.Module<torch.Tensor, torch.Tensor> Module)> modules)
                : base(nameof(Sequential))
            {
                foreach (var (name, module) in modules)
                {
                    _modules.Add(module);
                    register_module(name, module);
                }
            }

            public override torch.Tensor forward(torch.Tensor tensor)
            {
                foreach (var module in _modules)
                {
                    tensor = module.call(tensor);
                }

                return tensor;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) =>
                new(modules.Select((module, i) => (i.ToString(CultureInfo.InvariantCulture), module)));

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);
        }
    }
}
