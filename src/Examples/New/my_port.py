"""A small network learns a sine from 200 noisy points. Expect a loss near 0.01."""

import torch
from torch import nn

from run import Run

run = Run("my-port", samples=200, epochs=1000, lr=0.1, log_every=100, weights=True)

# Data
x = nn.init.uniform_(torch.empty(run.samples, 1), -3, 3)
noise = nn.init.normal_(torch.empty(run.samples, 1), std=0.1)
y = x.sin() + noise
x, y = x.to(run.device), y.to(run.device)
run.watch("x", x)
run.watch("y", y)

# Model, loss and optimizer
model = nn.Sequential(nn.Linear(1, 20), nn.Tanh(), nn.Linear(20, 1)).to(run.device)
run.watch(model)
loss_function = nn.MSELoss()
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
with torch.no_grad():
    run.report("error", loss_function(model(x), y))
