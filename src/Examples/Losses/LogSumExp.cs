namespace Examples.Losses;

/// <summary>
/// No library computes log softmax or log σ as the slides print them. Expect inf, nan or 0 from them in
/// float32, where careful forms, which take out the largest exponent, keep their digits, as the library does.
/// </summary>
[Example("log-sum-exp", "Softmax, sigmoid and likelihoods without overflow, underflow and log 0",
    Slides = "000, 001, 002, 003", Random = false)]
public sealed class LogSumExp : IExample
{
    // As the slides print them
    private static Tensor Sigmoid(Tensor z) => 1 / (1 + (-z).exp());
    private static Tensor Softmax(Tensor z) => z.exp() / z.exp().sum();

    // log Σ e^z with the largest z taken out: no exponential is above 1
    private static Tensor LogSum(Tensor z) => z.max() + (z - z.max()).exp().sum().log();

    // log(1 + e^z), likewise; log1p(e) is log(1 + e) without the rounding of 1 + e
    private static Tensor Softplus(Tensor z) => z.relu() + (-z.abs()).exp().log1p();

    public void Run(Run run)
    {
        void Compare(string what, Tensor printed, Tensor careful, Tensor library)
        {
            run.Print($"{what,-34}{printed,12:g6}{careful,13:g6}{library,13:g6}");
            run.Keep(what, printed.item<float>(), careful.item<float>(), library.item<float>());
        }

        // Report
        run.Print($"in float32                          as printed      careful      library");
        var z = tensor([1000f, 0, -1000], device: run.Device);
        Compare("log Σ e^z, z = (1000, 0, −1000)", z.exp().sum().log(), LogSum(z), z.logsumexp(dim: 0));
        Compare("softmax(z), first", Softmax(z)[0], (z - LogSum(z)).exp()[0], z.softmax(dim: 0)[0]);
        Compare("log softmax(z), last", Softmax(z)[2].log(), (z - LogSum(z))[2], z.log_softmax(dim: 0)[2]);
        z = tensor(-1000f, device: run.Device);
        Compare("log σ(−1000)", Sigmoid(z).log(), -Softplus(-z), nn.functional.logsigmoid(z));
        Compare("log(1 + e^(−m)), m = −1000",
            (1 + (-z).exp()).log(), Softplus(-z), nn.functional.softplus(-z));
        z = tensor(20f, device: run.Device);
        Compare("log(1 − σ(20))", (1 - Sigmoid(z)).log(), -Softplus(z), nn.functional.logsigmoid(-z));
        Compare("log(1 + e^(−m)), m = 20", (1 + (-z).exp()).log(), Softplus(-z), nn.functional.softplus(-z));

        // Likelihoods: add log densities up, and never multiply densities
        var d = full(1000, 2f, device: run.Device);
        var density = (-d.square() / 2).exp() / Math.Sqrt(2 * Math.PI);
        var logDensity = -d.square() / 2 - Math.Log(2 * Math.PI) / 2;
        var library = distributions.Normal(0f, 1f).log_prob(d);
        Compare("log likelihood of 1000 samples", density.prod().log(), logDensity.sum(), library.sum());

        // Entropy: what never happens adds nothing
        var p = tensor(0f, device: run.Device);
        Compare("p log p, p = 0", p * p.log(), where(p > 0, p * p.log(), p), p.xlogy(p));

        // Figures
        var (far, near) = (linspace(-120, 20, 561), linspace(0, 30, 301));
        run.Draw("log-sigmoid.png",
            new Chart("Below −88.7, e^(−z) is inf in float32", "z", "−log σ(z)")
                .Line(far, Softplus(-far), "careful")
                .Line(far, -Sigmoid(far).log(), "as printed", dashed: true)
                .Vertical(-88.7, "to the left, as printed: inf"),
            new Chart("Above 0, 1 + e^(−z) loses digits, and all at 17", "z", "−log σ(z)") { LogY = true }
                .Line(near, Softplus(-near), "careful")
                .Line(near, -Sigmoid(near).log(), "as printed", dashed: true)
                .Vertical(16.6, "to the right, as printed: 0"));
    }
}
