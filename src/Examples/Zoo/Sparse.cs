namespace Examples.Zoo;

/// <summary>
/// A sparse autoencoder has more code units than it needs, and an L1 penalty on their activations. Expect a
/// sixth of the units to be active for a test glyph (nine tenths without the penalty), at the price of 0.09
/// instead of 0.01 of the error of always predicting the mean glyph.
/// </summary>
[Example("sparse", "An L1 penalty on the code leaves only a few units active",
    Slides = "004", Samples = 1000, Epochs = 300, LearningRate = 0.001, LogEvery = 100)]
public sealed class Sparse : IExample
{
    // The weight of the L1 penalty.
    private const double Penalty = 0.3;

    // A unit is active from this output on.
    private const double Active = 0.01;

    public void Run(Run run)
    {
        // Data
        var (x, _) = Glyphs.Sample(run.Samples, upAndDown: true, run.Device);
        var (testX, _) = Glyphs.Sample(1000, upAndDown: true, run.Device);

        Tensor Train(string name, double penalty)
        {
            // Model, loss and optimizer
            using var encoder = nn.Sequential(nn.Linear(64, 128), nn.ReLU()).to(run.Device);
            using var decoder = nn.Linear(128, 64).to(run.Device);
            run.Watch($"{name} encoder", encoder);
            run.Watch($"{name} decoder", decoder);
            using var lossFunction = nn.MSELoss();
            var parameters = encoder.parameters().Concat(decoder.parameters());
            using var optimizer = optim.Adam(parameters, lr: run.LearningRate);

            // Train
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var code = encoder.call(x);
                var loss = lossFunction.call(decoder.call(code), x) + penalty * code.abs().mean();
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
            }

            // Report
            using var noGrad = no_grad();
            var testCode = encoder.call(testX);
            var active = (testCode > Active).to(float32);
            var reconstructed = decoder.call(testCode);
            var error = lossFunction.call(reconstructed, testX) / (testX - x.mean([0])).square().mean();
            run.Print($"{name}: {active.mean():F2} of the units active, " +
                $"test error / error of the mean glyph: {error:F2}");
            run.Keep($"{name}: active share", active.mean().Numbers());
            run.Keep($"{name}: test error / error of the mean glyph", error.Numbers());
            return active.mean([0]);
        }

        var plain = Train("plain", 0);
        var sparse = Train("sparse", Penalty);

        // Figures
        run.Draw("active.png", new Chart("With the penalty each unit is silent for most glyphs",
            "code unit, most active first", "share of glyphs that activate it")
            .Line(arange(128), plain.sort(0, descending: true).Values, "plain")
            .Line(arange(128), sparse.sort(0, descending: true).Values, "sparse", dashed: true));
    }
}
