"""
Three classes by a linear layer and softmax, with the formulas written out beside the library's. Expect an accuracy near
0.97, differences near 1e-7, and a Jacobian that is positive on the diagonal and negative off it.
"""

import torch
from torch import nn

from run import Run


def log_softmax(z):
    """log a of the outputs a = exp(z) / Σ exp(z), for logits z (m, classes)."""
    # Less the largest logit, which changes no output, no exp overflows and no logarithm meets a sum rounded to 0.
    z = z - z.max(dim=1, keepdim=True).values
    return z - z.exp().sum(dim=1, keepdim=True).log()


def cross_entropy(z, y):
    """The mean of -Σ y·log a for logits z and one-hot labels y, both (m, classes)."""
    return -(y * log_softmax(z)).sum(dim=1).mean()


def jacobian(a):
    """da_j/dz_k of one example's outputs a (classes): a_j·(1 - a_j) on the diagonal, -a_j·a_k off it."""
    return torch.diag(a) - torch.outer(a, a)


def gap(one, other):
    return (one - other).abs().max().item()


def difference(what, gap):
    print(f"  {what:40}{gap:.3e}")


run = Run("softmax", samples=300, epochs=200, lr=0.5, log_every=20)

# Data: a cloud around each corner of a triangle
corners = torch.tensor([[0.0, 2.0], [-1.7, -1.0], [1.7, -1.0]])
labels = torch.arange(run.samples) % 3
x = corners.index_select(0, labels) + 0.8 * torch.randn(run.samples, 2)
x, labels = x.to(run.device), labels.to(run.device)
y = nn.functional.one_hot(labels, 3).float()

# Model, loss and optimizer
model = nn.Linear(2, 3).to(run.device)
loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=run.lr)

# Train
loss_gap = 0.0
for epoch in run.epochs():
    optimizer.zero_grad()
    z = model(x)
    loss = loss_function(z, labels)
    loss.backward()
    optimizer.step()
    loss_gap = max(loss_gap, gap(cross_entropy(z, y), loss))
    run.record(epoch, loss)

# The outputs and their error delta = a - y
z = model(x).detach().requires_grad_()
a = log_softmax(z).exp()
loss_function(z, labels).backward()
delta = (a - y) / run.samples

# The Jacobian at (0, 0), where the classes meet, by autograd: a row for each output
origin = model(torch.zeros(1, 2, device=run.device)).detach()
rows = []
for j in range(3):
    leaf = origin.clone().requires_grad_()
    torch.softmax(leaf, dim=1)[0, j].backward()
    rows.append(leaf.grad.squeeze(0))
by_autograd = torch.stack(rows)
output = torch.softmax(origin, dim=1).squeeze(0)
by_formula = jacobian(output)

# Report
run.report("accuracy", (z.argmax(dim=1) == labels).float().mean())
run.report("logits at (0, 0)", origin)
run.report("outputs at (0, 0)", output)
run.report("Jacobian", by_autograd)
diagonal = torch.eye(3, device=run.device) == 1
print(f"positive on the diagonal: {(by_autograd > 0)[diagonal].all().item()}")
print(f"negative off the diagonal: {(by_autograd < 0)[~diagonal].all().item()}")
print("greatest difference")
difference("sum of the outputs and 1", gap(a.sum(dim=1), torch.ones(run.samples, device=run.device)))
difference("loss: written out and CrossEntropyLoss", loss_gap)
difference("gradient: a - y and autograd", gap(delta, z.grad))
difference("Jacobian: diag(a) - aa' and autograd", gap(by_formula, by_autograd))
