"""The memory that the recurrent networks are asked for: which symbol came first? It mirrors
src/Examples/Zoo/Memory.cs.
"""

import torch
from torch import nn

# How many symbols there are; a guess is right one time in so many.
SYMBOLS = 8

# Inputs per step: the one-hot symbol and the mark.
INPUTS = SYMBOLS + 1


def sequences(count, length, device):
    """Random one-hot symbols, the first marked; and the first, the target at every step.

    Shapes (count, 1 + length, INPUTS) and (count, 1 + length): length symbols follow the first.
    """
    symbols = torch.randint(SYMBOLS, (count, 1 + length))
    mark = torch.zeros(count, 1 + length, 1)
    mark[:, 0] = 1
    x = torch.cat([nn.functional.one_hot(symbols, SYMBOLS), mark], dim=2)
    return x.to(device), symbols[:, :1].expand(-1, 1 + length).to(device)


@torch.no_grad()
def accuracy(model, length, device):
    """The fraction of 1000 test sequences whose first symbol a model knows at the end."""
    x, first = sequences(1000, length, device)
    return (model(x)[:, -1].argmax(dim=1) == first[:, -1]).to(torch.float32).mean().item()
