"""A network of two hidden layers learns y = 8x² + 7x + 3. Expect a loss that falls from 619 and then jumps
about between 24 and 85, on average 39 to 50, since the learning rate stays too large for it to settle. This
tail is chaotic: depending on how the last digit is rounded, it stops at 39.4 (the record), at 37.5 or 34.9
(other processors) or at 67.1 (an older libtorch).
"""

import torch
from torch import nn

from run import Run

run = Run("quadratic", samples=1000, epochs=5000, lr=0.001, log_every=100, weights=True)

# Data
x = nn.init.uniform_(torch.empty(run.samples, 1), -15, 15)
noise = nn.init.normal_(torch.empty(run.samples, 1), std=1)
y = 8 * x.square() + 7 * x + 3 + noise

# The slide's .cuda(), wherever there is a GPU.
x, y = x.to(run.device), y.to(run.device)
run.watch("y", y)

# Model, loss and optimizer
model = nn.Sequential(
    nn.Linear(1, 10), nn.ReLU(),
    nn.Linear(10, 6), nn.ReLU(),
    nn.Linear(6, 1),
).to(run.device)
run.watch(model)
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
for name, parameter in model.named_parameters():
    run.report(name, parameter)
