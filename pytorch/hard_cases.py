"""Three data sets that no line can split, each given to a linear classifier and to a network with two hidden
layers of 16. Expect the line to get 0.4 to 0.7 of the test points right, and the network more than 0.95.
"""

import torch
from torch import nn

from run import Run

run = Run("hard-cases", samples=1000, epochs=800, lr=0.08, log_every=200)


def parity(x):
    """Class 1: an odd number of x's two coordinates is > 0. Shapes (m, 2) to (m, 1)."""
    return (x > 0).sum(dim=1, keepdim=True) % 2 == 1


def ring(x):
    """Class 1: 1 ≤ L2 norm ≤ 2. Shapes (m, 2) to (m, 1)."""
    norm = x.norm(dim=1, keepdim=True)
    return (norm >= 1) & (norm <= 2)


def three_modes(x):
    """Class 1: at most 1 from the nearest of three centers. Shapes (m, 2) to (m, 1)."""
    centers = torch.tensor([[-1.1, -1.1], [1.1, -1.1], [0, 1.1]], device=x.device)
    distances = (x.unsqueeze(1) - centers).norm(dim=2)
    return (distances <= 1).any(dim=1, keepdim=True)


def linear():
    return nn.Linear(2, 1)


def mlp():
    return nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))


# Data: points of a square to train on, and as many to test on
x = nn.init.uniform_(torch.empty(run.samples, 2), -2.25, 2.25)
test_x = nn.init.uniform_(torch.empty(run.samples, 2), -2.25, 2.25)
x, test_x = x.to(run.device), test_x.to(run.device)
data_sets = [("parity", parity), ("ring", ring), ("three modes", three_modes)]

# Models and loss
models = [("linear", linear), ("MLP", mlp)]
loss_function = nn.BCEWithLogitsLoss()

for name, new_model in models:
    for data, is_class_1 in data_sets:
        # Train
        y = is_class_1(x).to(torch.float32)
        model = new_model().to(run.device)
        run.watch(f"{name} on {data}", model)
        optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)
        for epoch in run.epochs():
            optimizer.zero_grad()
            logits = model(x)
            loss = loss_function(logits, y)
            loss.backward()
            optimizer.step()
            run.record(epoch, loss, f"{name} on {data}")

        # Report; the probability of class 1 is at least 0.5 where the logit is at least 0
        with torch.no_grad():
            right = (model(test_x) >= 0) == is_class_1(test_x)
        run.report(f"{name} on {data}: test accuracy", right.to(torch.float32).mean())
