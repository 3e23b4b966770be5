"""To minimize the mean −log likelihood is to minimize a well-known loss. Expect it to be MSE/2 + log(2π)/2
for Gaussian targets with σ = 1, so that linear regression is maximum likelihood, and BCE itself for Bernoulli
labels.
"""

import math

import torch
from torch import nn

from run import Run

N = 1000

run = Run("likelihood", double_precision=True)

# Data: y = 2x + 1 + N(0, 1), and labels of which 0.3 are 1
x = torch.randn(N, dtype=torch.float64)
y = 2 * x + 1 + torch.randn(N, dtype=torch.float64)
labels = (torch.rand(N, dtype=torch.float64) < 0.3).to(torch.float64)
x, y, labels = x.to(run.device), y.to(run.device), labels.to(run.device)


def gaussian(mu):
    """The mean of −log p(y | μ), σ = 1."""
    return math.log(2 * math.pi) / 2 + (y - mu).square().mean(dim=-1) / 2


# Maximum likelihood, by descent
w = nn.Parameter(torch.zeros(1, dtype=torch.float64, device=run.device))
b = nn.Parameter(torch.zeros(1, dtype=torch.float64, device=run.device))
optimizer = torch.optim.SGD([w, b], lr=0.5)
for step in range(100):
    optimizer.zero_grad()
    loss = gaussian(w * x + b)
    loss.backward()
    optimizer.step()
    run.record(step, loss, "−log likelihood")

# Least squares, in closed form
line = torch.linalg.pinv(torch.stack([x, torch.ones_like(x)], dim=1)) @ y
run.report("w, b", line)
run.agree("the lines of maximum likelihood and least squares", torch.cat([w, b]), line, digits=12)

# Gaussian −log likelihood and MSE
mse = nn.MSELoss()
print("     w     b   −log likelihood     MSE / 2  difference")
for w1, w0 in [(0, 0), (2, 1), line.tolist(), (3, 1)]:
    likelihood = gaussian(w1 * x + w0).item()
    half = mse(w1 * x + w0, y).item() / 2
    print(f"{w1:6.2f}{w0:6.2f}{likelihood:18.6f}{half:12.6f}{likelihood - half:12.6f}")


# Bernoulli −log likelihood and BCE
def bernoulli(p):
    """The mean of −log p(y | p)."""
    return -(labels * p.log() + (1 - labels) * (1 - p).log()).mean(dim=-1)


bce = nn.BCELoss()
print("     p   −log likelihood         BCE")
for p in [0.1, labels.mean().item(), 0.5, 0.9]:
    likelihood = bernoulli(torch.full_like(labels, p)).item()
    loss = bce(torch.full_like(labels, p), labels).item()
    print(f"{p:6.3f}{likelihood:18.6f}{loss:12.6f}")
