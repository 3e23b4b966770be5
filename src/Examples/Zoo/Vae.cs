namespace Examples.Zoo;

/// <summary>
/// A variational autoencoder encodes a glyph as a Gaussian over two latent variables, and so can generate
/// glyphs from random codes. Expect a KL divergence near 4.8, a reconstruction loss near 5, and samples most
/// of which are digits, with all ten among them.
/// </summary>
[Example("vae", "A variational autoencoder generates glyphs from random codes", Slides = "004",
    Samples = 1000, Epochs = 1000, LearningRate = 0.002, LogEvery = 200)]
public sealed class Vae : IExample
{
    // The standard deviation of a pixel, given its latent code.
    private const double Sigma = 0.2;

    public void Run(Run run)
    {
        // Data
        var (x, _) = Glyphs.Sample(run.Samples, upAndDown: false, run.Device);
        var codes = randn(1000, 2).to(run.Device);

        // Model and optimizer
        using var encoder = nn.Sequential(
            nn.Linear(64, 128), nn.Tanh(),
            nn.Linear(128, 64), nn.Tanh(),
            nn.Linear(64, 4)).to(run.Device);
        using var decoder = nn.Sequential(
            nn.Linear(2, 64), nn.Tanh(),
            nn.Linear(64, 128), nn.Tanh(),
            nn.Linear(128, 64), nn.Sigmoid()).to(run.Device);
        run.Watch("encoder", encoder);
        run.Watch("decoder", decoder);
        var parameters = encoder.parameters().Concat(decoder.parameters());
        using var optimizer = optim.Adam(parameters, lr: run.LearningRate);

        // Train: up to a constant, the negative ELBO is the reconstruction, −log p(x|z), plus the
        // divergence of q(z|x) from N(0, I)
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var output = encoder.call(x);
            var (mean, logVariance) = (output[.., ..2], output[.., 2..]);
            var z = mean + (logVariance / 2).exp() * randn(run.Samples, 2).to(run.Device);
            var reconstruction = (decoder.call(z) - x).square().sum(dim: 1).mean() / (2 * Sigma * Sigma);
            var divergence = -0.5 * (1 + logVariance - mean.square() - logVariance.exp()).sum(dim: 1).mean();
            var loss = reconstruction + divergence;
            loss.backward();
            optimizer.step();
            run.Record(epoch, loss, "negative ELBO");
            run.Record(epoch, reconstruction, "reconstruction");
            run.Record(epoch, divergence, "KL divergence");
        }

        // Report
        using var noGrad = no_grad();
        var samples = decoder.call(codes);
        var clean = Glyphs.Sideways().to(run.Device);
        var cosine = nn.functional.cosine_similarity(samples.unsqueeze(1), clean, dim: 2);
        var (nearest, index) = cosine.max(dim: 1);
        var isDigit = nearest.square() >= 0.8;
        var share = isDigit.to(float32).mean();
        var kinds = (index[isDigit] % 10).unique().output.numel();
        run.Print($"share of samples that are a digit, cos² ≥ 0.8: {share:F2}, of {kinds} kinds");
        run.Keep("share of samples that are a digit", share.Numbers());
        run.Keep("kinds of digits", kinds);

        // Figures
        var line = linspace(-2, 2, 32, device: run.Device).unsqueeze(1);
        run.Draw("samples.png",
            new Chart("Decoded from random codes", "", "").Pictures(samples[..32].reshape(4, 8, 8, 8)),
            new Chart("Decoded along a line from (−2, −2) to (2, 2)", "", "")
                .Pictures(decoder.call(cat([line, line], dim: 1)).reshape(4, 8, 8, 8)));
    }
}
