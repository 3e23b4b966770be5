"""Regularization against over-fitting: a polynomial of degree 12 through 15 points of sin 3x + noise
minimizes ‖Xw − y‖² + λ‖w‖², the bias w₀ not penalized. Expect, as λ grows, a training error that rises,
weights that shrink, and a test error that is enormous without λ, least at 0.1 or 1, and more again at 10.
"""

import math

import torch
from torch import nn

from run import Run

DEGREE = 12

run = Run("regularization", double_precision=True)


# Data
def samples(n):
    x = nn.init.uniform_(torch.empty(n, dtype=torch.float64), -1, 1)
    noise = nn.init.normal_(torch.empty(n, dtype=torch.float64), std=0.3)
    return x.to(run.device), (torch.sin(3 * x) + noise).to(run.device)


x, y = samples(15)
test_x, test_y = samples(1000)

# Model: a column of powers for each weight
powers = torch.arange(DEGREE + 1, dtype=torch.float64, device=run.device)


def powers_of(x):
    return x.unsqueeze(1) ** powers


# Least squares with √λ·w = 0 for each weight but the bias, as if it were one more sample
penalized = torch.eye(DEGREE + 1, dtype=torch.float64, device=run.device)[1:]
X = powers_of(x)
targets = torch.cat([y, torch.zeros(DEGREE, dtype=torch.float64, device=run.device)])


def fit(λ):
    return torch.linalg.pinv(torch.cat([X, math.sqrt(λ) * penalized])) @ targets


# Report
def error_of(x, y, w):
    return (powers_of(x) @ w - y).square().mean()


print("     λ  training error    test error         ‖w‖")
for λ in [0, 0.1, 1, 10]:
    w = fit(λ)
    training, test, norm = error_of(x, y, w), error_of(test_x, test_y, w), w[1:].norm()
    print(f"{λ:6.1f}{training:16.4g}{test:14.4g}{norm:12.4g}")
