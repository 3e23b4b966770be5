"""
Three classes by the scores Wx, trained by hinge and by cross-entropy, without and with L2. Expect the hinge to be
exactly 0 and W to rest once every margin is 1, cross-entropy never to rest, and L2 to keep ‖W‖ small.
"""

import math

import torch
from torch import nn
from torch.nn import functional

from run import Run

LAMBDA = 0.01

run = Run("hinge", samples=150, epochs=300, lr=0.1, log_every=100)


def hinge_loss(scores, y):
    """Σ max(0, sⱼ − s + 1) over the wrong classes j, with s the label's score; the mean over samples and, as in
    MultiMarginLoss, classes."""
    margins = scores - scores.gather(1, y.unsqueeze(1)) + 1
    return margins.relu().masked_fill(functional.one_hot(y, scores.shape[1]) == 1, 0).mean()


def cross_entropy_loss(scores, y):
    """log Σ exp sⱼ − s, the mean over samples: −log softmax of the label, by a log-sum-exp that neither overflows nor
    takes log 0."""
    return (scores.logsumexp(1) - scores.gather(1, y.unsqueeze(1)).squeeze(1)).mean()


def print_loss(name, written, library):
    print(f"{name:24}{written.item():13.6f}{library.item():14.6f}{(written - library).abs().item():14.6f}")


def train(name, loss_function, weight_penalty):
    w = nn.Parameter(start.clone())
    optimizer = torch.optim.SGD([w], lr=run.lr)
    norms = []
    for epoch in run.epochs():
        optimizer.zero_grad()
        loss = loss_function(x.mm(w.t()), y)
        squares = w.square().sum()
        (loss + weight_penalty * squares).backward()
        optimizer.step()
        run.record(epoch, loss, name)
        norms.append(squares.sqrt().item())

    return name, w.detach(), norms


# Data
centers = torch.tensor([[0, 3], [-2.6, -1.5], [2.6, -1.5]])
y = torch.arange(run.samples) % 3
x = centers.index_select(0, y) + 0.5 * torch.randn(run.samples, 2)
start = torch.randn(3, 2)
x, y, start = x.to(run.device), y.to(run.device), start.to(run.device)

# Losses
multi_margin = nn.MultiMarginLoss()
cross_entropy = nn.CrossEntropyLoss()
extreme = torch.tensor([[1000.0, 0, -1000]]).to(run.device)
last = torch.tensor([2]).to(run.device)
print("loss                      written out       library    difference")
print_loss("hinge", hinge_loss(x.mm(start.t()), y), multi_margin(x.mm(start.t()), y))
print_loss("cross-entropy", cross_entropy_loss(x.mm(start.t()), y), cross_entropy(x.mm(start.t()), y))
print_loss("hinge of ±1000", hinge_loss(extreme, last), multi_margin(extreme, last))
print_loss("cross-entropy of ±1000", cross_entropy_loss(extreme, last), cross_entropy(extreme, last))

# Train
print()
trained = [
    train("hinge", multi_margin, 0),
    train("hinge + L2", multi_margin, LAMBDA),
    train("cross-entropy", cross_entropy, 0),
    train("cross-entropy + L2", cross_entropy, LAMBDA),
]

# Report
print()
print("trained by               hinge  cross-entropy  smallest margin       |W|  at rest from epoch")
for name, w, norm in trained:
    scores = x.mm(w.t())
    wrong = scores.masked_fill(functional.one_hot(y, 3) == 1, -math.inf).max(1).values
    margin = (scores.gather(1, y.unsqueeze(1)).squeeze(1) - wrong).sort().values.tolist()
    rest = max((epoch + 1 for epoch in range(len(norm)) if norm[epoch] != norm[-1]), default=0)
    rests_from = rest if rest < len(norm) - 1 else "never"
    hinge, entropy = hinge_loss(scores, y).item(), cross_entropy_loss(scores, y).item()
    print(f"{name:20}{hinge:10.6f}{entropy:15.6f}{margin[0]:17.6f}{norm[-1]:10.6f}{rests_from:>20}")

print("Hinge asks for margins of 1 and rests there; cross-entropy always asks for more; L2 asks for small weights.")
