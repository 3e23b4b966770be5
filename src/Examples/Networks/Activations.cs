using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Networks;

/// <summary>
/// Ten activation functions, their derivatives by formula and by autograd, and what is left of the gradient after ten
/// layers. Expect sigmoid to shrink it to about 1e-5, tanh and ReLU to keep its size, unit step and sign to stop it.
/// </summary>
[Example("activations", "Activation functions, their derivatives, and the gradient they pass on", Slides = "003, 004", DoublePrecision = true)]
public sealed class Activations : IExample
{
    private const int Layers = 10;
    private const int Width = 100;

    public void Run(Run run)
    {
        // Functions φ and their derivatives φ′
        (string Name, Func<Tensor, Tensor> Function, Func<Tensor, Tensor> Derivative)[] activations =
        [
            ("unit step", z => (z.sign() + 1) / 2, z => Slope(z, 0, 0, 0)),
            ("sign", z => z.sign(), z => Slope(z, 0, 0, 0)),
            ("identity", z => z, z => ones_like(z)),
            ("piece-wise linear", z => (z + 0.5).clamp(0, 1), z => Slope(z, -0.5, 0, 1) * Slope(z, 0.5, 1, 0)),
            ("sigmoid", z => z.sigmoid(), z => z.sigmoid() * (1 - z.sigmoid())),
            ("tanh", z => z.tanh(), z => 1 - z.tanh().square()),
            ("ReLU", z => z.relu(), z => Slope(z, 0, 0, 1)),
            ("leaky ReLU", z => nn.functional.leaky_relu(z, 0.1), z => Slope(z, 0, 0.1, 1)),
            ("ELU", z => nn.functional.elu(z, 1), z => z.clamp(max: 0).exp()),

            // Maxout learns its pieces wᵀx + b; here are two of one input.
            ("Maxout", z => maximum(-0.5 * z - 0.25, z - 1), z => Slope(z, 0.5, -0.5, 1)),
        ];

        // Values
        var grid = tensor([-3, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 3.0], device: run.Device);
        run.Print($"{"z",-18}{Row(grid)}");
        foreach (var (name, function, _) in activations)
        {
            run.Print($"{name,-18}{Row(function(grid))}");
        }

        // Derivatives
        var fine = arange(-400, 401, device: run.Device).to(float64) / 100;
        run.Print($"\n{"derivative at z",-18}{Row(grid)}  from autograd");
        foreach (var (name, function, derivative) in activations)
        {
            var difference = Largest((derivative(fine) - Autograd(function, fine)).abs());
            run.Print($"{name,-18}{Row(derivative(grid))}{difference,15:e1}");
            run.Keep($"{name} from autograd", difference);
        }

        run.Print($"none: the function jumps or has a corner there");

        // Gradient through ten layers of the same weights
        var x = nn.init.normal_(empty(Width, Width, float64)).to(run.Device);
        var weights = Enumerable.Range(0, Layers)
            .Select(_ => nn.init.normal_(empty(Width, Width, float64), std: Math.Sqrt(2.0 / Width)).to(run.Device).requires_grad_())
            .ToArray();
        var gradients = new Chart("Sigmoid loses the gradient on the way back, tanh and ReLU keep it", "layer", "norm of ∂L/∂W") { LogY = true };
        double[] layers = [.. Enumerable.Range(1, Layers)];
        run.Print($"\n{"norm of dL/dW",-18}{string.Concat(layers.Select(layer => $"layer {layer}".PadLeft(9)))}");
        foreach (var (name, function, _) in activations.Where(a => a.Name is "unit step" or "sign" or "sigmoid" or "tanh" or "ReLU"))
        {
            var a = x;
            foreach (var weight in weights)
            {
                weight.grad?.zero_();
                a = function(a.matmul(weight));
            }

            a.square().mean().backward();
            var norms = stack(weights.Select(weight => weight.grad!.norm()));
            run.Print($"{name,-18}{Row(norms, "e1", 9)}");
            run.Keep($"{name} gradient norms", norms.Numbers());
            if (name is not ("unit step" or "sign"))
            {
                gradients.Line(layers, norms.Numbers(), name, markers: true);
            }
        }

        run.Print($"Unit step and sign are flat: no gradient passes, so gradient descent can't train the layers before them.");
        run.Print($"Sigmoid passes a quarter at most, ten of them next to nothing; ReLU passes all of it where z > 0.");

        // Figures
        run.Draw("functions.png", [.. activations.Select(a => new Chart(a.Name, "z", "φ(z)") { YRange = (-2, 3) }
            .Line(fine, a.Function(fine)))]);
        run.Draw("derivatives.png", [.. activations.Select(a => new Chart($"{a.Name}: at most {Largest(a.Derivative(fine))}", "z", "φ′(z)") { YRange = (-0.75, 1.25) }
            .Line(fine, a.Derivative(fine)))]);
        run.Draw("gradients.png", gradients);

        // The slope below and above a corner or jump; at the corner there is none.
        static Tensor Slope(Tensor z, double at, double below, double above) =>
            where(z.lt(at), z.full_like(below), where(z.gt(at), z.full_like(above), z.full_like(double.NaN)));

        static Tensor Autograd(Func<Tensor, Tensor> function, Tensor at)
        {
            var z = at.clone().requires_grad_();
            function(z).sum().backward();
            return z.grad!;
        }

        static double Largest(Tensor values) => values.nan_to_num().max().item<double>();

        static string Row(Tensor values, string format = "F4", int width = 8) =>
            string.Concat(values.Numbers().Select(v => PythonText.Format(v, format).Replace("nan", "none").PadLeft(width)));
    }
}
