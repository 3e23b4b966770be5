namespace Examples.Zoo;

/// <summary>
/// A GRU gets the LSTM's task: to know, at the end of a sequence, the symbol that came first. Expect it to
/// remember as long, for most seeds over 60 other symbols, with three quarters of the parameters: each cell
/// has three blocks of weights instead of four. An epoch is one step, on a batch of new sequences.
/// </summary>
[Example("gru", "A GRU remembers as an LSTM does, with three quarters of the parameters", Slides = "004",
    Epochs = 400, LearningRate = 0.01, BatchSize = 50, LogEvery = 400)]
public sealed class Gru : IExample
{
    private const int Hidden = 16;

    public void Run(Run run)
    {
        int[] lengths = [10, 20, 40, 60];
        var (lstm, gru) = (new List<double>(), new List<double>());
        var parameters = new Dictionary<string, long>();
        foreach (var length in lengths)
        {
            (string, nn.Module, List<double>)[] layers =
            [
                ("LSTM", nn.LSTM(Memory.Inputs, Hidden, batchFirst: true), lstm),
                ("GRU", nn.GRU(Memory.Inputs, Hidden, batchFirst: true), gru),
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
                parameters[name] = layer.parameters().Sum(p => p.numel());
                run.Keep($"accuracy of the {name} at T = {length}", accuracies[^1]);
            }
        }

        // Report
        run.Print($"test accuracy, T symbols after the first");
        run.Print($"{"T",4}{"LSTM",8}{"GRU",8}");
        foreach (var (length, ofLstm, ofGru) in lengths.Zip(lstm, gru))
        {
            run.Print($"{length,4}{ofLstm,8:F3}{ofGru,8:F3}");
        }

        run.Print($"parameters: {parameters["LSTM"]} of the LSTM, {parameters["GRU"]} of the GRU");

        // Figures
        var (axis, label) = (tensor(lengths), "symbols since the first, T");
        var title = $"LSTM with {parameters["LSTM"]} parameters, GRU with {parameters["GRU"]}";
        Tensor Epochs(string cell) => tensor(
            [.. lengths.Select(T => run.Losses($"{cell} at T = {T}").TakeWhile(loss => loss > 0.1).Count())]);
        run.Draw("memory.png",
            new Chart(title, label, "test accuracy") { YRange = (0, 1.05) }
                .Line(axis, tensor(lstm), "LSTM", Palette.Orange, markers: true)
                .Line(axis, tensor(gru), "GRU", Palette.Green, dashed: true, markers: true)
                .Horizontal(1.0 / Memory.Symbols, "chance"),
            new Chart("How soon they have learned it", label, "epochs until the loss is below 0.1")
                .Line(axis, Epochs("LSTM"), "LSTM", Palette.Orange, markers: true)
                .Line(axis, Epochs("GRU"), "GRU", Palette.Green, dashed: true, markers: true));
    }
}
