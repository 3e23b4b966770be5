"""What no training can fix: a line on the data of quadratic. Expect its loss to end at 461 (428 to 466 at
other seeds), the lowest any line can reach, while the network of quadratic falls below 100. With quadratic's
learning rate, the line is still at 615 (578 to 636): its b must rise to about 450, by at most 0.001 an epoch.
"""

import torch
from torch import nn

from run import Run

# The learning rate of quadratic.
SLOW_LEARNING_RATE = 0.001

run = Run("linear-limits", samples=1000, epochs=5000, lr=1, log_every=1000)

# Data
x = nn.init.uniform_(torch.empty(run.samples, 1), -15, 15)
noise = nn.init.normal_(torch.empty(run.samples, 1), std=1)
y = 8 * x.square() + 7 * x + 3 + noise
x, y = x.to(run.device), y.to(run.device)


def lines(w):
    """The least loss of a line of slope w, and its b: under L1 the best b is the median of y − wx."""
    residuals = y - x * w
    b = residuals.sort(dim=0).values[run.samples // 2]
    return (residuals - b).abs().mean(dim=0), b


# A grid search for the best slope, first coarse, then fine.
slopes = torch.linspace(-13, 27, 401, device=run.device)
losses, _ = lines(slopes)
fine_slopes = slopes[losses.argmin()] + torch.linspace(-0.1, 0.1, 41, device=run.device)
fine_losses, b = lines(fine_slopes)
best = fine_losses.argmin()
run.report("least L1 loss of a line", fine_losses[best])

# Model and loss
line = nn.Linear(1, 1).to(run.device)
slow = nn.Linear(1, 1).to(run.device)
slow.load_state_dict(line.state_dict())
network = nn.Sequential(
    nn.Linear(1, 10), nn.ReLU(),
    nn.Linear(10, 6), nn.ReLU(),
    nn.Linear(6, 1),
).to(run.device)
loss_function = nn.L1Loss()


# Train
def train(name, model, learning_rate):
    run.watch(name, model)
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for epoch in run.epochs():
        optimizer.zero_grad()
        output = model(x)
        loss = loss_function(output, y)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)


train("line", line, run.lr)
train("slow line", slow, SLOW_LEARNING_RATE)
train("network", network, SLOW_LEARNING_RATE)
