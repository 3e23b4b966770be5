namespace Examples.Regression;

/// <summary>
/// The normal equation w = (XᵀX)⁻¹Xᵀy against one step of descent, in counted multiplications. Expect that,
/// with twice as many inputs p, the inverse costs eight times as much, XᵀX four times, and the step only
/// twice. Slide 004 says that the cost grows exponentially; it grows cubically, as the O(n³) beside it says.
/// </summary>
[Example("closed-form-cost", "How the cost of the closed form grows with the inputs, beside a descent step",
    Slides = "000, 004", DoublePrecision = true)]
public sealed class ClosedFormCost : IExample
{
    // How many samples.
    private const int N = 500;

    public void Run(Run run)
    {
        // Data
        int[] sizes = [8, 16, 32, 64, 128, 256];
        var inputs = randn(N, sizes[^1], dtype: float64).to(run.Device);
        var y = randn(N, 1, dtype: float64).to(run.Device);

        // A product of a×b and b×c takes a·b·c multiplications
        (Tensor, long) Multiply(Tensor a, Tensor b) => (a.mm(b), a.shape[0] * b.numel());

        // Gauss–Jordan elimination: what turns A into the identity matrix, row by row, turns the identity
        // matrix into A⁻¹
        (Tensor, long) Invert(Tensor A)
        {
            var p = (int)A.shape[0];
            var rows = cat([A, eye(p, dtype: float64, device: run.Device)], dim: 1);
            var count = 0L;
            for (var k = 0; k < p; k++)
            {
                using var scope = NewDisposeScope();
                rows[k] = rows[k] / rows[k, k];
                var factors = rows[.., k].clone();
                factors[k] = 0;
                rows.sub_(outer(factors, rows[k]));
                count += rows.numel();
            }

            return (rows[.., p..], count);
        }

        // Report
        var w = zeros(sizes[^1], 1, dtype: float64, device: run.Device);
        var counts = zeros(sizes.Length, 3, dtype: float64);
        run.Print($"      p           XᵀX       inverse          step   closed form, in steps");
        foreach (var (row, p) in sizes.Index())
        {
            var X = inputs[.., ..p];
            var (XtX, costOfXtX) = Multiply(X.T, X);
            var (inverse, costOfInverse) = Invert(XtX);
            var (Xty, costOfXty) = Multiply(X.T, y);
            (w, var costOfW) = Multiply(inverse, Xty);

            var (prediction, forward) = Multiply(X, w);
            var (_, backward) = Multiply(X.T, prediction - y);
            var closed = costOfXtX + costOfInverse + costOfXty + costOfW;
            var step = forward + backward;
            run.Print($"{p,7}{costOfXtX,14}{costOfInverse,14}{step,14}{(double)closed / step,24:F1}");
            counts[row] = tensor([costOfXtX, costOfInverse, step]);
        }

        var growth = counts[^1] / counts[^2];
        run.Print($"p twice{growth[0],14:F1}{growth[1],14:F1}{growth[2],14:F1}   times as much");
        run.Agree("weights by the normal equation and by pseudo-inverse", w, linalg.pinv(inputs).mm(y));
        run.Keep("growth of XᵀX, inverse and step", growth.Numbers());

        // Figures
        Tensor Seconds(Func<int, Tensor> compute) =>
            tensor([.. sizes.Select(p => run.Seconds(() => compute(p)))]);
        Chart Costs(string title, string unit, Tensor products, Tensor inversions, Tensor steps) =>
            new Chart(title, "inputs p", unit) { LogX = true, LogY = true }
                .Line(tensor(sizes), products, "XᵀX", markers: true)
                .Line(tensor(sizes), inversions, "inverse", markers: true)
                .Line(tensor(sizes), steps, "one step of descent", markers: true);
        run.Draw("cost.png",
            Costs("Inputs ×2: inverse ×8, XᵀX ×4, a step ×2", "multiplications",
                counts[.., 0], counts[.., 1], counts[.., 2]),
            Costs("Measured time (depends on library and cache)", "seconds",
                Seconds(p => inputs[.., ..p].T.mm(inputs[.., ..p])),
                Seconds(p => linalg.inv(inputs[..p, ..p])),
                Seconds(p => inputs[.., ..p].T.mm(inputs[.., ..p].mm(w[..p]) - y))));
    }
}
