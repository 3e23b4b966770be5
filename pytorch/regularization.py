"""Regularization against over-fitting: a polynomial of degree 12 through 15 points of sin 3x + noise
minimizes ‖Xw − y‖² + λ‖w‖², without a penalty on the bias w₀. Expect, as λ grows, a training error that
rises, weights that shrink, and a test error that is enormous without λ, lowest of the four λ at 0.1 or 1,
and higher again at 10.
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

# Model: column k holds xᵏ
exponents = torch.arange(DEGREE + 1, dtype=torch.float64, device=run.device)


def powers(x):
    return x.unsqueeze(1) ** exponents


# w = (XᵀX + λI)⁻¹Xᵀy, where I has a 0 for the bias. The least-squares solution of X with the rows of √λI
# below it, and targets 0 for them, is the same and rounds better.
penalized = torch.eye(DEGREE + 1, dtype=torch.float64, device=run.device)[1:]
X = powers(x)
targets = torch.cat([y, torch.zeros(DEGREE, dtype=torch.float64, device=run.device)])


def fit(λ):
    return torch.linalg.pinv(torch.cat([X, math.sqrt(λ) * penalized])) @ targets


# Report
def error(x, y, w):
    return (powers(x) @ w - y).square().mean()


print("     λ  training error    test error         ‖w‖")
for λ in [0, 0.1, 1, 10]:
    w = fit(λ)
    training, test, norm = error(x, y, w), error(test_x, test_y, w), w[1:].norm()
    print(f"{λ:6.1f}{training:16.4g}{test:14.4g}{norm:12.4g}")
