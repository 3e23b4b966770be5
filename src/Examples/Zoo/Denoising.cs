namespace Examples.Zoo;

/// <summary>
/// A denoising autoencoder sees glyphs through strong noise, other noise in every epoch, and learns to draw
/// them without. Expect an error of at most 0.15 of that of doing nothing, and near 0.35 of the mean glyph's:
/// where the noise hides which digit it is, what is drawn lies between several, or is another one.
/// </summary>
[Example("denoising", "A denoising autoencoder draws without noise what it sees through noise",
    Slides = "004", Samples = 1000, Epochs = 400, LearningRate = 0.001, LogEvery = 100, Weights = true)]
public sealed class Denoising : IExample
{
    private const double Noise = 0.5;

    public void Run(Run run)
    {
        // Data
        var (x, _) = Glyphs.Draw(run.Samples, upAndDown: true, run.Device);
        var (newX, _) = Glyphs.Draw(1000, upAndDown: true, run.Device);
        var newNoisy = newX + Noise * randn(newX.shape).to(run.Device);

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
        using (no_grad())
        {
            var drawn = model.call(newNoisy);
            var error = lossFunction.call(drawn, newX);
            var ofNothing = error / lossFunction.call(newNoisy, newX);
            var ofMean = error / (newX - x.mean([0])).square().mean();
            run.Print($"error over that of doing nothing, on new glyphs: {ofNothing:F2}");
            run.Print($"error over the mean glyph's, on new glyphs: {ofMean:F2}");
            run.Keep("error over that of doing nothing", ofNothing.Numbers());
            run.Keep("error over the mean glyph's", ofMean.Numbers());

            // Figures
            var title = "New glyphs, through noise, and as drawn: some become another digit";
            run.Draw("denoised.png", new Chart(title, "", "")
                .Pictures(stack([newX[..10], newNoisy[..10], drawn[..10]]).reshape(3, 10, 8, 8)));
        }
    }
}
