"""A forward pass, y = σ(σ(X·W₁ + b₁)·W₂ + b₂)·W₃ + b₃, is three matrix products: 3×4, 4×4 and 4×2. Expect 36
weights, and the same outputs from nn.Linear, which stores each W transposed. The slide writes W·X where its
shapes multiply as X·W, and a bias of m×1, one for each sample, where it is 1×l, one for each neuron.
"""

import torch
from torch import nn

from run import Run

run = Run("forward", samples=5)


def shape(tensor):
    return f"{tensor.shape[0]}×{tensor.shape[1]}"


# Data
x = torch.randn(run.samples, 3).to(run.device)

# Model
W = [torch.randn(3, 4).to(run.device), torch.randn(4, 4).to(run.device), torch.randn(4, 2).to(run.device)]
b = [torch.randn(1, 4).to(run.device), torch.randn(1, 4).to(run.device), torch.randn(1, 2).to(run.device)]

# A forward pass by matrix products
h1 = (x @ W[0] + b[0]).sigmoid()
h2 = (h1 @ W[1] + b[1]).sigmoid()
y = h2 @ W[2] + b[2]

# The same by nn.Linear
layers = [nn.Linear(3, 4), nn.Linear(4, 4), nn.Linear(4, 2)]
model = nn.Sequential(layers[0], nn.Sigmoid(), layers[1], nn.Sigmoid(), layers[2])
model.to(run.device)
with torch.no_grad():
    for layer, weight, bias in zip(layers, W, b):
        layer.weight.copy_(weight.T)
        layer.bias.copy_(bias.flatten())

    # Report
    print(f"X is {shape(x)}")
    print(f"σ(X·W₁ + b₁): {shape(x)} times {shape(W[0])} is {shape(h1)}")
    print(f"σ(H₁·W₂ + b₂): {shape(h1)} times {shape(W[1])} is {shape(h2)}")
    print(f"H₂·W₃ + b₃: {shape(h2)} times {shape(W[2])} is {shape(y)}")
    print(f"W₁·W₂·W₃, without the sigmoids: {shape(W[0] @ W[1] @ W[2])}")
    print(f"{sum(w.numel() for w in W)} weights")
    run.report("Y", y)
    run.agree("matrix products and nn.Linear", y, model(x))
