"""Ten activation functions φ and their slopes φ′. Expect the slopes by formula to equal autograd's. Those of
the unit step and of sign are 0 wherever there is one: they pass no gradient, and nothing before them learns.
"""

import math

import torch
from torch import nn

from run import Run

run = Run("activations", double_precision=True)


def slope(z, at, below, above):
    """The slope below and above a corner or a jump, where there is none."""
    return torch.where(z < at, torch.full_like(z, below),
                       torch.where(z > at, torch.full_like(z, above), torch.full_like(z, math.nan)))


# φ and φ′
activations = [
    ("unit step", lambda z: (z.sign() + 1) / 2, lambda z: slope(z, 0, 0, 0)),
    ("sign", lambda z: z.sign(), lambda z: slope(z, 0, 0, 0)),
    ("linear", lambda z: z, lambda z: torch.ones_like(z)),
    ("piece-wise linear", lambda z: (z + 0.5).clamp(0, 1), lambda z: slope(z.abs(), 0.5, 1, 0)),
    ("sigmoid", lambda z: z.sigmoid(), lambda z: z.sigmoid() * (1 - z.sigmoid())),
    ("tanh", lambda z: z.tanh(), lambda z: 1 - z.tanh().square()),
    ("ReLU", lambda z: z.relu(), lambda z: slope(z, 0, 0, 1)),
    ("leaky ReLU", lambda z: nn.functional.leaky_relu(z, 0.1), lambda z: slope(z, 0, 0.1, 1)),
    ("ELU", lambda z: nn.functional.elu(z, 1), lambda z: z.clamp(max=0).exp()),
    # Maxout learns its pieces wᵀx + b; here are two of one input.
    ("Maxout", lambda z: torch.maximum(-0.5 * z - 0.25, z - 1), lambda z: slope(z, 0.5, -0.5, 1)),
]

# Report
grid = torch.tensor([-3, -1, -0.5, -0.25, 0, 0.25, 0.5, 1, 3], dtype=torch.float64, device=run.device)
fine = torch.arange(-400, 401, dtype=torch.float64, device=run.device) / 100
print("Where a slope is nan, the function jumps or has a corner.")
run.report("z", grid)
for name, function, derivative in activations:
    run.report(name, function(grid))
    run.report(f"{name}, slope", derivative(grid))
    z = fine.clone().requires_grad_()
    function(z).sum().backward()
    by_formula = derivative(fine)
    is_smooth = ~by_formula.isnan()
    run.agree(f"{name}, slope by formula and autograd", by_formula[is_smooth], z.grad[is_smooth])

print("Unit step and sign pass no gradient: descent cannot train what is before them.")
