"""
Ten activation functions, their derivatives by formula and by autograd, and what is left of the gradient after ten
layers. Expect sigmoid to shrink it to about 1e-5, tanh and ReLU to keep its size, unit step and sign to stop it.
"""

import math

import torch
from torch import nn
from torch.nn import functional as F

from run import Run

LAYERS = 10
WIDTH = 100

run = Run("activations", double_precision=True)


def slope(z, at, below, above):
    # The slope below and above a corner or jump; at the corner there is none.
    return torch.where(z < at, torch.full_like(z, below),
                       torch.where(z > at, torch.full_like(z, above), torch.full_like(z, math.nan)))


def autograd(function, at):
    z = at.clone().requires_grad_()
    function(z).sum().backward()
    return z.grad


def largest(values):
    return values.nan_to_num().max().item()


def row(values, format=".4f", width=8):
    return "".join(f"{v:{format}}".replace("nan", "none").rjust(width) for v in values.tolist())


# Functions φ and their derivatives φ′
activations = [
    ("unit step", lambda z: (z.sign() + 1) / 2, lambda z: slope(z, 0, 0, 0)),
    ("sign", lambda z: z.sign(), lambda z: slope(z, 0, 0, 0)),
    ("identity", lambda z: z, lambda z: torch.ones_like(z)),
    ("piece-wise linear", lambda z: (z + 0.5).clamp(0, 1), lambda z: slope(z, -0.5, 0, 1) * slope(z, 0.5, 1, 0)),
    ("sigmoid", lambda z: z.sigmoid(), lambda z: z.sigmoid() * (1 - z.sigmoid())),
    ("tanh", lambda z: z.tanh(), lambda z: 1 - z.tanh().square()),
    ("ReLU", lambda z: z.relu(), lambda z: slope(z, 0, 0, 1)),
    ("leaky ReLU", lambda z: F.leaky_relu(z, 0.1), lambda z: slope(z, 0, 0.1, 1)),
    ("ELU", lambda z: F.elu(z, 1), lambda z: z.clamp(max=0).exp()),
    # Maxout learns its pieces wᵀx + b; here are two of one input.
    ("Maxout", lambda z: torch.maximum(-0.5 * z - 0.25, z - 1), lambda z: slope(z, 0.5, -0.5, 1)),
]

# Values
grid = torch.tensor([-3, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 3], dtype=torch.float64, device=run.device)
print(f"{'z':18}{row(grid)}")
for name, function, _ in activations:
    print(f"{name:18}{row(function(grid))}")

# Derivatives
fine = torch.arange(-400, 401, device=run.device).double() / 100
print(f"\n{'derivative at z':18}{row(grid)}  from autograd")
for name, function, derivative in activations:
    difference = largest((derivative(fine) - autograd(function, fine)).abs())
    print(f"{name:18}{row(derivative(grid))}{difference:15.1e}")
print("none: the function jumps or has a corner there")

# Gradient through ten layers of the same weights
x = nn.init.normal_(torch.empty(WIDTH, WIDTH, dtype=torch.float64)).to(run.device)
weights = [
    nn.init.normal_(torch.empty(WIDTH, WIDTH, dtype=torch.float64), std=math.sqrt(2 / WIDTH)).to(run.device).requires_grad_()
    for _ in range(LAYERS)
]
print(f"\n{'norm of dL/dW':18}{''.join(f'layer {layer}'.rjust(9) for layer in range(1, LAYERS + 1))}")
for name, function, _ in activations:
    if name not in ("unit step", "sign", "sigmoid", "tanh", "ReLU"):
        continue
    a = x
    for weight in weights:
        weight.grad = None
        a = function(a @ weight)
    a.square().mean().backward()
    print(f"{name:18}{row(torch.stack([weight.grad.norm() for weight in weights]), '.1e', 9)}")
print("Unit step and sign are flat: no gradient passes, so gradient descent can't train the layers before them.")
print("Sigmoid passes a quarter at most, ten of them next to nothing; ReLU passes all of it where z > 0.")
