namespace Examples.Classification;

/// <summary>
/// Softmax, e^z / Σ e^z, turns logits into probabilities, and a classifier for three classes is trained with
/// it. Expect the sigmoids of the logits (2, 1, 0.1) to add up to 2.14 and softmax to 1, a Jacobian that is
/// positive on the diagonal and negative off it, and a training accuracy of 0.96 to 0.99.
/// </summary>
[Example("softmax", "Softmax turns logits into probabilities, and trains a three-class classifier",
    Slides = "000, 001", Samples = 300, Epochs = 200, LearningRate = 0.5, LogEvery = 20, Weights = true)]
public sealed class Softmax : IExample
{
    public void Run(Run run)
    {
        // As the slide prints it, for logits in rows
        static Tensor Softmax(Tensor z) => z.exp() / z.exp().sum(dim: 1, keepdim: true);

        // An output layer of sigmoids, and one of softmax
        using var lossFunction = nn.CrossEntropyLoss();
        var z = tensor(new[,] { { 2, 1, 0.1f } }, device: run.Device);
        run.Report("logits z", z);
        run.Report("σ(z)", z.sigmoid());
        run.Report("sum of σ(z)", z.sigmoid().sum());
        run.Report("softmax(z)", Softmax(z));
        run.Report("sum of softmax(z)", Softmax(z).sum());
        run.Agree("softmax written out and the library's", Softmax(z), z.softmax(dim: 1));

        // The loss, −Σ y log a, if the first class is right
        var (a, y) = (Softmax(z), tensor(new[,] { { 1f, 0, 0 } }, device: run.Device));
        var crossEntropy = -(y * a.log()).sum();
        run.Report("cross-entropy, class 1 right", crossEntropy);
        run.Agree("cross-entropy written out and the library's", crossEntropy, lossFunction.call(z, y));

        // The Jacobian: a logit lifts its own output and lowers the others
        z.requires_grad_();
        a = Softmax(z)[0];
        var rows = Enumerable.Range(0, 3).Select(j => autograd.grad([a[j]], [z], retain_graph: true)[0]);
        var jacobian = cat([.. rows]);
        run.Report("∂a/∂z", jacobian);
        run.Agree("the Jacobian by autograd and diag(a) − aaᵀ", jacobian, a.diag() - a.outer(a));

        // Of two classes, softmax is the sigmoid
        run.Report("softmax(1.3, 0)", Softmax(tensor(new[,] { { 1.3f, 0 } }, device: run.Device)));
        run.Report("σ(1.3)", tensor(1.3f, device: run.Device).sigmoid());

        // Data: a cloud around each corner of a triangle
        var corners = tensor(new[,] { { 0, 2 }, { -1.7f, -1 }, { 1.7f, -1 } });
        var labels = arange(run.Samples) % 3;
        var x = corners[labels] + 0.8 * randn(run.Samples, 2);
        (x, labels) = (x.to(run.Device), labels.to(run.Device));

        // Model and optimizer
        using var model = nn.Linear(2, 3).to(run.Device);
        run.Watch(model);
        using var optimizer = optim.SGD(model.parameters(), run.LearningRate);

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var logits = model.call(x);
            var loss = lossFunction.call(logits, labels);
            loss.backward();
            optimizer.step();
            run.Record(epoch, loss);
        }

        // Report
        using var noGrad = no_grad();
        run.Report("training accuracy", (model.call(x).argmax(dim: 1) == labels).to(float32).mean());

        // Figures
        var moving = linspace(-6, 6, 241);
        var outputs = Softmax(stack([moving, zeros(241), zeros(241)], dim: 1));
        run.Draw("outputs.png",
            new Chart("A logit lifts its own output only", "z₁, while z₂ = z₃ = 0", "output")
                .Line(moving, outputs[.., 0], "a₁")
                .Line(moving, outputs[.., 1], "a₂ = a₃")
                .Line(moving, outputs.sum(dim: 1), "a₁ + a₂ + a₃", Palette.Black, dashed: true));
        run.Draw("regions.png", new Chart("The largest output decides", "x₁", "x₂") { EqualAxes = true }
            .Regions(run.Grid((-5, 5), (-4, 6), points => model.call(points).argmax(dim: 1)))
            .Classes(x, labels, "class 1", "class 2", "class 3"));
    }
}
