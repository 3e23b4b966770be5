namespace Examples.Zoo;

/// <summary>
/// A denoising autoencoder sees glyphs through strong noise, drawn anew in every epoch, and learns to remove
/// it. Expect, on test glyphs, at most 0.15 of the error of the noisy input, and about 0.35 of the error of
/// always predicting the mean glyph (0.25 after 2000 epochs): where the noise hides which digit it is, the
/// output lies between several digits, or is another one.
/// </summary>
[Example("denoising", "A denoising autoencoder reconstructs clean glyphs from noisy ones",
    Slides = "004", Samples = 1000, Epochs = 400, LearningRate = 0.001, LogEvery = 100, Weights = true)]
public sealed class Denoising : IExample
{
    // The standard deviation of the noise.
    private const double Noise = 0.5;

    public void Run(Run run)
    {
        // Data
        var (x, _) = Glyphs.Sample(run.Samples, upAndDown: true, run.Device);
        var (testX, _) = Glyphs.Sample(1000, upAndDown: true, run.Device);
        var testNoisy = testX + Noise * randn(testX.shape).to(run.Device);

        // Model, loss and optimizer
        using var model = nn.Sequential(
            nn.Linear(64, 128), nn.ReLU(),
            nn.Linear(128, 32), nn.ReLU(),
            nn.Linear(32, 128), nn.ReLU(),
            nn.Linear(128, 64)).to(run.Device);
        run.Watch(model);
        using var lossFunction = nn.MSELoss();
        using var optimizer = optim.Adam(model.parameters(), lr: run.LearningRate);

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            var noisy = x + Noise * randn(run.Samples, 64).to(run.Device);
            optimizer.zero_grad();
            var output = model.call(noisy);
            var loss = lossFunction.call(output, x);
            loss.backward();
            optimizer.step();
            run.Record(epoch, loss);
        }

        // Report
        using var noGrad = no_grad();
        var denoised = model.call(testNoisy);
        var error = lossFunction.call(denoised, testX);
        var ofNoisy = error / lossFunction.call(testNoisy, testX);
        var ofMean = error / (testX - x.mean([0])).square().mean();
        run.Print($"test error / error of the noisy input: {ofNoisy:F2}");
        run.Print($"test error / error of the mean glyph: {ofMean:F2}");
        run.Keep("test error / error of the noisy input", ofNoisy.Numbers());
        run.Keep("test error / error of the mean glyph", ofMean.Numbers());

        // Figures
        var title = "Test glyphs, noisy, and denoised: several are blurred or another digit";
        run.Draw("denoised.png", new Chart(title, "", "")
            .Pictures(stack([testX[..10], testNoisy[..10], denoised[..10]]).reshape(3, 10, 8, 8)));
    }
}
