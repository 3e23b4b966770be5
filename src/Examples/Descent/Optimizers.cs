using TorchSharp.Modules;

namespace Examples.Descent;

/// <summary>
/// Would another optimizer do? SGD, momentum and Adam, at one learning rate each, on the ReLU + MSE cost of
/// loss-surface. Expect SGD to stop in the side minimum, −0.54, and Adam in the best, −2.00; momentum stops
/// there from 1, but from 2 it is thrown past it onto the plateau, where it coasts to a stop at −5.07. From
/// −5 none starts to move, for the gradient is 0. The learning rate decides: Adam stops at −0.54 with 0.03,
/// SGD at −2.00 with 0.2.
/// </summary>
[Example("optimizers", "SGD, momentum and Adam at one rate each: which minimum, if any, does each find?",
    Slides = "001", DoublePrecision = true, Random = false)]
public sealed class Optimizers : IExample
{
    private const int Steps = 400;
    private const double B = 2;

    public void Run(Run run)
    {
        // Data
        var x = tensor([0.5, 1, 3], device: run.Device);
        var t = tensor([1.0, 0, 1], device: run.Device);

        // Loss and optimizers
        Tensor Cost(Tensor w) => ((w * x + B).relu() - t).square().mean([-1]);
        (string, Func<Parameter, optim.Optimizer>)[] optimizers =
        [
            ("SGD 0.1", w => optim.SGD([w], 0.1)),
            ("momentum 0.01", w => optim.SGD([w], 0.01, momentum: 0.9)),
            ("Adam 0.1", w => optim.Adam([w], lr: 0.1)),
        ];

        // Train
        (double, string)[] starts =
        [
            (1.0, "SGD stops in the side minimum"),
            (2.0, "momentum overshoots onto the plateau"),
            (-5.0, "none leaves the plateau"),
        ];
        var panels = new List<Chart>();
        run.Print($"from w   slope there   optimizer        to w      cost");
        foreach (var (start, finding) in starts)
        {
            panels.Add(new Chart($"From {start}, {finding}", "step", "w") { YRange = (-5.3, 3.2) });
            foreach (var (name, optimizerFor) in optimizers)
            {
                using var w = nn.Parameter(tensor(start, device: run.Device));
                using var optimizer = optimizerFor(w);
                var path = zeros(Steps + 1, dtype: float64);
                var slope = autograd.grad([Cost(w)], [w])[0];
                for (var step = 0; step < Steps; step++)
                {
                    using var scope = NewDisposeScope();
                    optimizer.zero_grad();
                    var loss = Cost(w);
                    loss.backward();
                    run.Record(step, loss, $"{name} from {start}");
                    path[step] = w.detach();
                    optimizer.step();
                }

                // Report
                using (no_grad())
                {
                    path[Steps] = w;
                    run.Print($"{start,6:F2}{slope,14:F6}   {name,-13}{w,8:F2}{Cost(w),10:F4}");
                    run.Keep($"{name} from {start}", w.item<double>());
                    panels[^1].Line(arange(Steps + 1), path, name, dashed: optimizer is Adam);
                }
            }

            run.Print($"From {start:F0}, {finding}.");
        }

        // Figures
        panels[^1].Text(0, -4.7, "all three");
        var ws = linspace(-6, 2.2, 821, float64, device: run.Device);
        var surface = new Chart("Two minima, and a plateau of slope 0", "w", "cost")
        { XRange = (-6, 2.2), YRange = (0, 1.6) }
            .Vertical(-5, "starts, at costs 0.67, 9.1 and 23").Vertical(1).Vertical(2)
            .Line(ws, Cost(ws.unsqueeze(1)), color: Palette.Black)
            .Text(-2.6, 0.2, "best, −2.00")
            .Text(-3.1, 1.08, "side minimum, −0.54")
            .Text(-6, 0.72, "plateau, w < −4");
        run.Draw("paths.png", [surface, .. panels]);
    }
}
