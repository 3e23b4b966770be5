using TorchSharp.Modules;

namespace Examples.Zoo;

/// <summary>
/// Recurrent cells, and a linear layer that reads them at every step. Shapes (batch, steps, inputs) to
/// (batch, steps, outputs).
/// </summary>
internal sealed class Recurrent : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module _layer;
    private readonly Linear _output;

    /// <summary>Makes the linear layer.</summary>
    /// <param name="layer">The cells: an RNN, LSTM or GRU, batch first.</param>
    /// <param name="hidden">How many cells there are.</param>
    /// <param name="outputs">How many outputs each step has.</param>
    public Recurrent(nn.Module layer, int hidden, int outputs)
        : base(nameof(Recurrent))
    {
        (_layer, _output) = (layer, nn.Linear(hidden, outputs));
        RegisterComponents();
    }

    public override Tensor forward(Tensor x) => _output.call(_layer switch
    {
        RNN rnn => rnn.call(x).Item1,
        LSTM lstm => lstm.call(x).Item1,
        GRU gru => gru.call(x).Item1,
        _ => throw new NotSupportedException($"{_layer.GetName()} is no RNN, LSTM or GRU."),
    });
}
