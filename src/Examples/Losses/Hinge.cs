namespace Examples.Losses;

/// <summary>
/// Three classes scored by Wx, trained with hinge, the loss of support vector machines, and with
/// cross-entropy. Expect, without L2, hinge at 0 and W at rest once the smallest margin is 1, and
/// cross-entropy never at rest; with L2, a smaller W.
/// </summary>
[Example("hinge", "Hinge rests once margins are met, cross-entropy never; L2 shrinks the weights",
    Slides = "003, 004", Samples = 150, Epochs = 300, LearningRate = 0.1, LogEvery = 100)]
public sealed class Hinge : IExample
{
    public void Run(Run run)
    {
        // Data: a cloud around each of three centers
        var y = arange(run.Samples) % 3;
        var x = tensor(new[,] { { 0, 3 }, { -2.6f, -1.5f }, { 2.6f, -1.5f } })[y] + randn(run.Samples, 2) / 2;
        var start = randn(3, 2);
        (x, y, start) = (x.to(run.Device), y.to(run.Device), start.to(run.Device));
        var isRight = nn.functional.one_hot(y, 3) == 1;

        // By how much the right class's score exceeds that of each wrong one.
        Tensor Margins(Tensor s) => s[isRight].unsqueeze(1) - s[~isRight].reshape(-1, 2);

        // Losses: Σ max(0, s_j − s_y + 1) over the wrong classes j, and −log(e^s_y / Σ e^s_j)
        Tensor HingeLoss(Tensor s) => (1 - Margins(s)).relu().sum(dim: 1).mean();
        Tensor CrossEntropy(Tensor s) => -(s[isRight].exp() / s.exp().sum(dim: 1)).log().mean();

        // The library's hinge is a mean over the three classes; Apple's GPU does not have it
        var s = x.mm(start.T);
        var multiMargin = nn.functional.multi_margin_loss(s.cpu(), y.cpu());
        run.Agree("hinge and MultiMarginLoss", HingeLoss(s).cpu() / 3, multiMargin);
        run.Agree("cross-entropy and CrossEntropyLoss", CrossEntropy(s), nn.functional.cross_entropy(s, y));
        (string, Func<Tensor, Tensor>, double)[] trainings =
            [("hinge", HingeLoss, 0), ("cross-entropy", CrossEntropy, 0),
            ("hinge + L2", HingeLoss, 0.01), ("cross-entropy + L2", CrossEntropy, 0.01)];
        var title = "Hinge asks for a margin of 1, cross-entropy for ever more";
        var margins = new Chart(title, "margins, smallest first", "margin");
        var norms = new Chart("Hinge rests, cross-entropy never; L2 shrinks the weights", "epoch", "‖W‖");
        foreach (var (k, (name, lossFunction, λ)) in trainings.Index())
        {
            // Model and optimizer
            using var model = nn.Linear(2, 3, hasBias: false).to(run.Device);
            model.load_state_dict(new() { ["weight"] = start });
            run.Watch(name, model);
            var W = model.weight;
            using var optimizer = optim.SGD(model.parameters(), run.LearningRate);

            // Train
            var norm = new List<float>();
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var loss = lossFunction(model.call(x));
                (loss + λ * W.square().sum()).backward();
                optimizer.step();
                run.Record(epoch, loss, name);
                norm.Add(W.norm().item<float>());
            }

            // Report
            using var noGrad = no_grad();
            run.Report($"{name}: data loss", lossFunction(model.call(x)));
            run.Report($"{name}: smallest margin", Margins(model.call(x)).min());
            run.Report($"{name}: ‖W‖", W.norm());
            var sorted = Margins(model.call(x)).flatten().sort().Values;
            margins.Line(arange(2 * run.Samples), sorted, name, dashed: k % 2 == 1);
            norms.Line(arange(norm.Count), tensor(norm), name, dashed: k % 2 == 1);
        }

        // Figures
        run.Draw("margins.png", margins.Horizontal(1, "the hinge's margin"), norms);
    }
}
