"""
Four costs of h(wx + b) against w. Expect a convex one, one with two minima, a convex one again, and one with
a plateau on which the gradient is exactly 0.
The slide prints 1/(2m), 1/n and 1/(2n) before the sum in the gradient of Σ(y − t)²/n; it is 2/n.
"""

import torch
from torch import nn
from torch.nn import functional

from run import Run

run = Run("loss-surface", double_precision=True)

# Data
x = torch.tensor([1, 2, 4], dtype=torch.float64).to(run.device)
t = torch.tensor([1, 0, 1], dtype=torch.float64).to(run.device)
B = 3


# Costs of all weights at once, and their gradients by hand; w has the shape (weights, 1).
def Z(w):
    return w * x + B


def log_of_sigmoid(w):
    return 0 - (torch.xlogy(t, Z(w).sigmoid()) + torch.xlogy(1 - t, 1 - Z(w).sigmoid())).mean()


def slope(z):
    return z.sigmoid() * (1 - z.sigmoid())


surfaces = [
    ("identity + MSE",
     lambda w: (Z(w) - t).square().mean(1),
     lambda w: 2 * ((Z(w) - t) * x).mean(1)),
    ("sigmoid + MSE",
     lambda w: (Z(w).sigmoid() - t).square().mean(1),
     lambda w: 2 * ((Z(w).sigmoid() - t) * slope(Z(w)) * x).mean(1)),
    ("sigmoid + cross-entropy",
     lambda w: functional.binary_cross_entropy_with_logits(Z(w), t.expand(Z(w).shape), reduction="none").mean(1),
     lambda w: ((Z(w).sigmoid() - t) * x).mean(1)),
    ("ReLU + MSE",
     lambda w: (Z(w).relu() - t).square().mean(1),
     lambda w: 2 * ((Z(w).relu() - t) * (Z(w) > 0) * x).mean(1)),
]


def at(function, weight):
    return function(torch.tensor([[weight]], dtype=torch.float64).to(run.device)).item()


def autograd(cost, weight):
    parameter = nn.Parameter(torch.tensor([[weight]], dtype=torch.float64).to(run.device))
    cost(parameter).backward()
    return parameter.grad.item()


# Convex is a cost whose second differences are nowhere negative.
w = torch.linspace(-6, 2, 801, dtype=torch.float64)
print("cost                    smallest curvature  convex    minima at w")
for name, cost, _ in surfaces:
    ws, c = w.tolist(), cost(w.unsqueeze(1).to(run.device)).tolist()
    inner, step = range(1, len(c) - 1), ws[1] - ws[0]
    curvature = min(c[i + 1] - 2 * c[i] + c[i - 1] for i in inner) / (step * step)
    minima = [ws[i] for i in inner if c[i] < c[i - 1] and c[i] < c[i + 1]]
    convex, places = curvature >= 0, ", ".join(f"{m:.2f}" for m in minima)
    print(f"{name:24}{curvature:18.6f}{'yes' if convex else 'no':>8}{places:>15}")

print("A convex cost has one minimum; of two minima, descent finds the one it starts near.")

# Gradients
print()
print("d cost / dw                at w = -5  by autograd    at w = 0  by autograd")
for name, cost, gradient in surfaces:
    print(f"{name:24}{at(gradient, -5):12.6f}{autograd(cost, -5):13.6f}{at(gradient, 0):12.6f}{autograd(cost, 0):13.6f}")

print("At w = -5 every z is negative: ReLU passes no gradient, and descent stays there.")

# The sigmoid and its slope, the factor in the gradient of sigmoid + MSE
print()
print("z              sigma    sigma'")
for z in [-1000, -4, 0, 4, 1000]:
    print(f"{z:<10.1f}{at(torch.sigmoid, z):10.6f}{at(slope, z):10.6f}")

run.report("cross-entropy at w = -1000, by logits", at(surfaces[2][1], -1000))
run.report("cross-entropy at w = -1000, by log of sigmoid", at(log_of_sigmoid, -1000))
print("sigmoid(-997) rounds to 0, and log 0 is -inf: so the loss takes logits.")
