namespace Examples.Zoo;

/// <summary>
/// A perceptron learns points that a line splits, and goes round in circles on XOR, which no line splits;
/// beside it Adaline. Expect the perceptron to make no more errors on the points from epoch 1, 2 or 3 on. On
/// XOR, from epoch 2 on, every epoch makes four errors and ends at the same weights. Adaline reaches least
/// squares, which for XOR outputs 0.5 everywhere.
/// </summary>
[Example("perceptron", "A perceptron learns what a line can split, and never XOR; beside it Adaline",
    Slides = "004", Samples = 100, Epochs = 200, LearningRate = 0.5, LogEvery = 100)]
public sealed class Perceptron : IExample
{
    private const int PerceptronEpochs = 6;

    /// <summary>w ← w + (y − φ(wx))x, φ(z) = 1 for z > 0, else 0; how often φ was wrong.</summary>
    private static double PerceptronEpoch(Tensor w, Tensor x, Tensor y)
    {
        using var scope = NewDisposeScope();
        var errors = 0.0;
        foreach (var (input, target) in x.unbind().Zip(y.unbind()))
        {
            var error = target - (input.dot(w) > 0).to(float32);
            w.add_(error * input);
            errors += error.abs().item<float>();
        }

        return errors;
    }

    public void Run(Run run)
    {
        // Data: points on both sides of 0.8x₁ + 0.6x₂ = 0.3, pushed 0.2 away from it; the corners of XOR
        var points = randn(run.Samples, 2);
        var normal = tensor([0.8f, 0.6f]);
        var y = (points.mv(normal) > 0.3).to(float32);
        points += 0.2 * (2 * y - 1).unsqueeze(1) * normal;
        var x = cat([ones(run.Samples, 1), points], dim: 1).to(run.Device);
        y = y.to(run.Device);
        var xorX = tensor(new[,] { { 1f, 0, 0 }, { 1, 0, 1 }, { 1, 1, 0 }, { 1, 1, 1 } }, device: run.Device);
        var xorY = tensor([0f, 1, 1, 0], device: run.Device);

        // Train the perceptron
        var (w, xorW) = (zeros(3, device: run.Device), zeros(3, device: run.Device));
        var (errors, xorErrors) = (new double[PerceptronEpochs], new double[PerceptronEpochs]);
        run.Print($"epoch  errors on points  errors on XOR  bias and w on XOR");
        for (var epoch = 0; epoch < PerceptronEpochs; epoch++)
        {
            (errors[epoch], xorErrors[epoch]) = (PerceptronEpoch(w, x, y), PerceptronEpoch(xorW, xorX, xorY));
            run.Print($"{epoch,5}{errors[epoch],18:F0}{xorErrors[epoch],15:F0}" +
                $"{xorW[0],13:F0}{xorW[1],3:F0}{xorW[2],3:F0}");
        }

        // Train Adaline: the same rule with φ(z) = z, on the mean of all examples
        var (v, xorV) = (zeros(3, device: run.Device), zeros(3, device: run.Device));
        var trainings = new[] { ("points", v, x, y), ("XOR", xorV, xorX, xorY) };
        foreach (var (name, weights, inputs, targets) in trainings)
        {
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                var error = targets - inputs.mv(weights);
                weights.add_(run.LearningRate * inputs.T.mv(error) / inputs.shape[0]);
                run.Record(epoch, error.square().mean(), $"Adaline on {name}");
            }
        }

        // Report
        run.Report("bias and w of Adaline on points", v);
        run.Report("bias and w of least squares on points", linalg.pinv(x).mv(y));
        run.Report("outputs of Adaline on XOR", xorX.mv(xorV));
        run.Keep("errors of the perceptron on points", errors);
        run.Keep("errors of the perceptron on XOR", xorErrors);

        // Figures
        var axis = linspace(-4, 4, 2, device: run.Device);
        var wrong = xorX[(xorX.mv(xorW) > 0).to(float32) != xorY];
        run.Draw("perceptron.png",
            new Chart("A line splits the points", "x₁", "x₂") { EqualAxes = true, YRange = (-4, 4) }
                .Regions(run.Grid((-4, 4), (-4, 4), points => points.mv(w[1..]) + w[0] > 0))
                .Classes(x[.., 1..], y, "class 0", "class 1")
                .Line(axis, (0.5 - v[0] - v[1] * axis) / v[2], "Adaline", Palette.Black, dashed: true),
            new Chart("XOR after each epoch from 1 on: two errors", "x₁", "x₂") { EqualAxes = true }
                .Regions(run.Grid((-0.5, 1.5), (-0.5, 1.5), points => points.mv(xorW[1..]) + xorW[0] > 0))
                .Classes(xorX[.., 1..], xorY, "class 0", "class 1")
                .Points(wrong[.., 1], wrong[.., 2], "wrong", Palette.Black, Marker.Cross),
            new Chart("On XOR it never stops making errors", "epoch", "errors during the epoch")
                .Line(arange(PerceptronEpochs), tensor(errors), "points", markers: true)
                .Line(arange(PerceptronEpochs), tensor(xorErrors), "XOR", dashed: true, markers: true));
    }
}
