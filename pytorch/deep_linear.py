"""
Four layers without activation are multiplied out to one matrix and one bias. Expect the same outputs to 1e-5, and
other outputs as soon as there is a ReLU between the same four layers.
"""

import torch
from torch import nn

from run import Run

HIDDEN = 16

run = Run("deep-linear", samples=1000)

# Data
x = nn.init.normal_(torch.empty(run.samples, 2)).to(run.device)

# Four layers
layer1 = nn.Linear(2, HIDDEN).to(run.device)
layer2 = nn.Linear(HIDDEN, HIDDEN).to(run.device)
layer3 = nn.Linear(HIDDEN, HIDDEN).to(run.device)
layer4 = nn.Linear(HIDDEN, 1).to(run.device)


def network(x, act):
    return layer4(act(layer3(act(layer2(act(layer1(x)))))))


# One matrix
matrix = torch.eye(2, device=run.device)
bias = torch.zeros(2, device=run.device)
parameters = 0
for layer in (layer1, layer2, layer3, layer4):
    matrix = layer.weight @ matrix
    bias = layer.weight @ bias + layer.bias
    parameters += layer.weight.numel() + layer.bias.numel()

# Report
run.report("matrix", matrix)
run.report("bias", bias)
product = x @ matrix.t() + bias
linear, with_relu = network(x, lambda z: z), network(x, torch.relu)
same, other = (linear - product).abs().max().item(), (with_relu - product).abs().max().item()
print(f"Largest difference from the one matrix on {run.samples} random inputs:")
print(f"  four layers without activation  {same:.1e}")
print(f"  the same four with ReLU         {other:.1e}")
print(f"Without activation, {parameters} parameters do no more than {matrix.numel() + bias.numel()}.")
