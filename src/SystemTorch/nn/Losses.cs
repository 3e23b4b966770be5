using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>A loss of an input and a target, reduced to a number by default.</summary>
        public abstract class Loss(string name, torch.nn.Reduction reduction) : torch.nn.Module<torch.Tensor, torch.Tensor, torch.Tensor>(name)
        {
            public torch.nn.Reduction reduction { get; } = reduction;
        }

        public sealed class L1Loss(torch.nn.Reduction reduction) : Loss(nameof(L1Loss), reduction)
        {
            public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.l1_loss(input, target, reduction);
        }

        public sealed class MSELoss(torch.nn.Reduction reduction) : Loss(nameof(MSELoss), reduction)
        {
            public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.mse_loss(input, target, reduction);
        }

        public sealed class BCELoss(torch.Tensor? weight, torch.nn.Reduction reduction) : Loss(nameof(BCELoss), reduction)
        {
            public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.binary_cross_entropy(input, target, weight, reduction: reduction);
        }

        public sealed class BCEWithLogitsLoss(torch.Tensor? weight, torch.nn.Reduction reduction) : Loss(nameof(BCEWithLogitsLoss), reduction)
        {
            public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.binary_cross_entropy_with_logits(input, target, weight, reduction: reduction);
        }

        public sealed class CrossEntropyLoss(torch.Tensor? weight, torch.nn.Reduction reduction) : Loss(nameof(CrossEntropyLoss), reduction)
        {
            public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.cross_entropy(input, target, weight, reduction: reduction);
        }

        public sealed class MultiMarginLoss(int p, double margin, torch.Tensor? weight, torch.nn.Reduction reduction) : Loss(nameof(MultiMarginLoss), reduction)
        {
            public override torch.Tensor forward(torch.Tensor input, torch.Tensor target) => torch.nn.functional.multi_margin_loss(input, target, p, margin, weight, reduction);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>How the losses of single elements become one; the numbers are libtorch's.</summary>
            public enum Reduction : long
            {
                None = 0,
                Mean = 1,
                Sum = 2,
            }

            /// <summary>Mean absolute error.</summary>
            public static L1Loss L1Loss(Reduction reduction = Reduction.Mean) => new(reduction);

            /// <summary>Mean squared error.</summary>
            public static MSELoss MSELoss(Reduction reduction = Reduction.Mean) => new(reduction);

            /// <summary>Binary cross-entropy of probabilities.</summary>
            public static BCELoss BCELoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);

            /// <summary>Binary cross-entropy of logits.</summary>
            public static BCEWithLogitsLoss BCEWithLogitsLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);

            /// <summary>Cross-entropy of logits, shape (batch, classes), and class indices, shape (batch).</summary>
            public static CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(weight, reduction);

            /// <summary>Multi-class hinge loss of scores, shape (batch, classes), and class indices, shape (batch).</summary>
            public static MultiMarginLoss MultiMarginLoss(int p = 1, double margin = 1.0, Tensor? weight = null, Reduction reduction = Reduction.Mean) => new(p, margin, weight, reduction);
        }
    }
}
