namespace Examples.Descent;

/// <summary>
/// Twenty steps down f(x₁, x₂) = ½(x₁² − x₂)² + ½(x₁ − 1)² from (0, 0), with three learning rates η. Expect
/// f ≈ 0.34 with 0.01, which is too small, 0.009 with 0.3, and 0.52 with 0.6, which is too large; the minimum
/// is 0 at (1, 1).
/// </summary>
[Example("learning-rate", "The same descent with a learning rate too small, good and too large",
    Slides = "000", DoublePrecision = true, Random = false)]
public sealed class LearningRate : IExample
{
    private const int Steps = 20;

    public void Run(Run run)
    {
        // Loss
        static Tensor F(Tensor x1, Tensor x2) => (x1.square() - x2).square() / 2 + (x1 - 1).square() / 2;

        // Train
        (double, string)[] trainings =
        [
            (0.01, "too small, still far away"),
            (0.3, "good, close to the minimum"),
            (0.6, "too large, oscillates"),
        ];
        var panels = new List<Chart>();
        foreach (var (learningRate, verdict) in trainings)
        {
            run.Print($"learning rate {learningRate:F2}, {verdict}");
            run.Print($"step         x₁         x₂          f");
            var x = zeros(2, dtype: float64, device: run.Device, requires_grad: true);
            var path = zeros(Steps + 1, 2, dtype: float64);
            for (var step = 0; step <= Steps; step++)
            {
                using var scope = NewDisposeScope();
                var loss = F(x[0], x[1]);
                var gradient = autograd.grad([loss], [x])[0];
                run.Print($"{step,4}{x[0],11:F7}{x[1],11:F7}{loss,11:F7}");
                run.Record(step, loss, $"η = {learningRate}");
                using (no_grad())
                {
                    path[step] = x;
                    x.sub_(learningRate * gradient);
                }
            }

            // Report
            run.Report($"η = {learningRate}: x after {Steps} steps", path[Steps]);
            run.Print($"");

            // Figures
            var (range, title) = ((-0.5, 1.5), $"η = {learningRate}: {verdict}");
            double[] levels = [0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2];
            panels.Add(new Chart(title, "x₁", "x₂") { EqualAxes = true, XRange = range, YRange = range }
                .Contours(run.Grid(range, range, points => F(points[.., 0], points[.., 1])),
                    levels, labelledFrom: 0.2)
                .Line(path[.., 0], path[.., 1], $"{Steps} steps", Palette.Orange, markers: true)
                .Points([1], [1], "minimum", Palette.Black, Marker.Star));
        }

        run.Draw("paths.png", [.. panels]);
    }
}
