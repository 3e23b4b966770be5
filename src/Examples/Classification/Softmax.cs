using Examples.Shared;
using Examples.Shared.Charts;

using TorchSharp;

using static TorchSharp.torch;

namespace Examples.Classification;

/// <summary>
/// Three classes by a linear layer and softmax, with the formulas written out beside the library's. Expect an accuracy
/// near 0.97, differences near 1e-7, and a Jacobian that is positive on the diagonal and negative off it.
/// </summary>
[Example("softmax", "Three classes by softmax and cross-entropy, with the Jacobian of the outputs", Slides = "000",
    Samples = 300, Epochs = 200, LearningRate = 0.5, LogEvery = 20)]
public sealed class Softmax : IExample
{
    private static readonly float[,] s_corners = { { 0, 2 }, { -1.7f, -1 }, { 1.7f, -1 } };

    /// <summary>log a of the outputs a = exp(z) / Σ exp(z), for logits z (m, classes).</summary>
    public static Tensor LogSoftmax(Tensor z)
    {
        // Less the largest logit, which changes no output, no exp overflows and no logarithm meets a sum rounded to 0.
        z = z - z.max(dim: 1, keepdim: true).values;
        return z - z.exp().sum(dim: 1, keepdim: true).log();
    }

    /// <summary>The mean of −Σ y·log a for logits z and one-hot labels y, both (m, classes).</summary>
    public static Tensor CrossEntropy(Tensor z, Tensor y) => -(y * LogSoftmax(z)).sum(dim: 1).mean();

    /// <summary>∂aⱼ/∂zₖ of one example's outputs a (classes): aⱼ·(1 − aⱼ) on the diagonal, −aⱼ·aₖ off it.</summary>
    public static Tensor Jacobian(Tensor a) => a.diag() - a.outer(a);

    public void Run(Run run)
    {
        // Data: a cloud around each corner of a triangle
        var labels = arange(run.Samples) % 3;
        var x = tensor(s_corners).index_select(0, labels) + 0.8 * randn(run.Samples, 2);
        (x, labels) = (x.to(run.Device), labels.to(run.Device));
        var y = nn.functional.one_hot(labels, 3).@float();

        // Model, loss and optimizer
        using var model = nn.Linear(2, 3).to(run.Device);
        using var lossFunction = nn.CrossEntropyLoss();
        using var optimizer = optim.SGD(model.parameters(), run.LearningRate);

        // Train
        var lossGap = 0.0;
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var logits = model.call(x);
            var loss = lossFunction.call(logits, labels);
            loss.backward();
            optimizer.step();
            lossGap = Math.Max(lossGap, Gap(CrossEntropy(logits, y), loss));
            run.Record(epoch, loss);
        }

        // The outputs and their error delta = a - y
        var z = model.call(x).detach().requires_grad_();
        var a = LogSoftmax(z).exp();
        lossFunction.call(z, labels).backward();
        var delta = (a - y) / run.Samples;

        // The Jacobian at (0, 0), where the classes meet, by autograd: a row for each output
        var origin = model.call(zeros(1, 2, device: run.Device)).detach();
        var rows = new List<Tensor>();
        for (var j = 0; j < 3; j++)
        {
            var leaf = origin.clone().requires_grad_();
            softmax(leaf, dim: 1)[0, j].backward();
            rows.Add(leaf.grad!.squeeze(0));
        }

        var output = softmax(origin, dim: 1).squeeze(0);
        var (byFormula, byAutograd) = (Jacobian(output), stack(rows));

        // Report
        run.Report("accuracy", z.argmax(dim: 1).eq(labels).@float().mean());
        run.Report("logits at (0, 0)", origin);
        run.Report("outputs at (0, 0)", output);
        run.Report("Jacobian", byAutograd);
        var diagonal = eye(3, device: run.Device).eq(1);
        run.Print($"positive on the diagonal: {byAutograd.gt(0)[TensorIndex.Tensor(diagonal)].all().item<bool>()}");
        run.Print($"negative off the diagonal: {byAutograd.lt(0)[TensorIndex.Tensor(~diagonal)].all().item<bool>()}");
        run.Print($"greatest difference");
        Difference("sum of the outputs and 1", Gap(a.sum(dim: 1), ones(run.Samples, device: run.Device)));
        Difference("loss: written out and CrossEntropyLoss", lossGap);
        Difference("gradient: a - y and autograd", Gap(delta, z.grad!));
        Difference("Jacobian: diag(a) - aa' and autograd", Gap(byFormula, byAutograd));

        var regions = new Chart("Softmax decides for the largest output", "x₁", "x₂") { EqualAxes = true }
            .Regions(Grid.Of((-5, 5), (-4, 5), points => model.call(points.to(run.Device)).argmax(dim: 1)));
        for (var k = 0; k < 3; k++)
        {
            var points = x[TensorIndex.Tensor(labels.eq(k))];
            regions.Points(points[.., 0], points[.., 1], $"class {k}", Palette.Colors[k]);
        }

        // One logit moves, the other two stay 0: its own output rises, the others fall.
        var moving = linspace(-6, 6, 241);
        var outputs = softmax(stack([moving, zeros(241), zeros(241)], dim: 1), dim: 1);
        run.Draw("regions.png", regions);
        run.Draw("jacobian.png", new Chart("A logit lifts its own output and lowers all others", "z₁, while z₂ = z₃ = 0", "output")
            .Line(moving, outputs[.., 0], "a₁: ∂a₁/∂z₁ > 0")
            .Line(moving, outputs[.., 1], "a₂ = a₃: ∂a₂/∂z₁ < 0")
            .Line(moving, outputs.sum(dim: 1), "a₁ + a₂ + a₃ = 1", Palette.Black, dashed: true));

        void Difference(string what, double gap)
        {
            run.Print($"  {what,-40}{gap:e3}");
            run.Keep(what, gap);
        }
    }

    private static double Gap(Tensor one, Tensor other) => (one - other).abs().max().item<float>();
}
