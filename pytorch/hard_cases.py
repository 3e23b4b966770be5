"""
Three data sets that no line can split, each given to a linear classifier and to a network with two hidden layers of 16.
Expect the line to get 0.4 to 0.7 of fresh points right, about what guessing does, and the network more than 0.95.
"""

import torch
from torch import nn

from run import Run


def parity(x):
    """Class 1: of the two pixels, an odd number is > 0."""
    return (x > 0).sum(dim=1) % 2 == 1


def ring(x):
    """Class 1: 1 <= L2 norm <= 2."""
    norm = x.square().sum(dim=1).sqrt()
    return (norm >= 1) & (norm <= 2)


def three_modes(x):
    """Class 1: at most 1 from the nearest of three centers."""
    centers = torch.tensor([[-1.1, -1.1], [1.1, -1.1], [0.0, 1.1]])
    distances = (x.unsqueeze(1) - centers).square().sum(dim=2).sqrt()
    return distances.min(dim=1).values <= 1


run = Run("hard-cases", samples=1000, epochs=600, lr=0.15, log_every=200)

# Data: points of a square to learn from, and as many fresh ones to judge by
x = nn.init.uniform_(torch.empty(run.samples, 2), -2.25, 2.25)
fresh = nn.init.uniform_(torch.empty(run.samples, 2), -2.25, 2.25)

# Models and loss
data_sets = {"parity": parity, "ring": ring, "three modes": three_modes}
models = {
    "linear": lambda: nn.Linear(2, 1),
    "MLP": lambda: nn.Sequential(
        nn.Linear(2, 16),
        nn.Tanh(),
        nn.Linear(16, 16),
        nn.Tanh(),
        nn.Linear(16, 1)),
}
loss_function = nn.BCEWithLogitsLoss()

accuracy = {}
for data, is_class_1 in data_sets.items():
    for name, new_model in models.items():
        # Train
        inputs, labels = x.to(run.device), is_class_1(x).float().to(run.device)
        model = new_model().to(run.device)
        optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)
        for epoch in run.epochs():
            optimizer.zero_grad()
            logits = model(inputs).squeeze(1)
            loss = loss_function(logits, labels)
            loss.backward()
            optimizer.step()
            run.record(epoch, loss, f"loss of {name} on {data}")

        # Judge; the probability of class 1 is at least 0.5 where the logit is at least 0.
        right = (model(fresh.to(run.device)).squeeze(1).cpu() >= 0) == is_class_1(fresh)
        accuracy[data, name] = right.float().mean().item()

# Report
print(f"accuracy on {run.samples} fresh points")
print(f"{'':12}{'linear':>9}{'MLP':>9}")
for data in data_sets:
    print(f"{data:12}{accuracy[data, 'linear']:9.4f}{accuracy[data, 'MLP']:9.4f}")
