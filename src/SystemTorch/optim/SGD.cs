using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Stochastic gradient descent, with momentum and weight decay if asked for, as PyTorch computes it.</summary>
        public sealed class SGD : torch.optim.Optimizer
        {
            private readonly double _momentum;
            private readonly double _weightDecay;
            private readonly torch.Tensor?[] _velocities;

            internal SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum, double weightDecay)
                : base(parameters)
            {
                LearningRate = learningRate >= 0 ? learningRate : throw new ArgumentException($"Invalid learning rate: {learningRate}");
                _momentum = momentum >= 0 ? momentum : throw new ArgumentException($"Invalid momentum value: {momentum}");
                _weightDecay = weightDecay >= 0 ? weightDecay : throw new ArgumentException($"Invalid weight_decay value: {weightDecay}");
                _velocities = new torch.Tensor?[Parameters.Length];
            }

            private double LearningRate { get; }

            public override void step()
            {
                using var gradients = torch.no_grad();
                using var scope = torch.NewDisposeScope();
                for (var i = 0; i < Parameters.Length; i++)
                {
                    if (Parameters[i].grad is not { } gradient)
                    {
                        continue;
                    }

                    if (_weightDecay != 0)
                    {
                        gradient = gradient.add(Parameters[i], alpha: _weightDecay);
                    }

                    if (_momentum != 0)
                    {
                        gradient = _velocities[i] = _velocities[i]?.mul_(_momentum).add_(gradient) ?? gradient.clone().DetachFromDisposeScope();
                    }

                    Parameters[i].add_(gradient, alpha: -LearningRate);
                }
            }

            protected override void Dispose(bool disposing)
            {
                foreach (var velocity in _velocities)
                {
                    velocity?.Dispose();
                }

                base.Dispose(disposing);
            }
        }
    }

    public static partial class torch
    {
        public static class optim
        {
            public static SGD SGD(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weight_decay = 0) =>
                new(parameters, learningRate, momentum, weight_decay);

            /// <summary>Changes parameters along their gradients.</summary>
            public abstract class Optimizer : IDisposable
            {
                private protected Optimizer(IEnumerable<Parameter> parameters) => Parameters = [.. parameters];

                private protected Parameter[] Parameters { get; }

                /// <summary>Sets all gradients to zero.</summary>
                public void zero_grad()
                {
                    foreach (var parameter in Parameters)
                    {
                        using var gradient = parameter.grad;
                        gradient?.zero_();
                    }
                }

                public abstract void step();

                public void Dispose()
                {
                    Dispose(true);
                    GC.SuppressFinalize(this);
                }

                protected virtual void Dispose(bool disposing)
                {
                }
            }
        }
    }
}
