"""A line learns y = 2x + 3 from 1000 noisy points. Expect w ≈ 2, b ≈ 3 and a loss near 0.16."""

import torch
from torch import nn

from run import Run

run = Run("linear", samples=1000, epochs=1000, lr=0.01, log_every=10, weights=True)

# Data
noise = nn.init.normal_(torch.empty(run.samples, 1), std=0.2)
x = nn.init.uniform_(torch.empty(run.samples, 1), -10, 10)
y = 2 * x + 3 + noise

# The slide's .cuda(), wherever there is a GPU.
x, y = x.to(run.device), y.to(run.device)

# Model, loss and optimizer
model = nn.Linear(1, 1).to(run.device)
run.weights(model)
loss_function = nn.L1Loss()
optimizer = torch.optim.SGD(model.parameters(), lr=run.lr)

# Train
for epoch in run.epochs():
    optimizer.zero_grad()
    output = model(x)
    loss = loss_function(output, y)
    loss.backward()
    optimizer.step()
    run.record(epoch, loss)

# Report
run.report("weight", model.weight)
run.report("bias", model.bias)
