namespace Examples.Losses;

/// <summary>
/// Entropy is the mean of the information log 1/p. Expect 1 bit for a fair coin, 0 for a one-hot label, and
/// cross-entropy = entropy + divergence for every p and q. The slides print D(p‖q) > 0, D(p‖q) = H(p,q) and a
/// cross-entropy of 0 at q = p. D is 0 at q = p, and the other two hold only if p is one-hot: the
/// cross-entropy of a fair coin and itself is 1 bit, ln 2 = 0.693147 nats. Where a slide averages the
/// information of Q over P, its formula has P and Q swapped.
/// </summary>
[Example("entropy", "Information, entropy, and cross-entropy = entropy + divergence",
    Slides = "000, 001", DoublePrecision = true, Samples = 1000)]
public sealed class Entropy : IExample
{
    /// <summary>H(p) = Σ p log 1/p, in bits. What never happens adds nothing: xlogy is 0 at p = 0.</summary>
    private static Tensor H(Tensor p) => p.xlogy(1 / p).sum(-1) / Math.Log(2);

    /// <summary>H(p,q) = −Σ p log q = Σ p log 1/q, in bits.</summary>
    private static Tensor CrossEntropy(Tensor p, Tensor q) => p.xlogy(1 / q).sum(-1) / Math.Log(2);

    /// <summary>D(p‖q) = Σ p log p/q, in bits.</summary>
    private static Tensor Divergence(Tensor p, Tensor q) => p.xlogy(p / q).sum(-1) / Math.Log(2);

    public void Run(Run run)
    {
        // Information
        (string, double)[] events = [("certain", 1), ("side of a coin", 1 / 2.0),
            ("face of a die", 1 / 6.0), ("1 of 256", 1 / 256.0)];
        run.Print($"event                    p      bits");
        foreach (var (name, probability) in events)
        {
            var information = Math.Log2(1 / probability);
            run.Print($"{name,-16}{probability,10:F6}{information,10:F6}");
            run.Keep($"information, {name}", information);
        }

        // Entropy of a coin
        var heads = tensor([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1], device: run.Device);
        run.Report("P(heads)", heads);
        run.Report("entropy of the coin, bits", H(stack([heads, 1 - heads], dim: 1)));

        // Cross-entropy = entropy + divergence
        var fair = tensor([0.5, 0.5], device: run.Device);
        var biased = tensor([0.25, 0.75], device: run.Device);
        var oneHot = tensor([0.0, 1], device: run.Device);
        (string, Tensor, Tensor)[] pairs = [("fair     fair", fair, fair), ("fair     biased", fair, biased),
            ("biased   fair", biased, fair), ("one-hot  fair", oneHot, fair)];
        run.Print($"bits; fair is (0.5, 0.5), biased (0.25, 0.75), one-hot (0, 1)");
        run.Print($"p        q              H(p)    D(p‖q)    H(p,q)");
        foreach (var (name, p, q) in pairs)
        {
            run.Print($"{name,-18}{H(p),10:F6}{Divergence(p, q),10:F6}{CrossEntropy(p, q),10:F6}");
            run.Keep($"H(p), {name}", H(p).Numbers());
            run.Keep($"D(p‖q), {name}", Divergence(p, q).Numbers());
        }

        // Data: random distributions of four outcomes
        var ps = randn(run.Samples, 4, float64).softmax(dim: 1).to(run.Device);
        var qs = randn(run.Samples, 4, float64).softmax(dim: 1).to(run.Device);
        var total = H(ps) + Divergence(ps, qs);
        run.Agree("H(p,q) and H(p) + D(p‖q) of random p and q", CrossEntropy(ps, qs), total);
        run.Report("smallest D(p‖q), bits", Divergence(ps, qs).min());

        // Figures
        var axis = linspace(0, 1, 501, float64);
        var coins = stack([axis, 1 - axis], dim: 1);
        var coin = tensor([0.3, 0.7]);
        run.Draw("entropy.png",
            new Chart("The rarer, the more information", "p", "−log₂ p in bits")
                .Line(axis, -axis.log2()),
            new Chart("A fair coin is the hardest to predict", "P(heads)", "H(p) in bits")
                .Line(axis, H(coins)),
            new Chart("H(p,q) = H(p) + D(p‖q)", "P(heads) under q", "bits") { YRange = (0, 4) }
                .Line(axis, CrossEntropy(coin, coins), "H(p,q)")
                .Line(axis, Divergence(coin, coins), "D(p‖q)")
                .Horizontal(H(coin).item<double>(), "H(p), p = (0.3, 0.7)", Palette.Green)
                .Vertical(0.3, "q = p"));
    }
}
