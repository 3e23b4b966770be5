"""
Is a gradient right? The central difference asks the loss itself: (L(w + h) − L(w − h)) / 2h for every
parameter. Expect it to agree with autograd's to 1e-6, at two forward passes a parameter where backpropagation
takes one backward pass for all.
"""

import torch
from torch import nn

from run import Run

run = Run("gradient-check", samples=20, double_precision=True)

# Data
x = torch.randn(run.samples, 3, dtype=torch.float64).to(run.device)
y = torch.randn(run.samples, 1, dtype=torch.float64).to(run.device)

# Model and loss
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 1))
model.to(torch.float64).to(run.device)
loss_function = nn.MSELoss()
forward_passes = 0


def compute_loss():
    global forward_passes
    forward_passes += 1
    return loss_function(model(x), y)


@torch.no_grad()
def central_difference(parameter, h):
    """(L(w + h) − L(w − h)) / 2h for every element w of a parameter."""
    w, difference = parameter.view(-1), torch.zeros_like(parameter).view(-1)
    for i in range(w.numel()):
        original = w[i].clone()
        w[i] = original + h
        above = compute_loss()
        w[i] = original - h
        below = compute_loss()
        w[i] = original
        difference[i] = (above - below) / (2 * h)
    return difference.reshape(parameter.shape)


# Report
compute_loss().backward()
forward_passes = 0
for name, parameter in model.named_parameters():
    difference = central_difference(parameter, 1e-5)
    run.agree(f"gradient of {name} by autograd and by difference", difference, parameter.grad)
parameters = sum(p.numel() for p in model.parameters())
print(f"{parameters} parameters: {forward_passes} forward passes; by autograd 1 backward pass")
