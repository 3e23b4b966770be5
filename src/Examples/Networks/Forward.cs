namespace Examples.Networks;

/// <summary>
/// A forward pass, y = σ(σ(X·W₁ + b₁)·W₂ + b₂)·W₃ + b₃, is three matrix products: 3×4, 4×4 and 4×2. Expect 36
/// weights, and the same outputs from nn.Linear, which stores each W transposed. The slide writes W·X where
/// its shapes multiply as X·W, and a bias of m×1, one for each sample, where it is 1×l, one for each neuron.
/// </summary>
[Example("forward", "A forward pass as three matrix products, and as nn.Linear", Slides = "004", Samples = 5)]
public sealed class Forward : IExample
{
    private static string Shape(Tensor tensor) => $"{tensor.shape[0]}×{tensor.shape[1]}";

    public void Run(Run run)
    {
        // Data
        var x = randn(run.Samples, 3).to(run.Device);

        // Model
        Tensor[] W = [randn(3, 4).to(run.Device), randn(4, 4).to(run.Device), randn(4, 2).to(run.Device)];
        Tensor[] b = [randn(1, 4).to(run.Device), randn(1, 4).to(run.Device), randn(1, 2).to(run.Device)];

        // A forward pass by matrix products
        var h1 = (x.mm(W[0]) + b[0]).sigmoid();
        var h2 = (h1.mm(W[1]) + b[1]).sigmoid();
        var y = h2.mm(W[2]) + b[2];

        // The same by nn.Linear
        var layers = new[] { nn.Linear(3, 4), nn.Linear(4, 4), nn.Linear(4, 2) };
        using var model = nn.Sequential(layers[0], nn.Sigmoid(), layers[1], nn.Sigmoid(), layers[2]);
        model.to(run.Device);
        using var noGrad = no_grad();
        foreach (var (layer, weight, bias) in layers.Zip(W, b))
        {
            layer.weight.copy_(weight.T);
            layer.bias!.copy_(bias.flatten());
        }

        // Report
        run.Print($"X is {Shape(x)}");
        run.Print($"σ(X·W₁ + b₁): {Shape(x)} times {Shape(W[0])} is {Shape(h1)}");
        run.Print($"σ(H₁·W₂ + b₂): {Shape(h1)} times {Shape(W[1])} is {Shape(h2)}");
        run.Print($"H₂·W₃ + b₃: {Shape(h2)} times {Shape(W[2])} is {Shape(y)}");
        run.Print($"W₁·W₂·W₃, without the sigmoids: {Shape(W[0].mm(W[1]).mm(W[2]))}");
        run.Print($"{W.Sum(w => w.numel())} weights");
        run.Report("Y", y);
        run.Agree("matrix products and nn.Linear", y, model.call(x));

        // Figures: a network with an edge for each weight
        int[] sizes = [3, 4, 4, 2];
        double Height(int layer, int neuron) => (sizes[layer] - 1) / 2.0 - neuron;
        var network = new Chart("36 weights (dashed orange: negative)", "layer (0: inputs, 3: outputs)", "");
        for (var layer = 0; layer < 3; layer++)
        {
            network.Text(layer, 1.65, $"W{"₁₂₃"[layer]} →");
            foreach (var (i, weight) in W[layer].Numbers().Index())
            {
                var (from, to) = Math.DivRem(i, sizes[layer + 1]);
                network.Line([layer, layer + 1], [Height(layer, from), Height(layer + 1, to)],
                    color: weight > 0 ? Palette.Blue : Palette.Orange, dashed: weight < 0);
            }
        }

        var columns = arange(4).repeat_interleave(tensor(sizes));
        var heights = cat([.. sizes.Select(size => (size - 1) / 2.0 - arange(size))]);
        run.Draw("network.png", network.Points(columns, heights, color: Palette.Black));
    }
}
