using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Losses;

/// <summary>
/// Three classes by the scores Wx, trained by hinge and by cross-entropy, without and with L2. Expect the hinge to be
/// exactly 0 and W to rest once every margin is 1, cross-entropy never to rest, and L2 to keep ‖W‖ small.
/// </summary>
[Example("hinge", "Hinge rests once margins are met, cross-entropy never; L2 shrinks the weights", Slides = "003",
    Samples = 150, Epochs = 300, LearningRate = 0.1, LogEvery = 100)]
public sealed class Hinge : IExample
{
    private const double Lambda = 0.01;

    /// <summary>
    /// Σ max(0, sⱼ − s + 1) over the wrong classes j, with s the label's score; the mean over samples and, as in
    /// MultiMarginLoss, classes.
    /// </summary>
    /// <param name="scores">Shape (batch, classes).</param>
    /// <param name="y">The labels, shape (batch).</param>
    public static Tensor HingeLoss(Tensor scores, Tensor y)
    {
        var margins = scores - scores.gather(1, y.unsqueeze(1)) + 1;
        return margins.relu().masked_fill(nn.functional.one_hot(y, scores.shape[1]).eq(1), 0).mean();
    }

    /// <summary>
    /// log Σ exp sⱼ − s, the mean over samples: −log softmax of the label, by a log-sum-exp that neither overflows nor
    /// takes log 0.
    /// </summary>
    /// <inheritdoc cref="HingeLoss"/>
    public static Tensor CrossEntropy(Tensor scores, Tensor y) =>
        (scores.logsumexp(1) - scores.gather(1, y.unsqueeze(1)).squeeze(1)).mean();

    public void Run(Run run)
    {
        // Data
        var centers = tensor(new float[,] { { 0, 3 }, { -2.6f, -1.5f }, { 2.6f, -1.5f } });
        var y = arange(run.Samples) % 3;
        var x = centers.index_select(0, y) + 0.5 * randn(run.Samples, 2);
        var start = randn(3, 2);
        (x, y, start) = (x.to(run.Device), y.to(run.Device), start.to(run.Device));

        // Losses
        using var multiMargin = nn.MultiMarginLoss();
        using var crossEntropy = nn.CrossEntropyLoss();
        var extreme = tensor(new float[,] { { 1000, 0, -1000 } }).to(run.Device);
        var last = tensor(new long[] { 2 }).to(run.Device);
        run.Print($"loss                      written out       library    difference");
        PrintLoss("hinge", HingeLoss(x.mm(start.t()), y), multiMargin.call(x.mm(start.t()), y));
        PrintLoss("cross-entropy", CrossEntropy(x.mm(start.t()), y), crossEntropy.call(x.mm(start.t()), y));
        PrintLoss("hinge of ±1000", HingeLoss(extreme, last), multiMargin.call(extreme, last));
        PrintLoss("cross-entropy of ±1000", CrossEntropy(extreme, last), crossEntropy.call(extreme, last));

        // Train
        run.Print($"");
        (string Name, Tensor W, double[] Norms)[] trained =
        [
            Train("hinge", multiMargin, 0),
            Train("hinge + L2", multiMargin, Lambda),
            Train("cross-entropy", crossEntropy, 0),
            Train("cross-entropy + L2", crossEntropy, Lambda),
        ];

        // Report
        var margins = new Chart("Hinge stops at a margin of 1", "samples, by margin", "margin");
        var norms = new Chart("L2 shrinks the weights", "epoch", "‖W‖");
        run.Print($"");
        run.Print($"trained by               hinge  cross-entropy  smallest margin       |W|  at rest from epoch");
        foreach (var (name, w, norm) in trained)
        {
            var scores = x.mm(w.t());
            var wrong = scores.masked_fill(nn.functional.one_hot(y, 3).eq(1), double.NegativeInfinity).max(1).values;
            var margin = (scores.gather(1, y.unsqueeze(1)).squeeze(1) - wrong).sort().Values.Numbers();
            var rest = Array.FindLastIndex(norm, n => n != norm[^1]) + 1;
            var restsFrom = rest < norm.Length - 1 ? $"{rest}" : "never";
            var (hinge, entropy) = (HingeLoss(scores, y).item<float>(), CrossEntropy(scores, y).item<float>());
            run.Print($"{name,-20}{hinge,10:F6}{entropy,15:F6}{margin[0],17:F6}{norm[^1],10:F6}{restsFrom,20}");
            run.Keep(name, hinge, entropy, margin[0], norm[^1]);
            margins.Line([.. margin.Select((_, rank) => (double)rank)], margin, name);
            norms.Line([.. norm.Select((_, epoch) => (double)epoch)], norm, name);
        }

        run.Print($"Hinge asks for margins of 1 and rests there; cross-entropy always asks for more; L2 asks for small weights.");
        run.Draw("margins.png", margins.Horizontal(1, "the hinge's margin"), norms);

        void PrintLoss(string name, Tensor written, Tensor library) =>
            run.Print($"{name,-24}{written.item<float>(),13:F6}{library.item<float>(),14:F6}{(written - library).abs().item<float>(),14:F6}");

        (string Name, Tensor W, double[] Norms) Train(string name, nn.Module<Tensor, Tensor, Tensor> lossFunction, double lambda)
        {
            var w = nn.Parameter(start.clone());
            using var optimizer = optim.SGD([w], run.LearningRate);
            var norms = new List<double>();
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var loss = lossFunction.call(x.mm(w.t()), y);
                var squares = w.square().sum();
                (loss + lambda * squares).backward();
                optimizer.step();
                run.Record(epoch, loss, name);
                norms.Add(squares.sqrt().item<float>());
            }

            return (name, w.detach(), [.. norms]);
        }
    }
}
