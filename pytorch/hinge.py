"""Three classes scored by Wx, trained with hinge, the loss of support vector machines, and with
cross-entropy. Expect, without L2, hinge at 0 and W at rest once the smallest margin is 1, and cross-entropy
never at rest; with L2, a smaller W.
"""

import torch
from torch import nn

from run import Run

run = Run("hinge", samples=150, epochs=300, lr=0.1, log_every=100)

# Data: a cloud around each of three centers
y = torch.arange(run.samples) % 3
x = torch.tensor([[0, 3], [-2.6, -1.5], [2.6, -1.5]])[y] + torch.randn(run.samples, 2) / 2
start = torch.randn(3, 2)
x, y, start = x.to(run.device), y.to(run.device), start.to(run.device)
is_right = nn.functional.one_hot(y, 3) == 1


def margins(s):
    """By how much the right class's score exceeds that of each wrong one."""
    return s[is_right].unsqueeze(1) - s[~is_right].reshape(-1, 2)


def hinge_loss(s):
    """Σ max(0, s_j − s_y + 1) over the wrong classes j."""
    return (1 - margins(s)).relu().sum(dim=1).mean()


def cross_entropy(s):
    """−log(e^s_y / Σ e^s_j)."""
    return -(s[is_right].exp() / s.exp().sum(dim=1)).log().mean()


# The library's hinge is a mean over the three classes; Apple's GPU does not have it
s = x @ start.T
multi_margin = nn.functional.multi_margin_loss(s.cpu(), y.cpu())
run.agree("hinge and MultiMarginLoss", hinge_loss(s).cpu() / 3, multi_margin)
run.agree("cross-entropy and CrossEntropyLoss", cross_entropy(s), nn.functional.cross_entropy(s, y))
trainings = [
    ("hinge", hinge_loss, 0), ("cross-entropy", cross_entropy, 0),
    ("hinge + L2", hinge_loss, 0.01), ("cross-entropy + L2", cross_entropy, 0.01),
]
for name, loss_function, λ in trainings:
    # Model and optimizer
    model = nn.Linear(2, 3, bias=False).to(run.device)
    model.load_state_dict({"weight": start})
    run.watch(name, model)
    W = model.weight
    optimizer = torch.optim.SGD(model.parameters(), lr=run.lr)

    # Train
    for epoch in run.epochs():
        optimizer.zero_grad()
        loss = loss_function(model(x))
        (loss + λ * W.square().sum()).backward()
        optimizer.step()
        run.record(epoch, loss, name)

    # Report
    with torch.no_grad():
        run.report(f"{name}: data loss", loss_function(model(x)))
        run.report(f"{name}: smallest margin", margins(model(x)).min())
        run.report(f"{name}: ‖W‖", W.norm())
