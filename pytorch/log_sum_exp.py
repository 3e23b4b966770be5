"""No library computes log softmax or log σ as the slides print them. Expect inf, nan or 0 from them in
float32, where careful forms, which take out the largest exponent, keep their digits, as the library does.
"""

import math

import torch
from torch import nn

from run import Run

run = Run("log-sum-exp")


def sigmoid(z):
    """As the slides print it."""
    return 1 / (1 + (-z).exp())


def softmax(z):
    """As the slides print it."""
    return z.exp() / z.exp().sum()


def log_sum(z):
    """log Σ e^z with the largest z taken out: no exponential is above 1."""
    return z.max() + (z - z.max()).exp().sum().log()


def softplus(z):
    """log(1 + e^z), likewise; log1p(e) is log(1 + e) without the rounding of 1 + e."""
    return z.relu() + (-z.abs()).exp().log1p()


def compare(what, printed, careful, library):
    print(f"{what:34}{printed:12.6g}{careful:13.6g}{library:13.6g}")


# Report
print("in float32                          as printed      careful      library")
z = torch.tensor([1000.0, 0, -1000], device=run.device)
compare("log Σ e^z, z = (1000, 0, −1000)", z.exp().sum().log(), log_sum(z), z.logsumexp(dim=0))
compare("softmax(z), first", softmax(z)[0], (z - log_sum(z)).exp()[0], z.softmax(dim=0)[0])
compare("log softmax(z), last", softmax(z)[2].log(), (z - log_sum(z))[2], z.log_softmax(dim=0)[2])
z = torch.tensor(-1000.0, device=run.device)
compare("log σ(−1000)", sigmoid(z).log(), -softplus(-z), nn.functional.logsigmoid(z))
compare("log(1 + e^(−m)), m = −1000", (1 + (-z).exp()).log(), softplus(-z), nn.functional.softplus(-z))
z = torch.tensor(20.0, device=run.device)
compare("log(1 − σ(20))", (1 - sigmoid(z)).log(), -softplus(z), nn.functional.logsigmoid(-z))
compare("log(1 + e^(−m)), m = 20", (1 + (-z).exp()).log(), softplus(-z), nn.functional.softplus(-z))

# Likelihoods: add log densities up, and never multiply densities
d = torch.full((1000,), 2.0, device=run.device)
density = (-d.square() / 2).exp() / math.sqrt(2 * math.pi)
log_density = -d.square() / 2 - math.log(2 * math.pi) / 2
library = torch.distributions.Normal(0.0, 1.0).log_prob(d)
compare("log likelihood of 1000 samples", density.prod().log(), log_density.sum(), library.sum())

# Entropy: what never happens adds nothing
p = torch.tensor(0.0, device=run.device)
compare("p log p, p = 0", p * p.log(), torch.where(p > 0, p * p.log(), p), p.xlogy(p))
