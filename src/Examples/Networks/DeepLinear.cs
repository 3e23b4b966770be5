namespace Examples.Networks;

/// <summary>
/// Four layers without activation multiply out to one matrix and one bias. Expect the same outputs to
/// 1e-5, and other outputs with a ReLU after each of the first three layers.
/// </summary>
[Example("deep-linear", "Without activation, four layers are one matrix", Slides = "004", Samples = 1000)]
public sealed class DeepLinear : IExample
{
    private const int Hidden = 16;

    public void Run(Run run)
    {
        // Data
        var x = randn(run.Samples, 2).to(run.Device);

        // Model
        using var layer1 = nn.Linear(2, Hidden).to(run.Device);
        using var layer2 = nn.Linear(Hidden, Hidden).to(run.Device);
        using var layer3 = nn.Linear(Hidden, Hidden).to(run.Device);
        using var layer4 = nn.Linear(Hidden, 1).to(run.Device);
        Tensor Deep(Tensor x) => layer4.call(layer3.call(layer2.call(layer1.call(x))));
        Tensor WithRelu(Tensor x) =>
            layer4.call(layer3.call(layer2.call(layer1.call(x).relu()).relu()).relu());

        // One matrix and one bias: W₄W₃W₂W₁x + W₄(W₃(W₂b₁ + b₂) + b₃) + b₄
        using var noGrad = no_grad();
        var (matrix, bias, parameters) = (eye(2, device: run.Device), zeros(2, device: run.Device), 0L);
        foreach (var layer in new[] { layer1, layer2, layer3, layer4 })
        {
            matrix = layer.weight.mm(matrix);
            bias = layer.weight.mv(bias) + layer.bias!;
            parameters += layer.weight.numel() + layer.bias!.numel();
        }

        // Report
        var product = x.mm(matrix.T) + bias;
        run.Report("matrix", matrix);
        run.Report("bias", bias);
        run.Agree("four layers without activation and one matrix", Deep(x), product, digits: 5);
        run.Report("largest difference with ReLU", (WithRelu(x) - product).abs().max());
        run.Print($"Without activation, {parameters} parameters do what {matrix.numel() + bias.numel()} do.");

        // Figures
        var (plane, bent) = (run.Grid((-3, 3), (-3, 3), Deep), run.Grid((-3, 3), (-3, 3), WithRelu));
        double[] levels = [.. Enumerable.Range(-25, 51).Select(i => i / 25.0)];
        run.Draw("outputs.png",
            new Chart("Four layers without activation: a plane", "x₁", "x₂") { EqualAxes = true }
                .Contours(plane, levels),
            new Chart("The same four with ReLU: bent", "x₁", "x₂") { EqualAxes = true }
                .Contours(bent, levels),
            new Chart("With ReLU, no longer one matrix", "output of one matrix", "output of four layers")
                .Points(product, Deep(x), "without activation")
                .Points(product, WithRelu(x), "with ReLU"));
    }
}
