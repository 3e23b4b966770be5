"""Is a gradient right? Ask the loss: (L(w + h) − L(w − h)) / 2h for every parameter. Expect it to agree with
autograd to 1e-6, at the cost of two forward passes for each parameter, where autograd takes one forward and
one backward pass for all.
"""

import torch
from torch import nn

from run import Run

run = Run("gradient-check", double_precision=True, samples=20)

# Data
x = torch.randn(run.samples, 3, dtype=torch.float64).to(run.device)
y = torch.randn(run.samples, 1, dtype=torch.float64).to(run.device)

# Model and loss
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1)).to(run.device, torch.float64)


def loss():
    return nn.functional.mse_loss(model(x), y)


forward_passes = 0


@torch.no_grad()
def central_difference(parameter, h):
    """(L(w + h) − L(w − h)) / 2h for every element w of a parameter."""
    global forward_passes
    w, difference = parameter.view(-1), torch.zeros_like(parameter).view(-1)
    for i in range(w.numel()):
        original = w[i].clone()
        w[i] = original + h
        above = loss()
        w[i] = original - h
        below = loss()
        w[i] = original
        difference[i] = (above - below) / (2 * h)
        forward_passes += 2
    return difference.reshape(parameter.shape)


# Report
loss().backward()
for name, p in model.named_parameters():
    run.agree(f"gradient of {name} by autograd and by difference", central_difference(p, 1e-5), p.grad)
parameters = sum(p.numel() for p in model.parameters())
print(f"{parameters} parameters: {forward_passes} forward passes; by autograd 1, and 1 backward")
