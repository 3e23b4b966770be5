"""Why sigmoid networks did not train: networks of three hidden layers learn the arms of a spiral. Expect
sigmoid to stay near a loss of ln 2 = 0.69, that of a coin, tanh to reach about 0.5, and ReLU less than 0.2.
The norms are those of other networks, which show the cause: ten layers without biases, with He's weights. On
its way back through them, sigmoid leaves less than 1e-5 of the gradient. The slide says that tanh did not
train well either: from nn.Linear's weights it is slow.
"""

import math

import torch
from torch import nn

import arms
from run import Run

run = Run("vanishing-gradient", samples=300, epochs=400, lr=0.02, log_every=100)

# Data
x, y = arms.sample(run.samples, run.device)

# Activations
activations = [("sigmoid", nn.Sigmoid), ("tanh", nn.Tanh), ("ReLU", nn.ReLU)]
for name, activation in activations:
    # Model, loss and optimizer
    model = nn.Sequential(
        nn.Linear(2, 100), activation(),
        nn.Linear(100, 100), activation(),
        nn.Linear(100, 100), activation(),
        nn.Linear(100, 2),
    ).to(run.device)
    run.watch(name, model)
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)

    # Train
    for epoch in run.epochs():
        optimizer.zero_grad()
        logits = model(x)
        loss = loss_function(logits, y)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)

# Other networks: ten layers without biases, weights N(0, 2/100) as He draws them; L = mean output²
inputs = torch.randn(100, 100).to(run.device)
weights = (math.sqrt(2 / 100) * torch.randn(10, 100, 100)).to(run.device).requires_grad_()
for name, activation in activations:
    a = inputs
    for w in weights.unbind():
        a = activation()(a @ w)
    L = a.square().mean()
    norm = torch.linalg.vector_norm(torch.autograd.grad(L, weights)[0], dim=(1, 2))
    print(f"‖∂L/∂W‖, {name}: {norm[0]:.1e} in layer 1, {norm[9]:.1e} in layer 10")
