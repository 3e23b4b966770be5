using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Networks;

/// <summary>
/// Four layers without activation are multiplied out to one matrix and one bias. Expect the same outputs to 1e-5, and
/// other outputs as soon as there is a ReLU between the same four layers.
/// </summary>
[Example("deep-linear", "Without activation, four layers are one matrix", Slides = "004", Samples = 1000)]
public sealed class DeepLinear : IExample
{
    private const int Hidden = 16;

    public void Run(Run run)
    {
        // Data
        var x = nn.init.normal_(empty(run.Samples, 2)).to(run.Device);

        // Four layers
        using var layer1 = nn.Linear(2, Hidden).to(run.Device);
        using var layer2 = nn.Linear(Hidden, Hidden).to(run.Device);
        using var layer3 = nn.Linear(Hidden, Hidden).to(run.Device);
        using var layer4 = nn.Linear(Hidden, 1).to(run.Device);
        Tensor Network(Tensor x, Func<Tensor, Tensor> act) =>
            layer4.call(act(layer3.call(act(layer2.call(act(layer1.call(x)))))));

        // One matrix
        var matrix = eye(2, device: run.Device);
        var bias = zeros(2, device: run.Device);
        var parameters = 0L;
        foreach (var layer in new[] { layer1, layer2, layer3, layer4 })
        {
            matrix = layer.weight.matmul(matrix);
            bias = layer.weight.matmul(bias) + layer.bias!;
            parameters += layer.weight.numel() + layer.bias!.numel();
        }

        // Report
        run.Report("matrix", matrix);
        run.Report("bias", bias);
        var product = x.matmul(matrix.t()) + bias;
        var (linear, withRelu) = (Network(x, z => z), Network(x, z => z.relu()));
        var (same, other) = ((linear - product).abs().max().item<float>(), (withRelu - product).abs().max().item<float>());
        run.Print($"Largest difference from the one matrix on {run.Samples} random inputs:");
        run.Print($"  four layers without activation  {same:e1}");
        run.Print($"  the same four with ReLU         {other:e1}");
        run.Print($"Without activation, {parameters} parameters do no more than {matrix.numel() + bias.numel()}.");
        run.Keep("difference without activation", same);
        run.Keep("difference with ReLU", other);

        run.Draw("outputs.png",
            Contours("Four layers without activation: a plane", z => z),
            Contours("The same four with ReLU: bent", z => z.relu()),
            new Chart("Equal to one matrix only without activation", "output of the one matrix", "output of the four layers")
                .Points(product, linear, "without activation")
                .Points(product, withRelu, "with ReLU"));

        Chart Contours(string title, Func<Tensor, Tensor> act)
        {
            var grid = Grid.Of((-3, 3), (-3, 3), x => Network(x.to(run.Device), act));
            var outputs = grid.Values.Cast<double>();
            return new Chart(title, "x₁", "x₂") { EqualAxes = true }
                .Contours(grid, linspace(outputs.Min(), outputs.Max(), 20).Numbers());
        }
    }
}
