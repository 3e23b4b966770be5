"""The line of the example linear, by gradient descent and by random search. Both evaluate the loss equally
often, but descent also does a backward pass each time. Expect descent at the noise floor, 0.16, and random
search, the best of a thousand guesses, at 0.2 to 1.7, depending on the seed.
"""

import torch
from torch import nn

from run import Run

run = Run("random-search", samples=1000, epochs=1000, lr=0.01, log_every=100)

# Data
noise = nn.init.normal_(torch.empty(run.samples, 1), std=0.2)
x = nn.init.uniform_(torch.empty(run.samples, 1), -10, 10)
y = 2 * x + 3 + noise
x, y = x.to(run.device), y.to(run.device)

# Model, loss and optimizer
model = nn.Linear(1, 1).to(run.device)
run.watch("line", model)
loss_function = nn.L1Loss()
optimizer = torch.optim.SGD(model.parameters(), lr=run.lr)

# Train by gradient descent
best = torch.tensor(torch.inf, device=run.device)
for epoch in run.epochs():
    optimizer.zero_grad()
    output = model(x)
    loss = loss_function(output, y)
    loss.backward()
    optimizer.step()
    best = torch.minimum(best, loss.detach())
    run.record(epoch, best, "gradient descent")

run.report("weight", model.weight)
run.report("bias", model.bias)

# Train by random search
best_loss, best_guess = torch.tensor(torch.inf, device=run.device), torch.empty(2)
for epoch in run.epochs():
    guess = nn.init.uniform_(torch.empty(2), -10, 10).to(run.device)
    output = guess[0] * x + guess[1]
    loss = loss_function(output, y)
    if loss < best_loss:
        best_loss, best_guess = loss, guess
    run.record(epoch, best_loss, "random search")

run.report("best guess of weight and bias", best_guess)
