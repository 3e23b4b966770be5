"""
Minimizing −log likelihood is minimizing a well-known loss. Expect it to be MSE/2 + ½·log 2π for Gaussian samples,
with the same minimizer, the mean, and to be BCE exactly for Bernoulli samples.
"""

import math

import torch
from torch import nn

from run import Run

run = Run("likelihood", double_precision=True, samples=1000)


def gaussian(mu):
    output = mu * torch.ones_like(y)
    exponent = -(y - output).square() / 2
    density = exponent.exp() / math.sqrt(2 * math.pi)
    log_density = exponent - math.log(2 * math.pi) / 2
    loss = mse(output, y) / 2
    return -density.log().mean().item(), -log_density.mean().item(), loss.item()


def bernoulli(probability):
    p = probability * torch.ones_like(heads)
    log_likelihood = torch.xlogy(heads, p) + torch.xlogy(1 - heads, 1 - p)
    return 0 - log_likelihood.mean().item(), bce(p, heads).item()


# Gaussian samples, σ = 1: −log p(y|μ) = ½(y − μ)² + ½·log 2π
mse = nn.MSELoss()
y = (2 + torch.randn(run.samples, dtype=torch.float64)).to(run.device)
print(f"{run.samples} samples of N(2, 1)  log of density   log-density   MSELoss / 2    difference")
for mu in [0, 1, y.mean().item(), 3, 4, 50]:
    rounded, exact, loss = gaussian(mu)
    print(f"mu = {mu:<18.6f}{rounded:14.6f}{exact:14.6f}{loss:14.6f}{exact - loss:14.6f}")

run.report("log(2 pi) / 2", math.log(2 * math.pi) / 2)
run.report("both are least at the mean", y.mean())
density = (-(y - 2).square() / 2).exp() / math.sqrt(2 * math.pi)
likelihood, log_likelihood = density.prod().item(), density.log().sum().item()
print(f"likelihood at mu = 2, the product of all densities: {likelihood:.3e}; its log: {log_likelihood:.6f}")
print("Far from mu a density rounds to 0, and so does a product of many: so add up log-densities.")

# Bernoulli samples: −log p(y|p) = −(y·log p + (1 − y)·log(1 − p))
bce = nn.BCELoss()
heads = torch.rand(run.samples, dtype=torch.float64).lt(0.3).to(torch.float64).to(run.device)
print()
print(f"{run.samples} coins, P(heads) = 0.3   written out       BCELoss    difference")
for p in [0, 0.1, heads.mean().item(), 0.5, 0.9, 1]:
    exact, loss = bernoulli(p)
    print(f"p = {p:<19.6f}{exact:14.6f}{loss:14.6f}{abs(exact - loss):14.6f}")

run.report("both are least at the share of heads", heads.mean())
print("BCELoss stops log at -100, so that a wrong p of 0 or 1 costs 100 a sample, not inf.")

# The same from the logit z of p = σ(z), for a sample of 1: −log σ(z) = log(1 + e^(−z))
bce_with_logits = nn.BCEWithLogitsLoss()
print()
print("label 1            log of sigmoid      softplus   BCEWithLogitsLoss")
for logit in [-1000, -1, 0, 1, 1000]:
    z = torch.tensor(logit, dtype=torch.float64).to(run.device)
    rounded, exact = 0 - z.sigmoid().log(), nn.functional.softplus(-z)
    loss = bce_with_logits(z, torch.ones_like(z))
    print(f"z = {logit:<15.1f}{rounded.item():14.6f}{exact.item():14.6f}{loss.item():20.6f}")

print("sigmoid(-1000) rounds to 0, so the loss takes the logit, as softplus does.")
