"""To minimize the negative log likelihood (NLL) is to minimize a well-known loss. Expect its mean to be
MSE/2 + log(2π)/2 for Gaussian targets with σ = 1, so that linear regression is maximum likelihood, and BCE
itself for Bernoulli labels.
"""

import math

import torch
from torch import nn

from run import Run

N = 1000

run = Run("likelihood", double_precision=True)

# Data: y = 2x + 1 + N(0, 1), and labels, about 30 % of them 1
x = torch.randn(N, dtype=torch.float64)
y = 2 * x + 1 + torch.randn(N, dtype=torch.float64)
labels = (torch.rand(N, dtype=torch.float64) < 0.3).to(torch.float64)
x, y, labels = x.to(run.device), y.to(run.device), labels.to(run.device)


def gaussian_nll(μ):
    """The mean of −log p(y | μ), σ = 1."""
    return math.log(2 * math.pi) / 2 + (y - μ).square().mean(dim=-1) / 2


# Maximum likelihood, by descent
theta = nn.Parameter(torch.zeros(2, dtype=torch.float64, device=run.device))
optimizer = torch.optim.SGD([theta], lr=0.5)
for step in range(100):
    optimizer.zero_grad()
    loss = gaussian_nll(theta[0] * x + theta[1])
    loss.backward()
    optimizer.step()
    run.record(step, loss, "−log likelihood")

# Least squares, in closed form
line = torch.linalg.pinv(torch.stack([x, torch.ones_like(x)], dim=1)) @ y
run.report("w, b", line)
run.agree("the lines of maximum likelihood and least squares", theta, line, digits=12)

# Gaussian −log likelihood and MSE
mse = nn.MSELoss()
print("     w     b   −log likelihood     MSE / 2  difference")
for w, b in [(0, 0), (2, 1), line.tolist(), (3, 1)]:
    nll = gaussian_nll(w * x + b).item()
    half = mse(w * x + b, y).item() / 2
    print(f"{w:6.2f}{b:6.2f}{nll:18.6f}{half:12.6f}{nll - half:12.6f}")


def bernoulli_nll(p):
    """The mean of −log p(y | p)."""
    return -(labels * p.log() + (1 - labels) * (1 - p).log()).mean(dim=-1)


# Bernoulli −log likelihood and BCE
bce = nn.BCELoss()
print("     p   −log likelihood         BCE")
for p in [0.1, labels.mean().item(), 0.5, 0.9]:
    nll = bernoulli_nll(torch.full_like(labels, p)).item()
    loss = bce(torch.full_like(labels, p), labels).item()
    print(f"{p:6.3f}{nll:18.6f}{loss:12.6f}")
