"""The linear scaling rule: a batch size m and a learning rate η that are both k times as large keep the mean
update per example. Expect, for k = 8, the first 128 examples to move the weights about as far, and the loss
to fall alike; with η unchanged, an eighth as far. What is gained: more examples per second.
"""

import torch
from torch import nn

from run import Run

# How many times as large the batch becomes.
K = 8

run = Run("linear-scaling", samples=12800, lr=0.005, batch_size=16)

# Data
x = nn.init.uniform_(torch.empty(run.samples), -2, 2)
noise = nn.init.normal_(torch.empty(run.samples), std=0.2)
y = 2 * x + 3 + noise
x, y = x.to(run.device), y.to(run.device)


# Loss
def mse(theta, x, y):
    return (y - theta[1] * x - theta[0]).square().mean()


# Train: the same examples in the same order
def update_theta(theta, x, y, learning_rate):
    gradient, = torch.autograd.grad(mse(theta, x, y), theta)
    with torch.no_grad():
        theta -= learning_rate * gradient


batch_size = min(run.batch_size, run.samples)
large = K * batch_size
trainings = [
    ("m and η", batch_size, run.lr),
    ("k·m and η", large, run.lr),
    ("k·m and k·η", large, K * run.lr),
]
print("training           m         η  update per example      loss")
for name, m, learning_rate in trainings:
    theta = torch.zeros(2, device=run.device, requires_grad=True)
    for step, (xs, ys) in enumerate(zip(x.split(large), y.split(large))):
        for inputs, targets in zip(xs.split(m), ys.split(m)):
            update_theta(theta, inputs, targets, learning_rate)

        with torch.no_grad():
            loss = mse(theta, x, y)
            run.record(step, loss, f"{name}: {large // m} × {m} examples per step")
            if step == 0:
                update = theta.norm().item() / len(xs)

    print(f"{name:11}{m:9}{learning_rate:10.4f}{update:20.4e}{loss:10.6f}")
