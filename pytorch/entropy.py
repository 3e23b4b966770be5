"""
Entropy is the mean of the information log₂(1/p). Expect 1 bit for a fair coin, 0 for a one-hot label, and
cross-entropy = entropy + divergence for every p and q, with D(p‖q) ≥ 0, and 0 only at p = q.
The slide prints D(p‖q) > 0, which leaves out p = q, and D(p‖q) = H(p,q), which holds for one-hot p only.
"""

import math

import torch
from torch import nn

from run import Run

run = Run("entropy", double_precision=True, samples=1000)


def H(p, q=None):
    """Cross-entropy H(p,q) = −Σ pᵢ log₂ qᵢ in bits; of p alone, its entropy H(p) = H(p,p).

    What never happens adds nothing: xlogy is 0 at p = 0, where 0 · log 0 would be NaN.
    """
    return 0 - torch.xlogy(p, p if q is None else q).sum(-1) / math.log(2)


def D(p, q):
    """Divergence of Kullback and Leibler, D(p‖q) = Σ pᵢ log₂(pᵢ/qᵢ), in bits."""
    return torch.where(p > 0, p * (p / q).log2(), torch.zeros_like(p)).sum(-1)


def print_information(name, probability):
    print(f"{name:24}{probability:.6f}{math.log2(1 / probability):20.6f}")


def coin(heads):
    return torch.stack([heads, 1 - heads], dim=-1)


def print_split(name, p, q):
    print(f"{name:24}{H(p).item():9.6f}{D(p, q).item():11.6f}{H(p, q).item():11.6f}")


def print_losses(name, logits, labels):
    scores = logits.gather(1, labels.unsqueeze(1)).squeeze(1)
    probabilities = logits.softmax(1).gather(1, labels.unsqueeze(1)).squeeze(1)
    rounded = (0 - probabilities.log2()).mean().item()
    exact = ((logits.logsumexp(1) - scores).mean() / math.log(2)).item()
    library = (loss_function(logits, labels) / math.log(2)).item()
    print(f"{name:34}{rounded:15.6f}{exact:14.6f}{library:19.6f}{abs(exact - library):16.12f}")


# Information
print("event                           p   information, bits")
print_information("certain", 1)
print_information("side of a coin", 1 / 2)
print_information("face of a die", 1 / 6)
print_information("1 of 256 characters", 1 / 256)

# Entropy of a coin
heads = torch.tensor([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1], dtype=torch.float64).to(run.device)
print()
run.report("P(heads)", heads)
run.report("entropy of the coin, bits", H(coin(heads)))

# Cross-entropy = entropy + divergence
p = torch.tensor([0.5, 0.25, 0.25, 0], dtype=torch.float64).to(run.device)
one_hot = torch.tensor([0, 1, 0, 0], dtype=torch.float64).to(run.device)
print()
print("bits                         H(p)    D(p||q)     H(p,q)")
print_split("q = p", p, p)
print_split("q is uniform", p, torch.ones_like(p) / 4)
print_split("q rules out what happens", p, p.flip(0))
print_split("p is one-hot", one_hot, p)

ps = torch.randn(run.samples, 4, dtype=torch.float64).softmax(1).to(run.device)
qs = torch.randn(run.samples, 4, dtype=torch.float64).softmax(1).to(run.device)
print(f"{run.samples} random pairs:")
run.report("largest |H(p,q) - (H(p) + D(p||q))|", (H(ps, qs) - (H(ps) + D(ps, qs))).abs().max())
run.report("smallest D(p||q)", D(ps, qs).min())

# Cross-entropy of logits and labels
loss_function = nn.CrossEntropyLoss()
logits = (3 * torch.randn(run.samples, 4, dtype=torch.float64)).to(run.device)
labels = torch.randint(0, 4, (run.samples,)).to(run.device)
print()
print("mean cross-entropy, bits           log of softmax   log-sum-exp   CrossEntropyLoss      difference")
print_losses(f"{run.samples} random logits and labels", logits, labels)
extreme = torch.tensor([[1000, 0, -1000]], dtype=torch.float64).to(run.device)
print_losses("logits 1000, 0, -1000, label 2", extreme, torch.tensor([2]).to(run.device))
print("softmax rounds exp(-2000) to 0, and log 0 is -inf: so a loss takes logits and never leaves log-sum-exp.")
