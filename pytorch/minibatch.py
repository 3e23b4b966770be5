"""The slide's algorithm 1 with one example per update (stochastic), some (mini-batch) and all (batch). Expect
batch and mini-batch to reach the least-squares loss, 0.04, after 200 updates, and stochastic descent still
to jitter, with peaks of 0.06 to 0.11. A mini-batch takes hardly more time than one example; batch descent
reads over a thousand times as many examples for the same loss.
"""

import torch
from torch import nn

from run import Run

UPDATES = 200

run = Run("minibatch", samples=100000, lr=0.05, batch_size=64)

# Data
x = nn.init.uniform_(torch.empty(run.samples), -2, 2)
noise = nn.init.normal_(torch.empty(run.samples), std=0.2)
y = 2 * x + 3 + noise
x, y = x.to(run.device), y.to(run.device)


# Loss
def mse(theta, x, y):
    return (y - theta[1] * x - theta[0]).square().mean()


# Train: one update of algorithm 1, whose ε is the learning rate
def update_theta(theta, m):
    sample = (torch.randint(run.samples, (m,)) if m < run.samples else torch.arange(m)).to(run.device)
    gradient, = torch.autograd.grad(mse(theta, x[sample], y[sample]), theta)
    with torch.no_grad():
        theta -= run.lr * gradient


variants = [("stochastic", 1), ("mini-batch", min(run.batch_size, run.samples)), ("batch", run.samples)]
print("descent           m   updates    examples      loss")
for name, m in variants:
    theta = torch.zeros(2, device=run.device, requires_grad=True)
    for update in range(UPDATES):
        update_theta(theta, m)
        with torch.no_grad():
            loss = mse(theta, x, y)
            run.record(update, loss, name)

    print(f"{name:10}{m:9}{UPDATES:10}{UPDATES * m:12}{loss:10.6f}")

# Report
least = torch.linalg.pinv(torch.stack([torch.ones_like(x), x], dim=1)) @ y
run.report("loss of least squares", mse(least, x, y))
