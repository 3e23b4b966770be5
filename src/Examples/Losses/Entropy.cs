using Examples.Shared;
using Examples.Shared.Charts;

using static TorchSharp.torch;

namespace Examples.Losses;

/// <summary>
/// Entropy is the mean of the information log₂(1/p). Expect 1 bit for a fair coin, 0 for a one-hot label, and
/// cross-entropy = entropy + divergence for every p and q, with D(p‖q) ≥ 0, and 0 only at p = q.
/// The slide prints D(p‖q) > 0, which leaves out p = q, and D(p‖q) = H(p,q), which holds for one-hot p only.
/// </summary>
[Example("entropy", "Information, entropy, and cross-entropy = entropy + divergence", Slides = "000, 001", DoublePrecision = true, Samples = 1000)]
public sealed class Entropy : IExample
{
    /// <summary>Cross-entropy H(p,q) = −Σ pᵢ log₂ qᵢ in bits; of p alone, its entropy H(p) = H(p,p).</summary>
    /// <param name="p">Distributions along the last dimension.</param>
    /// <param name="q">As many; null for p.</param>
    /// <remarks>What never happens adds nothing: xlogy is 0 at p = 0, where 0 · log 0 would be NaN.</remarks>
    public static Tensor H(Tensor p, Tensor? q = null) => 0 - p.xlogy(q ?? p).sum(-1) / Math.Log(2);

    /// <summary>Divergence of Kullback and Leibler, D(p‖q) = Σ pᵢ log₂(pᵢ/qᵢ), in bits.</summary>
    /// <param name="p">Distributions along the last dimension.</param>
    /// <param name="q">As many.</param>
    public static Tensor D(Tensor p, Tensor q) => where(p.gt(0), p * (p / q).log2(), zeros_like(p)).sum(-1);

    public void Run(Run run)
    {
        // Information
        run.Print($"event                           p   information, bits");
        PrintInformation("certain", 1);
        PrintInformation("side of a coin", 1.0 / 2);
        PrintInformation("face of a die", 1.0 / 6);
        PrintInformation("1 of 256 characters", 1.0 / 256);

        // Entropy of a coin
        var heads = tensor(new[] { 0, 0.1, 0.25, 0.5, 0.75, 0.9, 1 }).to(run.Device);
        run.Print($"");
        run.Report("P(heads)", heads);
        run.Report("entropy of the coin, bits", H(Coin(heads)));

        // Cross-entropy = entropy + divergence
        var p = tensor(new[] { 0.5, 0.25, 0.25, 0 }).to(run.Device);
        var oneHot = tensor(new[] { 0, 1.0, 0, 0 }).to(run.Device);
        run.Print($"");
        run.Print($"bits                         H(p)    D(p||q)     H(p,q)");
        PrintSplit("q = p", p, p);
        PrintSplit("q is uniform", p, p.ones_like() / 4);
        PrintSplit("q rules out what happens", p, p.flip(0));
        PrintSplit("p is one-hot", oneHot, p);

        var ps = randn(run.Samples, 4, float64).softmax(1).to(run.Device);
        var qs = randn(run.Samples, 4, float64).softmax(1).to(run.Device);
        run.Print($"{run.Samples} random pairs:");
        run.Report("largest |H(p,q) - (H(p) + D(p||q))|", (H(ps, qs) - (H(ps) + D(ps, qs))).abs().max());
        run.Report("smallest D(p||q)", D(ps, qs).min());

        // Cross-entropy of logits and labels
        using var lossFunction = nn.CrossEntropyLoss();
        var logits = (3 * randn(run.Samples, 4, float64)).to(run.Device);
        var labels = randint(0, 4, [run.Samples]).to(run.Device);
        run.Print($"");
        run.Print($"mean cross-entropy, bits           log of softmax   log-sum-exp   CrossEntropyLoss      difference");
        PrintLosses($"{run.Samples} random logits and labels", logits, labels);
        var extreme = tensor(new double[,] { { 1000, 0, -1000 } }).to(run.Device);
        PrintLosses("logits 1000, 0, -1000, label 2", extreme, tensor(new long[] { 2 }).to(run.Device));
        run.Print($"softmax rounds exp(-2000) to 0, and log 0 is -inf: so a loss takes logits and never leaves log-sum-exp.");

        // Figure
        var (axis, part) = (linspace(0, 1, 501, float64), linspace(0, 0.95, 476, float64));
        var (truth, model) = (Coin(full([1], 0.3, float64)), Coin(part));
        run.Draw("entropy.png",
            new Chart("A fair coin is the hardest to predict", "P(heads)", "bits")
                .Line(axis, H(Coin(axis)))
                .Points([0.5], [1], "fair coin: 1 bit", Palette.Orange),
            new Chart("Cross-entropy = entropy + divergence", "q = the model's P(heads)", "bits") { YRange = (0, 4) }
                .Line(part, H(truth, model), "cross-entropy H(p,q)")
                .Line(part, D(truth, model), "divergence D(p‖q)")
                .Horizontal(H(truth).item<double>(), "entropy H(p) of p = 0.3", Palette.Green)
                .Vertical(0.3, "q = p"));

        void PrintInformation(string name, double probability) =>
            run.Print($"{name,-24}{probability:F6}{Math.Log2(1 / probability),20:F6}");

        static Tensor Coin(Tensor heads) => stack([heads, 1 - heads], dim: -1);

        void PrintSplit(string name, Tensor p, Tensor q) =>
            run.Print($"{name,-24}{H(p).item<double>(),9:F6}{D(p, q).item<double>(),11:F6}{H(p, q).item<double>(),11:F6}");

        void PrintLosses(string name, Tensor logits, Tensor labels)
        {
            var scores = logits.gather(1, labels.unsqueeze(1)).squeeze(1);
            var probabilities = logits.softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1);
            var rounded = (0 - probabilities.log2()).mean().item<double>();
            var exact = ((logits.logsumexp(1) - scores).mean() / Math.Log(2)).item<double>();
            var library = (lossFunction.call(logits, labels) / Math.Log(2)).item<double>();
            run.Print($"{name,-34}{rounded,15:F6}{exact,14:F6}{library,19:F6}{Math.Abs(exact - library),16:F12}");
        }
    }
}
