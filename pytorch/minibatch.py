"""
A line learned by stochastic (m = 1), mini-batch (1 < m < N) and batch (m = N) descent, then by a larger mini-batch
without and with the linear scaling rule. Expect all near the loss of least squares: the smaller the batch, the fewer
examples it takes, and stochastic descent jitters; with the rule, an example in a larger batch moves the weights as far.
"""

import torch
from torch import nn

from run import Run

run = Run("minibatch", samples=256, epochs=50, lr=0.05, batch_size=32, log_every=10)

# Data
x = nn.init.uniform_(torch.empty(run.samples, 1), -2, 2)
noise = nn.init.normal_(torch.empty(run.samples, 1), std=0.2)
y = 2 * x + 3 + noise
x, y = x.to(run.device), y.to(run.device)


# Model, loss, optimizer and training for a batch size m
def train(name, m, lr):
    model = nn.Linear(1, 1).to(run.device)
    nn.init.zeros_(model.weight)
    nn.init.zeros_(model.bias)
    loss_function = nn.MSELoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)

    updates = 0
    for epoch in run.epochs():
        order = torch.randperm(run.samples).to(run.device)
        for inputs, targets in zip(x[order].split(m), y[order].split(m)):
            optimizer.zero_grad()
            output = model(inputs)
            loss = loss_function(output, targets)
            loss.backward()
            optimizer.step()
            updates += 1
            if updates == 1:
                moved = torch.cat([model.weight.flatten(), model.bias]).detach().norm() / m
                print(f"{name}: m = {m}, learning rate {lr:.4f}, first update / m = {moved:.3e}")

        run.record(epoch, loss_function(model(x), y), name)


# Train: the three variants, then a larger mini-batch without and with the linear scaling rule
small = min(run.batch_size, run.samples)
large = min(4 * small, run.samples)
train("stochastic", 1, run.lr)
train("mini-batch", small, run.lr)
train("batch", run.samples, run.lr)
train("larger", large, run.lr)
train("larger and scaled", large, run.lr * large / small)

# Report
inputs_and_ones = torch.cat([x, torch.ones_like(x)], dim=1)
least = ((inputs_and_ones @ torch.linalg.lstsq(inputs_and_ones, y).solution - y) ** 2).mean()
run.report("loss of least squares", least)
