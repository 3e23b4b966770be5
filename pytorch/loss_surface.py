"""Four costs of h(wx + b) against w. Expect identity + MSE and sigmoid + cross-entropy to be convex, sigmoid
+ MSE to have two minima, and ReLU + MSE two minima and, up to w = −4, a plateau on which the gradient is
exactly 0. For J = Σ(y − t)²/n the gradient has the factor 2/n before its sum, and for J = Σ(y − t)²/2m it has
1/m; in places, the slide prints 1/n, 1/2n and 1/2m instead.
"""

import torch

from run import Run

B = 2

run = Run("loss-surface", double_precision=True)

# Data
x = torch.tensor([0.5, 1, 3], dtype=torch.float64, device=run.device)
t = torch.tensor([1.0, 0, 1], dtype=torch.float64, device=run.device)


# w is a column of candidate weights; each cost returns one value per row
def identity_mse(w):
    return (w * x + B - t).square().mean(dim=1)


def sigmoid_mse(w):
    return ((w * x + B).sigmoid() - t).square().mean(dim=1)


def sigmoid_cross_entropy(w):
    y = (w * x + B).sigmoid()
    return -(t * y.log() + (1 - t) * (1 - y).log()).mean(dim=1)


def relu_mse(w):
    return ((w * x + B).relu() - t).square().mean(dim=1)


costs = [
    ("identity + MSE", identity_mse), ("sigmoid + MSE", sigmoid_mse),
    ("sigmoid + cross-entropy", sigmoid_cross_entropy), ("ReLU + MSE", relu_mse),
]

# Report; a cost is convex if its slope never falls
w = torch.linspace(-6, 2, 801, dtype=torch.float64, device=run.device).unsqueeze(1).requires_grad_()
for name, cost in costs:
    c = cost(w)
    slope, = torch.autograd.grad(c.sum(), w)
    print(f"{name}: {'convex' if (slope[1:] >= slope[:-1]).all() else 'not convex'}")
    lowest = (c[1:-1] < c[:-2]) & (c[1:-1] < c[2:])
    run.report(f"{name}: minima at w, to 0.01", w[1:-1][lowest])
    run.report(f"{name}: cost there, on the grid", c[1:-1][lowest])
    at = torch.tensor([[-5.0]], dtype=torch.float64, device=run.device, requires_grad=True)
    cost(at).backward()
    run.report(f"{name}: gradient at w = −5", at.grad)

run.report("ReLU + MSE: flat up to w", w[relu_mse(w) == relu_mse(w)[0]].max())

# The gradient of MSE has the slope of h as a factor, and 2/n before the sum
one = torch.tensor([[1.0]], dtype=torch.float64, device=run.device, requires_grad=True)
sigmoid_mse(one).backward()
y = (x + B).sigmoid()
gradient = 2 / len(x) * ((y - t) * y * (1 - y) * x).sum()
run.agree("2/n·Σ(y − t)·y′·x and autograd", gradient, one.grad.squeeze())
z = 3 * torch.arange(-2, 3, dtype=torch.float64, device=run.device)
run.report("slope of σ(3x) at x = −2 to 2", z.sigmoid() * (1 - z.sigmoid()) * 3)
