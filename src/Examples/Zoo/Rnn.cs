namespace Examples.Zoo;

/// <summary>
/// An RNN predicts a noisy sine, but hardly learns what came long before: on its way back through the steps,
/// the gradient vanishes. Expect a seventh of the error of "the last value again". The RNN knows the first of
/// many symbols after 10 others, usually after 20, about half the time at best after 40, and only by chance
/// (1/8) after 60. With four times the epochs it manages 40 too; until then, seed and rounding decide.
/// </summary>
[Example("rnn", "An RNN predicts a noisy sine, and hardly learns what came forty steps before",
    Slides = "004", Samples = 50, Epochs = 400, LearningRate = 0.01, BatchSize = 50, LogEvery = 400)]
public sealed class Rnn : IExample
{
    private const int Hidden = 16;

    public void Run(Run run)
    {
        // Data: series whose next value is the target at every step, and 1000 test series
        var phase = nn.init.uniform_(empty(run.Samples + 1000, 1), 0, 2 * Math.PI);
        var noise = nn.init.normal_(empty(run.Samples + 1000, 50), std: 0.1);
        var series = ((arange(50) / 2.0 + phase).sin() + noise).unsqueeze(2).to(run.Device);
        var (x, y) = (series[..run.Samples, ..^1], series[..run.Samples, 1..]);
        var (testX, testY) = (series[run.Samples.., ..^1], series[run.Samples.., 1..]);

        // Train; an epoch is one step, on one batch
        void Train(
            string name, Recurrent model, Func<(Tensor, Tensor)> batch, Func<Tensor, Tensor, Tensor> lossOf)
        {
            run.Watch(name, model);
            using var optimizer = optim.Adam(model.parameters(), lr: run.LearningRate);
            foreach (var epoch in run.Epochs())
            {
                using var step = NewDisposeScope();
                var (inputs, targets) = batch();
                optimizer.zero_grad();
                var output = model.call(inputs);
                var loss = lossOf(output, targets);
                loss.backward();
                nn.utils.clip_grad_norm_(model.parameters(), 1);
                optimizer.step();
                run.Record(epoch, loss, name);
            }
        }

        using var sine = new Recurrent(nn.RNN(1, Hidden, batchFirst: true), Hidden, 1).to(run.Device);
        Train("next value", sine, () => (x, y), (output, y) => nn.functional.mse_loss(output, y));
        using var lossFunction = nn.CrossEntropyLoss();
        int[] lengths = [10, 20, 40, 60];
        var accuracies = new List<double>();
        foreach (var length in lengths)
        {
            var layer = nn.RNN(Memory.Inputs, Hidden, batchFirst: true);
            using var recall = new Recurrent(layer, Hidden, Memory.Symbols).to(run.Device);
            Train($"memory at T = {length}", recall,
                () => Memory.Sequences(run.BatchSize, length, run.Device),
                (logits, first) => lossFunction.call(logits.transpose(1, 2), first));
            accuracies.Add(Memory.Accuracy(recall, length, run.Device));
            run.Report($"test accuracy after {length} symbols", accuracies[^1]);
        }

        // Report
        using var noGrad = no_grad();
        run.Report("test MSE of the RNN", nn.functional.mse_loss(sine.call(testX), testY));
        run.Report("test MSE of the last value again", nn.functional.mse_loss(testX, testY));

        // Figures
        run.Draw("sine.png", new Chart("The RNN predicts a noisy sine", "step", "value")
            .Line(arange(1, 50), testY[0], "a test series", Palette.Sky, markers: true)
            .Line(arange(1, 50), sine.call(testX)[0], "predicted one step ahead", Palette.Orange));
        run.Draw("memory.png", new Chart("The RNN has not learned to remember forty steps",
            "symbols since the first, T", "test accuracy")
        { YRange = (0, 1.05) }
            .Line(tensor(lengths), tensor(accuracies), "RNN", Palette.Blue, dashed: true, markers: true)
            .Horizontal(1.0 / Memory.Symbols, "chance"));
    }
}
