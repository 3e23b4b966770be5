"""A small regression with much that can be ported wrongly; Regress.cs is the same."""

from collections import OrderedDict

import torch
from torch import nn

from run import Run

run = Run("regress", samples=40, epochs=5, lr=0.1, log_every=1)

# Data
x = torch.randn(run.samples, 4)
y = x.sum(dim=1, keepdim=True) + 0.1 * torch.randn(run.samples, 1)
run.watch("x", x)
run.watch("y", y)

# Model, loss and optimizer
hidden = nn.Linear(4, 4)
output = nn.Linear(4, 1)
model = nn.Sequential(OrderedDict([("hidden", hidden), ("leaky", nn.LeakyReLU(0.1)), ("output", output)]))
nn.init.xavier_uniform_(hidden.weight)
run.watch(model)
loss_function = nn.SmoothL1Loss()
optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9, weight_decay=0.01)

# Train
for epoch in run.epochs():
    optimizer.zero_grad()
    loss = loss_function(model(x), y)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 0.1)
    optimizer.step()
    run.record(epoch, loss)
