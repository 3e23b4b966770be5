"""Recurrent cells, and a linear layer that reads them at every step. It mirrors
src/Examples/Zoo/Recurrent.cs.
"""

from torch import nn


class Recurrent(nn.Module):
    """Shapes (batch, steps, inputs) to (batch, steps, outputs). The layer is an RNN, LSTM or GRU, with
    batch_first.
    """

    def __init__(self, layer, hidden, outputs):
        super().__init__()
        self.layer = layer
        self.output = nn.Linear(hidden, outputs)

    def forward(self, x):
        return self.output(self.layer(x)[0])
