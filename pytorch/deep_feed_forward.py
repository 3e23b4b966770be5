"""A wide network and a deep one with about as many parameters learn a wave that gets ever faster. Expect,
after 2000 epochs, an error near 0.3 from the wide one, which has only learned the slow part, and 0.01 to 0.02
from the deep one; the wide one needs about eight times as many epochs to reach that.
"""

import math

import torch
from torch import nn

from run import Run

run = Run("deep-feed-forward", samples=300, epochs=2000, lr=0.001, log_every=500)

# Data
x = nn.init.uniform_(torch.empty(run.samples, 1), -1, 1)
noise = nn.init.normal_(torch.empty(run.samples, 1), std=0.1)
y = (2 * math.pi * (x + 1).square()).sin() + noise
x, y = x.to(run.device), y.to(run.device)

# Models and loss
wide = nn.Sequential(nn.Linear(1, 200), nn.Tanh(), nn.Linear(200, 1)).to(run.device)
deep = nn.Sequential(
    nn.Linear(1, 16), nn.Tanh(),
    nn.Linear(16, 16), nn.Tanh(),
    nn.Linear(16, 16), nn.Tanh(),
    nn.Linear(16, 1),
).to(run.device)
loss_function = nn.MSELoss()
networks = [("wide", wide), ("deep", deep)]

for name, model in networks:
    # Train
    run.watch(name, model)
    optimizer = torch.optim.Adam(model.parameters(), lr=run.lr)
    for epoch in run.epochs():
        optimizer.zero_grad()
        output = model(x)
        loss = loss_function(output, y)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)

    # Report
    with torch.no_grad():
        parameters = sum(p.numel() for p in model.parameters())
        error = loss_function(model(x), y)
        print(f"{name}: {parameters} parameters")
        run.report(f"{name}: training MSE", error)
