"""Entropy is the mean of the information log 1/p. Expect 1 bit for a fair coin, 0 for a one-hot label, and
cross-entropy = entropy + divergence for every p and q. The slides print D(p‖q) > 0, D(p‖q) = H(p,q) and a
cross-entropy of 0 at q = p. D is 0 at q = p, and the other two hold only if p is one-hot: the
cross-entropy of a fair coin and itself is 1 bit, ln 2 = 0.693147 nats. Where a slide averages the
information of Q over P, its formula has P and Q swapped.
"""

import math

import torch

from run import Run

run = Run("entropy", double_precision=True, samples=1000)


def H(p):
    """H(p) = Σ p log 1/p, in bits. What never happens adds nothing: xlogy is 0 at p = 0."""
    return p.xlogy(1 / p).sum(dim=-1) / math.log(2)


def cross_entropy(p, q):
    """H(p,q) = −Σ p log q = Σ p log 1/q, in bits."""
    return p.xlogy(1 / q).sum(dim=-1) / math.log(2)


def divergence(p, q):
    """D(p‖q) = Σ p log p/q, in bits."""
    return p.xlogy(p / q).sum(dim=-1) / math.log(2)


# Information
events = [("certain", 1), ("side of a coin", 1 / 2), ("face of a die", 1 / 6), ("1 of 256", 1 / 256)]
print("event                    p      bits")
for name, probability in events:
    information = math.log2(1 / probability)
    print(f"{name:16}{probability:10.6f}{information:10.6f}")

# Entropy of a coin
heads = torch.tensor([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1], dtype=torch.float64, device=run.device)
run.report("P(heads)", heads)
run.report("entropy of the coin, bits", H(torch.stack([heads, 1 - heads], dim=1)))

# Cross-entropy = entropy + divergence
fair = torch.tensor([0.5, 0.5], dtype=torch.float64, device=run.device)
biased = torch.tensor([0.25, 0.75], dtype=torch.float64, device=run.device)
one_hot = torch.tensor([0.0, 1], dtype=torch.float64, device=run.device)
pairs = [
    ("fair     fair", fair, fair), ("fair     biased", fair, biased),
    ("biased   fair", biased, fair), ("one-hot  fair", one_hot, fair),
]
print("bits; fair is (0.5, 0.5), biased (0.25, 0.75), one-hot (0, 1)")
print("p        q              H(p)    D(p‖q)    H(p,q)")
for name, p, q in pairs:
    print(f"{name:18}{H(p):10.6f}{divergence(p, q):10.6f}{cross_entropy(p, q):10.6f}")

# Data: random distributions of four outcomes
ps = torch.randn(run.samples, 4, dtype=torch.float64).softmax(dim=1).to(run.device)
qs = torch.randn(run.samples, 4, dtype=torch.float64).softmax(dim=1).to(run.device)
total = H(ps) + divergence(ps, qs)
run.agree("H(p,q) and H(p) + D(p‖q) of random p and q", cross_entropy(ps, qs), total)
run.report("smallest D(p‖q), bits", divergence(ps, qs).min())
