namespace Examples.Zoo;

/// <summary>
/// A sparse autoencoder has more code units than it needs, and pays for each that is active. Expect a sixth
/// of them active for a glyph (nine tenths without the penalty), at an error of 0.09 of the mean glyph's
/// instead of 0.01.
/// </summary>
[Example("sparse", "A sparse autoencoder pays for its active units, and keeps few of them", Slides = "004",
    Samples = 1000, Epochs = 300, LearningRate = 0.001, LogEvery = 100)]
public sealed class Sparse : IExample
{
    private const double Penalty = 0.3;
    private const double Active = 0.01;

    public void Run(Run run)
    {
        // Data
        var (x, _) = Glyphs.Draw(run.Samples, upAndDown: true, run.Device);
        var (newX, _) = Glyphs.Draw(1000, upAndDown: true, run.Device);

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
            var newCode = encoder.call(newX);
            var active = (newCode > Active).to(float32).mean();
            var ofMean = (newX - x.mean([0])).square().mean();
            var error = lossFunction.call(decoder.call(newCode), newX) / ofMean;
            run.Print($"{name}: {active:F2} of the code active, error over the mean glyph's {error:F2}");
            run.Keep($"{name}: active share", active.Numbers());
            run.Keep($"{name}: error over the mean glyph's", error.Numbers());
            return (newCode > Active).to(float32).mean([0]);
        }

        var plain = Train("plain", 0);
        var sparse = Train("sparse", Penalty);

        // Figures
        run.Draw("active.png", new Chart("With the penalty each unit is silent for most glyphs",
            "unit, in order", "share of glyphs for which active")
            .Line(arange(128), plain.sort(0, descending: true).Values, "plain")
            .Line(arange(128), sparse.sort(0, descending: true).Values, "sparse"));
    }
}
