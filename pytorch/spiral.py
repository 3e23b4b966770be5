"""
A linear classifier, a 2-layer and a 3-layer network tell the two arms of a spiral apart. Expect about 55, 70 and
99 % of new points right after as many epochs: each hidden layer bends the boundary further.

The slide writes only the weights; every layer has a bias too, or all boundaries would be rays from 0.
"""

import math

import torch
from torch import nn

from run import Run

ARMS = 2
HIDDEN = 100

run = Run("spiral", samples=300, epochs=200, lr=0.1, log_every=50)


def points(count):
    arm = torch.arange(count) % ARMS
    radius = nn.init.uniform_(torch.empty(count), 0.4, 4)
    noise = nn.init.normal_(torch.empty(count), std=0.1)
    angle = math.pi * radius + 2 * math.pi / ARMS * arm + noise
    points = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
    return points.to(run.device), arm.to(run.device)


def accuracy(scores, y):
    return (scores.argmax(1) == y).float().mean().item()


# Data
x, y = points(run.samples)
new_x, new_y = points(1000)

# Models and loss
linear = nn.Linear(2, ARMS).to(run.device)
two_layers = nn.Sequential(
    nn.Linear(2, HIDDEN),
    nn.ReLU(),
    nn.Linear(HIDDEN, ARMS),
).to(run.device)
three_layers = nn.Sequential(
    nn.Linear(2, HIDDEN),
    nn.ReLU(),
    nn.Linear(HIDDEN, HIDDEN),
    nn.ReLU(),
    nn.Linear(HIDDEN, ARMS),
).to(run.device)
networks = [
    ("linear", "Wx", linear),
    ("2-layer", "W2 max(0, W1 x)", two_layers),
    ("3-layer", "W3 max(0, W2 max(0, W1 x))", three_layers),
]
loss_function = nn.CrossEntropyLoss()

# Train
for name, _, model in networks:
    optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)
    for epoch in run.epochs():
        optimizer.zero_grad()
        scores = model(x)
        loss = loss_function(scores, y)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)

# Report
print(f"{'network':38}accuracy  on new points")
for name, formula, model in networks:
    print(f"{name:8}f = {formula:26}{accuracy(model(x), y):8.3f}{accuracy(model(new_x), new_y):15.3f}")
