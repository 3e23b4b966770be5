"""Which loss for softmax: L1, L2 or cross-entropy? Expect all three to learn from the default start, to a
training accuracy above 0.95, but only cross-entropy from badly wrong weights: where softmax is sure of the
wrong class, the gradients of L1 and L2 are near 0. L2 is the squared error without the slide's ½: its
gradients are twice as large.
"""

import torch
from torch import nn

from run import Run

run = Run("softmax-losses", samples=300, epochs=300, lr=0.5, log_every=100)


# The loss of each example; z and y have the shape (examples, classes).
def cross_entropy(z, y):
    return -(y * z.log_softmax(dim=1)).sum(dim=1)


def l2(z, y):
    return (z.softmax(dim=1) - y).square().sum(dim=1)


def l1(z, y):
    return (z.softmax(dim=1) - y).abs().sum(dim=1)


losses = [("cross-entropy", cross_entropy), ("L2", l2), ("L1", l1)]

# Data: a cloud around each corner of a triangle
corners = torch.tensor([[0, 2], [-1.7, -1], [1.7, -1]])
labels = torch.arange(run.samples) % 3
x = corners[labels] + 0.8 * torch.randn(run.samples, 2)
x, labels = x.to(run.device), labels.to(run.device)
y = nn.functional.one_hot(labels, 3).to(torch.float32)

# Starts: weights that point away from each class, and the default ones
initial = nn.Linear(2, 3)
starts = [("wrong", -3 * corners, torch.zeros(3)), ("default", initial.weight, initial.bias)]
for start, weight, bias in starts:
    for name, loss_function in losses:
        # Model and optimizer
        model = nn.Linear(2, 3)
        model.load_state_dict({"weight": weight, "bias": bias})
        model.to(run.device)
        run.watch(f"{name} from the {start} start", model)
        optimizer = torch.optim.SGD(model.parameters(), lr=run.lr)

        # Train
        for epoch in run.epochs():
            optimizer.zero_grad()
            logits = model(x)
            loss = loss_function(logits, y).mean()
            loss.backward()
            optimizer.step()
            run.record(epoch, loss, f"{name} from the {start} start")

        # Report
        with torch.no_grad():
            accuracy = (model(x).argmax(dim=1) == labels).to(torch.float32).mean()
        run.report(f"{name} from the {start} start: training accuracy", accuracy)

# Why: the gradient where softmax is sure of the first class and the second one is right
right = torch.tensor([[0.0, 1, 0]], device=run.device)
print("∂L/∂z at z = (8, 0, 0), y = (0, 1, 0)")
for name, loss_function in losses:
    z = torch.tensor([[8.0, 0, 0]], device=run.device, requires_grad=True)
    loss_function(z, right).backward()
    gradient = z.grad[0]
    print(f"{name:15}{gradient[0]:10.5f}{gradient[1]:10.5f}{gradient[2]:10.5f}")
