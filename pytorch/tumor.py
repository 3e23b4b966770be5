"""
Is a tumor malignant, judged by its size? A line cut at 0.5 and logistic regression agree, until one very large tumor
tilts the line: expect its threshold to move by about 1 cm, so that it misses malignant tumors, and the logistic
threshold to stay.
"""

from typing import NamedTuple

import torch
from torch import nn

from run import Run


class Fit(NamedTuple):
    """A tumor is called malignant where w·size + b is at least the cut."""

    name: str
    w: torch.Tensor
    b: torch.Tensor
    cut: float

    def threshold(self):
        return ((self.cut - self.b) / self.w).item()

    def malignant(self, size):
        return self.w * size + self.b >= self.cut


run = Run("tumor", samples=40, epochs=1000, lr=0.1, log_every=250)
if run.samples < 2:
    raise SystemExit("--samples must be at least 2: a benign and a malignant tumor.")

# Data: sizes in cm, label 1 for malignant; the last tumor is the very large one
benign = run.samples * 3 // 5
malignant = run.samples - benign
x = torch.cat([0.5 + 2.6 * torch.rand(benign), 2.9 + 2.6 * torch.rand(malignant), 20 * torch.ones(1)])
y = torch.cat([torch.zeros(benign), torch.ones(malignant + 1)])
x, y = x.to(run.device), y.to(run.device)

fits = []
loss_function = nn.BCEWithLogitsLoss()
for data, count in ("without outlier", run.samples), ("with outlier", run.samples + 1):
    size, label = x[:count], y[:count]

    # Linear regression has a closed form
    dx, dy = size - size.mean(), label - label.mean()
    w = (dx * dy).sum() / dx.square().sum()
    b = label.mean() - w * size.mean()
    fits.append(Fit(f"linear, {data}", w, b, cut=0.5))

    # Logistic regression has none
    model = nn.Linear(1, 1).to(run.device)
    optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)
    for epoch in run.epochs():
        optimizer.zero_grad()
        logits = model(size.unsqueeze(1)).squeeze(1)
        loss = loss_function(logits, label)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, f"loss {data}")

    # The probability σ(z) is at least 0.5 where z is at least 0.
    fits.append(Fit(f"logistic, {data}", model.weight.detach().squeeze(), model.bias.detach().squeeze(), cut=0.0))

# Report
print(f"{'':25}{'threshold':>12}{'accuracy':>10}{'malignant missed':>18}")
for fit in fits:
    accuracy = (fit.malignant(x) == (y == 1)).float().mean().item()
    missed = (~fit.malignant(x) & (y == 1)).sum().item()
    print(f"{fit.name:25}{fit.threshold():9.2f} cm{accuracy:10.4f}{f'{missed} of {malignant + 1}':>18}")
