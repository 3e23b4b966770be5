namespace Examples.Zoo;

/// <summary>
/// An autoencoder encodes an image of 64 pixels as two numbers, and reconstructs it. Expect, on test glyphs,
/// 6 to 12 % of the error of always predicting the mean glyph, and codes that lie next to those of their own
/// digit.
/// </summary>
[Example("autoencoder", "An autoencoder encodes an image of 64 pixels as two numbers", Slides = "004",
    Samples = 1000, Epochs = 1000, LearningRate = 0.002, LogEvery = 200, Weights = true)]
public sealed class Autoencoder : IExample
{
    public void Run(Run run)
    {
        // Data
        var (x, _) = Glyphs.Sample(run.Samples, upAndDown: false, run.Device);
        var (testX, testDigits) = Glyphs.Sample(1000, upAndDown: false, run.Device);

        // Model, loss and optimizer
        using var encoder = nn.Sequential(
            nn.Linear(64, 128), nn.Tanh(),
            nn.Linear(128, 64), nn.Tanh(),
            nn.Linear(64, 2));
        using var decoder = nn.Sequential(
            nn.Linear(2, 64), nn.Tanh(),
            nn.Linear(64, 128), nn.Tanh(),
            nn.Linear(128, 64), nn.Sigmoid());
        using var model = nn.Sequential(encoder, decoder).to(run.Device);
        run.Watch(model);
        using var lossFunction = nn.MSELoss();
        using var optimizer = optim.Adam(model.parameters(), lr: run.LearningRate);

        // Train
        foreach (var epoch in run.Epochs())
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var output = model.call(x);
            var loss = lossFunction.call(output, x);
            loss.backward();
            optimizer.step();
            run.Record(epoch, loss);
        }

        // Report
        using var noGrad = no_grad();
        var (codes, reconstructed) = (encoder.call(testX), model.call(testX));
        var error = lossFunction.call(reconstructed, testX) / (testX - x.mean([0])).square().mean();

        // The nearest other code: 1e9 keeps each from being its own nearest
        var nearest = (cdist(codes, codes) + 1e9 * eye(testX.shape[0], device: run.Device)).argmin(dim: 1);
        var same = (testDigits[nearest] == testDigits).to(float32).mean();
        run.Print($"test error / error of the mean glyph: {error:F2}");
        run.Print($"share of codes whose nearest has the same digit: {same:F2}");
        run.Keep("test error / error of the mean glyph", error.Numbers());
        run.Keep("share of codes whose nearest has the same digit", same.Numbers());

        // Figures; each digit stands at the code of its glyph without noise, brighter than the others
        var (left, right) = (codes[.., 0].min().item<float>(), codes[.., 0].max().item<float>());
        var plane = new Chart("Codes of test glyphs: each lies next to its own digit", "code₁", "code₂")
        { XRange = (left - 1, right + 1) }
            .Classes(codes, testDigits, [.. Enumerable.Repeat("", 10)]);
        foreach (var (i, code) in encoder.call(1.1 * Glyphs.Sideways().to(run.Device)).unbind().Index())
        {
            plane.Text(code[0].item<float>(), code[1].item<float>(), $"{i % 10}");
        }

        run.Draw("codes.png", plane);
        var title = "Test glyphs (top) and their reconstructions (bottom)";
        run.Draw("reconstructions.png", new Chart(title, "", "")
            .Pictures(stack([testX[..10], reconstructed[..10]]).reshape(2, 10, 8, 8)));
    }
}
