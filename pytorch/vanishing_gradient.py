"""
Why sigmoid networks did not train: three networks of three hidden layers on the arms of a spiral, and the
gradient on its way back through ten layers. Expect sigmoid to stay at a loss near 0.69, a coin's, and to
lose the gradient, a hundred-thousandth is left; tanh to come to about 0.5 and ReLU below 0.2. The slide says
that tanh did not train well either: so it is from these weights, but from He's it comes below 0.2.
"""

import math

import torch
from torch import nn

import arms
from run import Run

LAYERS = 10
WIDTH = 100

run = Run("vanishing-gradient", samples=300, epochs=400, lr=0.02, log_every=100)

# Data
x, y = arms.draw(run.samples)
x, y = x.to(run.device), y.to(run.device)

activations = [("sigmoid", nn.Sigmoid), ("tanh", nn.Tanh), ("ReLU", nn.ReLU)]
for name, activation in activations:
    # Model, loss and optimizer
    model = nn.Sequential(
        nn.Linear(2, WIDTH),
        activation(),
        nn.Linear(WIDTH, WIDTH),
        activation(),
        nn.Linear(WIDTH, WIDTH),
        activation(),
        nn.Linear(WIDTH, arms.COUNT),
    ).to(run.device)
    run.watch(name, model)
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)

    # Train
    for epoch in run.epochs():
        optimizer.zero_grad()
        loss = loss_function(model(x), y)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)

# The gradient of ten layers' weights
input, weights = torch.randn(WIDTH, WIDTH), math.sqrt(2.0 / WIDTH) * torch.randn(LAYERS, WIDTH, WIDTH)
input, weights = input.to(run.device), weights.to(run.device)
for name, activation in activations:
    ws = weights.clone().requires_grad_()
    a = input
    for w in ws.unbind():
        a = activation()(a @ w)

    a.square().mean().backward()
    norm = ws.grad.square().sum([1, 2]).sqrt()
    print(f"norm of dL/dW, {name}: {norm[0]:.1e} in layer 1, {norm[9]:.1e} in layer 10")
