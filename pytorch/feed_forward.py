"""One hidden layer does what no line can: XOR, and a curve. Expect all four corners of XOR to be right, and
an error on sin 2x near the noise's variance of 0.01; that of the values is 0.5.
"""

import torch
from torch import nn

from run import Run

run = Run("feed-forward", samples=200, epochs=1000, lr=0.01, log_every=500)

# Data
corners = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]], device=run.device)
labels = torch.tensor([[0.0], [1], [1], [0]], device=run.device)
x = nn.init.uniform_(torch.empty(run.samples, 1), -3, 3)
noise = nn.init.normal_(torch.empty(run.samples, 1), std=0.1)
y = (2 * x).sin() + noise
x, y = x.to(run.device), y.to(run.device)

# Models and losses
classifier = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)).to(run.device)
regressor = nn.Sequential(nn.Linear(1, 20), nn.Tanh(), nn.Linear(20, 1)).to(run.device)
cross_entropy = nn.BCEWithLogitsLoss()
mse = nn.MSELoss()
trainings = [
    ("XOR", classifier, cross_entropy, corners, labels),
    ("sin 2x", regressor, mse, x, y),
]

# Train
for name, model, loss_function, inputs, targets in trainings:
    run.watch(name, model)
    optimizer = torch.optim.Adam(model.parameters(), lr=run.lr)
    for epoch in run.epochs():
        optimizer.zero_grad()
        output = model(inputs)
        loss = loss_function(output, targets)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)

# Report
with torch.no_grad():
    right = ((classifier(corners) >= 0) == (labels == 1)).sum().item()
    print(f"XOR: {right} of 4 corners right")
    run.report("training MSE on sin 2x", mse(regressor(x), y))
    run.report("variance of y", y.var())
