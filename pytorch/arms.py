"""Points on the two arms of a spiral. It mirrors src/Examples/Networks/Arms.cs."""

import math

import torch
from torch import nn


def sample(count, device):
    """Draws points, shape (count, 2), from one arm and the other in turn, and the arm of each, 0 or 1."""
    arm = torch.arange(count) % 2
    radius = nn.init.uniform_(torch.empty(count), 0.4, 4)
    noise = nn.init.normal_(torch.empty(count), std=0.1)
    angle = math.pi * radius + math.pi * arm + noise
    return torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1).to(device), arm.to(device)
