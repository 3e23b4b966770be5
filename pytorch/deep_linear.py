"""Four layers without activation multiply out to one matrix and one bias. Expect the same outputs to
1e-5, and other outputs with a ReLU after each of the first three layers.
"""

import torch
from torch import nn

from run import Run

HIDDEN = 16

run = Run("deep-linear", samples=1000)

# Data
x = torch.randn(run.samples, 2).to(run.device)

# Model
layer1 = nn.Linear(2, HIDDEN).to(run.device)
layer2 = nn.Linear(HIDDEN, HIDDEN).to(run.device)
layer3 = nn.Linear(HIDDEN, HIDDEN).to(run.device)
layer4 = nn.Linear(HIDDEN, 1).to(run.device)


def deep(x):
    return layer4(layer3(layer2(layer1(x))))


def with_relu(x):
    return layer4(layer3(layer2(layer1(x).relu()).relu()).relu())


# One matrix and one bias: W₄W₃W₂W₁x + W₄(W₃(W₂b₁ + b₂) + b₃) + b₄
with torch.no_grad():
    matrix, bias, parameters = torch.eye(2, device=run.device), torch.zeros(2, device=run.device), 0
    for layer in [layer1, layer2, layer3, layer4]:
        matrix = layer.weight @ matrix
        bias = layer.weight @ bias + layer.bias
        parameters += layer.weight.numel() + layer.bias.numel()

    # Report
    product = x @ matrix.T + bias
    run.report("matrix", matrix)
    run.report("bias", bias)
    run.agree("four layers without activation and one matrix", deep(x), product, digits=5)
    run.report("largest difference with ReLU", (with_relu(x) - product).abs().max())
    print(f"Without activation, {parameters} parameters do what {matrix.numel() + bias.numel()} do.")
