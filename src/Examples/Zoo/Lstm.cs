namespace Examples.Zoo;

/// <summary>
/// How long does a recurrent cell learn to remember? The first of many symbols is asked for at the end.
/// Expect an LSTM to know it, for most seeds even after 60 other symbols. An RNN, whose gradient vanishes,
/// knows it after 10, usually after 20, about half the time at best after 40, and only by chance (1/8) after
/// 60; with four times the epochs it manages 40 too. An epoch is one step, on a batch of new sequences.
/// </summary>
[Example("lstm", "An LSTM soon learns to remember what an RNN of as many cells does not", Slides = "004",
    Epochs = 400, LearningRate = 0.01, BatchSize = 50, LogEvery = 400)]
public sealed class Lstm : IExample
{
    private const int Hidden = 16;

    public void Run(Run run)
    {
        int[] lengths = [10, 20, 40, 60];
        var (rnn, lstm) = (new List<double>(), new List<double>());
        foreach (var length in lengths)
        {
            (string, nn.Module, List<double>)[] layers =
            [
                ("RNN", nn.RNN(Memory.Inputs, Hidden, batchFirst: true), rnn),
                ("LSTM", nn.LSTM(Memory.Inputs, Hidden, batchFirst: true), lstm),
            ];
            foreach (var (name, layer, accuracies) in layers)
            {
                // Model, loss and optimizer
                using var model = new Recurrent(layer, Hidden, Memory.Symbols).to(run.Device);
                run.Watch($"{name} at T = {length}", model);
                using var lossFunction = nn.CrossEntropyLoss();
                using var optimizer = optim.Adam(model.parameters(), lr: run.LearningRate);

                // Train
                foreach (var epoch in run.Epochs())
                {
                    using var step = NewDisposeScope();
                    var (x, first) = Memory.Sequences(run.BatchSize, length, run.Device);
                    optimizer.zero_grad();
                    var logits = model.call(x);
                    var loss = lossFunction.call(logits.transpose(1, 2), first);
                    loss.backward();
                    nn.utils.clip_grad_norm_(model.parameters(), 1);
                    optimizer.step();
                    run.Record(epoch, loss, $"{name} at T = {length}");
                }

                accuracies.Add(Memory.Accuracy(model, length, run.Device));
                run.Keep($"accuracy of the {name} at T = {length}", accuracies[^1]);
            }
        }

        // Report
        run.Print($"test accuracy, T symbols after the first");
        run.Print($"{"T",4}{"RNN",8}{"LSTM",8}");
        foreach (var (length, ofRnn, ofLstm) in lengths.Zip(rnn, lstm))
        {
            run.Print($"{length,4}{ofRnn,8:F3}{ofLstm,8:F3}");
        }

        // Figures
        run.Draw("memory.png", new Chart("The LSTM has learned to remember longer than the RNN",
            "symbols since the first, T", "test accuracy")
        { YRange = (0, 1.05) }
            .Line(tensor(lengths), tensor(rnn), "RNN", Palette.Blue, dashed: true, markers: true)
            .Line(tensor(lengths), tensor(lstm), "LSTM", Palette.Orange, markers: true)
            .Horizontal(1.0 / Memory.Symbols, "chance"));
    }
}
