"""Softmax, e^z / Σ e^z, turns logits into probabilities, and a classifier for three classes is trained with
it. Expect the sigmoids of the logits (2, 1, 0.1) to add up to 2.14 and softmax to 1, a Jacobian that is
positive on the diagonal and negative off it, and a training accuracy of 0.96 to 0.99.
"""

import torch
from torch import nn

from run import Run

run = Run("softmax", samples=300, epochs=200, lr=0.5, log_every=20, weights=True)


def softmax(z):
    """As the slide prints it, for logits in rows."""
    return z.exp() / z.exp().sum(dim=1, keepdim=True)


# An output layer of sigmoids, and one of softmax
loss_function = nn.CrossEntropyLoss()
z = torch.tensor([[2, 1, 0.1]], device=run.device)
run.report("logits z", z)
run.report("σ(z)", z.sigmoid())
run.report("sum of σ(z)", z.sigmoid().sum())
run.report("softmax(z)", softmax(z))
run.report("sum of softmax(z)", softmax(z).sum())
run.agree("softmax written out and the library's", softmax(z), z.softmax(dim=1))

# The loss, −Σ y log a, if the first class is right
a, y = softmax(z), torch.tensor([[1.0, 0, 0]], device=run.device)
cross_entropy = -(y * a.log()).sum()
run.report("cross-entropy, class 1 right", cross_entropy)
run.agree("cross-entropy written out and the library's", cross_entropy, loss_function(z, y))

# The Jacobian: a logit lifts its own output and lowers the others
z.requires_grad_()
a = softmax(z)[0]
rows = [torch.autograd.grad(a[j], z, retain_graph=True)[0] for j in range(3)]
jacobian = torch.cat(rows)
run.report("∂a/∂z", jacobian)
run.agree("the Jacobian by autograd and diag(a) − aaᵀ", jacobian, a.diag() - a.outer(a))

# Of two classes, softmax is the sigmoid
run.report("softmax(1.3, 0)", softmax(torch.tensor([[1.3, 0]], device=run.device)))
run.report("σ(1.3)", torch.tensor(1.3, device=run.device).sigmoid())

# Data: a cloud around each corner of a triangle
corners = torch.tensor([[0, 2], [-1.7, -1], [1.7, -1]])
labels = torch.arange(run.samples) % 3
x = corners[labels] + 0.8 * torch.randn(run.samples, 2)
x, labels = x.to(run.device), labels.to(run.device)

# Model and optimizer
model = nn.Linear(2, 3).to(run.device)
run.watch(model)
optimizer = torch.optim.SGD(model.parameters(), lr=run.lr)

# Train
for epoch in run.epochs():
    optimizer.zero_grad()
    logits = model(x)
    loss = loss_function(logits, labels)
    loss.backward()
    optimizer.step()
    run.record(epoch, loss)

# Report
with torch.no_grad():
    run.report("training accuracy", (model(x).argmax(dim=1) == labels).to(torch.float32).mean())
