using TorchSharp.Modules;

namespace Examples.Zoo;

/// <summary>
/// A radial basis network: eight Gaussian units and a linear layer. Expect an error of 0.05 to 0.07 where the
/// units stay evenly placed, because they miss the wiggle at 0. Where centers and widths are learned too,
/// units move to the wiggle and become narrow, and the error is usually 0.008 to 0.011, no more than the
/// noise; it is 0.02 at seeds where only one unit finds the wiggle.
/// </summary>
[Example("rbf", "Gaussian units move to where a curve wiggles", Slides = "004",
    Samples = 200, Epochs = 1000, LearningRate = 0.02, LogEvery = 500)]
public sealed class Rbf : IExample
{
    private const int Units = 8;

    private sealed class RadialBasis : nn.Module<Tensor, Tensor>
    {
        public readonly Parameter Centers = new(linspace(-3, 3, Units));
        public readonly Parameter LogWidths = new(full(Units, 0.6).log());
        public readonly Linear Output = nn.Linear(Units, 1);

        public RadialBasis()
            : base(nameof(RadialBasis)) => RegisterComponents();

        /// <summary>exp(LogWidths) keeps the widths positive.</summary>
        public Tensor Activations(Tensor x) => (-((x - Centers) / LogWidths.exp()).square() / 2).exp();

        public override Tensor forward(Tensor x) => Output.call(Activations(x));
    }

    public void Run(Run run)
    {
        // Data
        var x = nn.init.uniform_(empty(run.Samples, 1), -3, 3);
        var noise = nn.init.normal_(empty(run.Samples, 1), std: 0.1);
        var y = (x + 2 * (-4 * x.square()).exp() * (6 * x).sin()) / 2 + noise;
        (x, y) = (x.to(run.Device), y.to(run.Device));

        // Models and loss
        using var placed = new RadialBasis().to(run.Device);
        using var learned = new RadialBasis().to(run.Device);
        using var lossFunction = nn.MSELoss();

        // Train: the linear layer alone, or centers and widths too
        var axis = linspace(-3, 3, 400, device: run.Device).unsqueeze(1);
        var wiggle = (axis + 2 * (-4 * axis.square()).exp() * (6 * axis).sin()) / 2;
        var (fits, bumps) = (new List<Chart>(), new List<Chart>());
        (string, RadialBasis, nn.Module)[] trainings =
            [("placed", placed, placed.Output), ("learned", learned, learned)];
        foreach (var (name, model, trained) in trainings)
        {
            run.Watch(name, model);
            using var optimizer = optim.Adam(trained.parameters(), lr: run.LearningRate);
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                optimizer.zero_grad();
                var output = model.call(x);
                var loss = lossFunction.call(output, y);
                loss.backward();
                optimizer.step();
                run.Record(epoch, loss, name);
            }

            // Report
            using var noGrad = no_grad();
            var error = lossFunction.call(model.call(x), y).item<float>();
            run.Report($"{name}: training MSE", error);
            run.Report($"{name}: centers", model.Centers);
            run.Report($"{name}: widths", model.LogWidths.exp());

            // Figures
            fits.Add(new Chart($"Units {name}: MSE {error:F3}", "x", "y")
                .Points(x, y, "samples", Palette.Sky)
                .Line(axis, wiggle, "without noise", Palette.Black, dashed: true)
                .Line(axis, model.call(axis), "network", Palette.Orange));
            bumps.Add(new Chart($"The eight units, {name}", "x", "activation"));
            foreach (var unit in model.Activations(axis).unbind(1))
            {
                bumps[^1].Line(axis, unit);
            }
        }

        run.Draw("units.png", [.. fits, .. bumps]);
    }
}
