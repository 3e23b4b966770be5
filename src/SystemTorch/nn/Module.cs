using System.Reflection;

using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A tensor that a module learns: a leaf that gathers a gradient.</summary>
        public sealed class Parameter : torch.Tensor
        {
            /// <param name="data">The values; this tensor becomes empty.</param>
            /// <param name="requires_grad">Whether a gradient is gathered.</param>
            public Parameter(torch.Tensor data, bool requires_grad = true)
                : base(data.requires_grad_(requires_grad).MoveHandle())
            {
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);

            /// <summary>Something with parameters and submodules, known by the names of the fields that hold them.</summary>
            public abstract class Module(string name) : IDisposable
            {
                private readonly List<(string Name, Parameter Parameter)> _parameters = [];
                private readonly List<(string Name, Module Module)> _submodules = [];

                public string GetName() => name;

                public IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(p => p.parameter);

                /// <summary>The parameters with their names, such as "0.weight": the module's own, then its submodules'.</summary>
                public IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
                    _parameters.Concat(recurse
                        ? _submodules.SelectMany(s => s.Module.named_parameters().Select(p => ($"{s.Name}.{p.name}", p.parameter)))
                        : []);

                public IEnumerable<(string name, Module module)> named_children() => _submodules;

                public void register_parameter(string name, Parameter param)
                {
                    param.DetachFromDisposeScope();
                    _parameters.Add((name, param));
                }

                public void register_module(string name, Module submodule) => _submodules.Add((name, submodule));

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                /// <summary>Moves the module's parameters.</summary>
                internal void MoveTo(Device device)
                {
                    using var gradients = no_grad();
                    foreach (var (_, parameter) in named_parameters())
                    {
                        parameter.Replace(parameter.to(device));
                    }
                }

                /// <summary>Registers the parameters and modules in the fields; the last call of a constructor.</summary>
                protected void RegisterComponents()
                {
                    foreach (var field in GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                    {
                        switch (field.GetValue(this))
                        {
                            case Parameter parameter:
                                register_parameter(field.Name, parameter);
                                break;
                            case Module module:
                                register_module(field.Name, module);
                                break;
                            default:
                                break;
                        }
                    }
                }

                protected virtual void Dispose(bool disposing)
                {
                    if (disposing)
                    {
                        _parameters.ForEach(p => p.Parameter.Dispose());
                        _submodules.ForEach(s => s.Module.Dispose());
                    }
                }
            }

            /// <summary>A module with one input.</summary>
            public abstract class Module<T, TResult>(string name) : Module(name)
            {
                public abstract TResult forward(T input);

                public TResult call(T input) => forward(input);
            }

            /// <summary>A module with two inputs.</summary>
            public abstract class Module<T1, T2, TResult>(string name) : Module(name)
            {
                public abstract TResult forward(T1 input1, T2 input2);

                public TResult call(T1 input1, T2 input2) => forward(input1, input2);
            }
        }
    }

    public static class ModuleExtensionMethods
    {
        /// <summary>Moves a module's parameters to a device and returns the module.</summary>
        public static T to<T>(this T module, torch.Device device)
            where T : torch.nn.Module
        {
            module.MoveTo(device);
            return module;
        }
    }
}
