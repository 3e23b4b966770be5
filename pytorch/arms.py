"""Points on the two arms of a spiral. It mirrors src/Examples/Networks/Arms.cs."""

import math

import torch
from torch import nn

COUNT = 2


def draw(count):
    """Draws points, shape (count, 2), from one arm and the other in turn, and the arm of each, 0 or 1."""
    arm = torch.arange(count) % COUNT
    radius = nn.init.uniform_(torch.empty(count), 0.4, 4)
    noise = nn.init.normal_(torch.empty(count), std=0.1)
    angle = math.pi * radius + 2 * math.pi / COUNT * arm + noise
    return torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1), arm
