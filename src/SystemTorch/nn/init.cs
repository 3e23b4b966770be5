using static TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place (https://pytorch.org/docs/stable/nn.init.html).</summary>
        public static class init
        {
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1) => Fill("normal_", tensor, mean, std);

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1) => Fill("uniform_", tensor, low, high);

            public static Tensor constant_(Tensor tensor, Scalar val) => Fill("fill_.Scalar", tensor, val);

            public static Tensor zeros_(Tensor tensor) => constant_(tensor, 0);

            public static Tensor ones_(Tensor tensor) => constant_(tensor, 1);

            /// <summary>U(−b, b) with b = √(6 / ((1 + a²)·inputs)) (He et al. 2015, equation 15, for leaky ReLU of slope a).</summary>
            /// <param name="tensor">Weights of shape (outputs, inputs).</param>
            /// <param name="a">The slope for negative values.</param>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0)
            {
                // PyTorch rounds in this order.
                var gain = Math.Sqrt(2.0 / (1 + (a * a)));
                var std = gain / Math.Sqrt(tensor.size(1));
                var bound = Math.Sqrt(3.0) * std;
                return uniform_(tensor, -bound, bound);
            }

            private static Tensor Fill(string name, params ReadOnlySpan<Argument> arguments)
            {
                using var gradients = no_grad();
                return CallInPlace(name, arguments);
            }
        }
    }
}
