"""A sigmoid neuron learns from mini-batches by the slide's loop: forward, delta, gradient, update. Expect a
training accuracy of 0.90 to 0.96, the same gradient from autograd and from examples in columns, and a neuron
that is unsure near the boundary. Slide 002 has (a − y)/a in ∂J/∂a where −y/a is right.
"""

import torch
from torch import nn

from run import Run

run = Run("logistic", samples=200, epochs=100, lr=0.1, batch_size=32, log_every=10)

# Data: a cloud around (−1.2, −0.8) and one around (1.2, 0.8)
y = (torch.arange(run.samples) % 2).to(torch.float32).unsqueeze(1)
x = (2 * y - 1) * torch.tensor([1.2, 0.8]) + torch.randn(run.samples, 2)
x, y = x.to(run.device), y.to(run.device)

# Model and loss, J = −mean(y log a + (1 − y) log(1 − a)), which the library computes from z
w, b = torch.randn(2, 1).to(run.device), torch.zeros(1, device=run.device)
loss_function = nn.BCEWithLogitsLoss()


def p(x):
    return (x @ w + b).sigmoid()


# Train
for epoch in run.epochs():
    for batch in torch.randperm(run.samples).to(run.device).split(run.batch_size):
        z = x[batch] @ w + b
        a = z.sigmoid()
        δ = a - y[batch]
        w -= run.lr * x[batch].T @ δ / len(batch)
        b -= run.lr * δ.mean()
    run.record(epoch, loss_function(x @ w + b, y))

# The gradient with the examples in rows, in columns, and by autograd
rows = x.T @ (p(x) - y) / run.samples
columns = ((w.T @ x.T + b).sigmoid() - y.T) @ x / run.samples
loss_function(x @ w.requires_grad_() + b, y).backward()
run.agree("gradients in rows and in columns", rows.T, columns)
run.agree("gradients by the delta and by autograd", rows, w.grad)

# Report
with torch.no_grad():
    run.report("w", w)
    run.report("b", b)
    run.report("training accuracy", ((p(x) >= 0.5) == (y == 1)).to(torch.float32).mean())
    print("   x₁    x₂   P(y = 1 | x)")
    for x1, x2 in [(-2.0, -1.0), (-0.5, 0.0), (0.0, 0.0), (0.5, 0.0), (2.0, 1.0)]:
        print(f"{x1:5.1f}{x2:6.1f}{p(torch.tensor([[x1, x2]], device=run.device)).item():15.6f}")
