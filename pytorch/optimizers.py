"""Would another optimizer do? SGD, momentum and Adam, at one learning rate each, on the ReLU + MSE cost of
loss-surface. Expect SGD to stop in the side minimum, −0.54, and Adam in the best, −2.00; momentum stops there
from 1, but from 2 it is thrown past it onto the plateau, where it coasts to a stop at −5.07. From −5 none
starts to move, for the gradient is 0. The learning rate decides: Adam stops at −0.54 with 0.03, SGD at −2.00
with 0.2.
"""

import torch
from torch import nn

from run import Run

STEPS = 400
B = 2

run = Run("optimizers", double_precision=True)

# Data
x = torch.tensor([0.5, 1, 3], dtype=torch.float64, device=run.device)
t = torch.tensor([1.0, 0, 1], dtype=torch.float64, device=run.device)


# Loss and optimizers
def cost(w):
    return ((w * x + B).relu() - t).square().mean(-1)


optimizers = [
    ("SGD 0.1", lambda w: torch.optim.SGD([w], lr=0.1)),
    ("momentum 0.01", lambda w: torch.optim.SGD([w], lr=0.01, momentum=0.9)),
    ("Adam 0.1", lambda w: torch.optim.Adam([w], lr=0.1)),
]

# Train
starts = [
    (1, "SGD stops in the side minimum"),
    (2, "momentum overshoots onto the plateau"),
    (-5, "none leaves the plateau"),
]
print("from w   slope there   optimizer        to w      cost")
for start, finding in starts:
    for name, optimizer_for in optimizers:
        w = nn.Parameter(torch.tensor(start, dtype=torch.float64, device=run.device))
        optimizer = optimizer_for(w)
        slope, = torch.autograd.grad(cost(w), w)
        for step in range(STEPS):
            optimizer.zero_grad()
            loss = cost(w)
            loss.backward()
            run.record(step, loss, f"{name} from {start}")
            optimizer.step()

        # Report
        with torch.no_grad():
            print(f"{start:6.2f}{slope:14.6f}   {name:13}{w.item():8.2f}{cost(w):10.4f}")

    print(f"From {start}, {finding}.")
