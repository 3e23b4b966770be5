"""Modules of many signatures; Recall.cs is the same."""

import torch
from torch import nn

from run import Run


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 2)

    def forward(self, hidden):
        both = self.linear(hidden)
        return both[:, :1], both[:, 1:].exp()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.memory = nn.LSTMCell(3, 4)
        self.cell = nn.GRUCell(4, 4)
        self.mix = nn.Linear(4, 4)
        self.again = self.mix
        self.attention = nn.MultiheadAttention(4, 2)
        self.head = Head()

    def forward(self, x, state):
        hidden, _ = self.memory(x, (state, state))
        mixed = self.again(self.mix(self.cell(hidden, state)).tanh())
        all = mixed.unsqueeze(1)
        attended, _ = self.attention(all, all, all, need_weights=False)
        return self.head(attended.squeeze(1))


run = Run("recall", samples=6, epochs=5, lr=0.1, log_every=1)

# Data
x = torch.randn(run.samples, 3)
state = torch.randn(run.samples, 4)
y = torch.randn(run.samples, 1)
run.watch("y", y)

# Model and optimizer
model = Net()
run.watch(model)
optimizer = torch.optim.SGD(model.parameters(), lr=run.lr)

# Train
for epoch in run.epochs():
    optimizer.zero_grad()
    mean, scale = model(x, state)
    fit = ((y - mean) / scale).square().mean()
    width = scale.log().mean()
    (fit + width).backward()
    optimizer.step()
    run.record(epoch, fit, "fit")
    run.record(epoch, width.item(), "width")
