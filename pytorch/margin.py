"""Logistic regression with labels of ±1: the loss ln(1 + e^(−y·wᵀx)) depends on the margin y·wᵀx alone.
It equals SoftMarginLoss, and BCE with labels 0 and 1. Expect it to fall from 2.127 at margin −2 to 0.127 at
margin 2; its slope, −θ(−margin) with θ the sigmoid, is near −1 where the answer is clearly wrong, and near 0
where it is clearly right.
"""

import torch
from torch import nn

from run import Run

run = Run("margin", samples=100)


def theta(s):
    return 1 / (1 + (-s).exp())


# The loss of a margin, and its slope
margins = torch.arange(-2, 3, dtype=torch.float32, device=run.device, requires_grad=True)
e = (1 + (-margins).exp()).log()
e.sum().backward()
print("margin      loss     slope")
for i in range(5):
    print(f"{margins[i]:6.1f}{e[i]:10.6f}{margins.grad[i]:10.6f}")
run.agree("slopes by autograd and −θ(−margin)", margins.grad, -theta(-margins.detach()))

# The log-transformed sigmoid: the same loss, for y = 1
z = torch.tensor([-4.0, 0, 4], device=run.device)
run.report("−log θ(z) at z = −4, 0, 4", -theta(z).log())

# Data: labels of ±1 on either side of a line, some of them wrong
x = torch.randn(run.samples, 2)
y = (x[:, 0] + 0.5 * torch.randn(run.samples) > 0).to(torch.float32) * 2 - 1
w = torch.randn(2)
x, y, w = x.to(run.device), y.to(run.device), w.to(run.device).requires_grad_()

# Loss
s = x @ w
e_in = (1 + (-y * s).exp()).log().mean()
gradient = x.T @ (-y * theta(-y * s)) / run.samples

# Report
run.report("Eᵢₙ(w)", e_in)
run.agree("Eᵢₙ and SoftMarginLoss with labels −1, 1", e_in, nn.functional.soft_margin_loss(s, y))
bce = nn.functional.binary_cross_entropy_with_logits(s, (y + 1) / 2)
run.agree("Eᵢₙ and BCEWithLogitsLoss with labels 0, 1", e_in, bce)
run.report("gradient of Eᵢₙ", gradient)
run.agree("the gradient by the slide and by autograd", gradient, torch.autograd.grad(e_in, w)[0])
