"""
A sigmoid neuron with the input 1 learns to put out 0, twice from a good start and twice from a bad one. Expect MSE
to stand still for 150 epochs from the bad start, where σ′ is near 0, and cross-entropy to learn at once.
"""

import torch
from torch import nn

from run import Run

run = Run("saturation", double_precision=True, epochs=300, lr=0.15, log_every=100)

# Data
x = torch.tensor(1, dtype=torch.float64).to(run.device)
y = torch.tensor(0, dtype=torch.float64).to(run.device)


# Losses; cross-entropy takes the logit, because log(1 − σ(z)) is −∞ once σ(z) rounds to 1.
def mse(z):
    return (z.sigmoid() - y).square() / 2


def cross_entropy(z):
    return nn.functional.binary_cross_entropy_with_logits(z, y)


def train(name, cost, weight, bias):
    w = nn.Parameter(torch.tensor(weight, dtype=torch.float64).to(run.device))
    b = nn.Parameter(torch.tensor(bias, dtype=torch.float64).to(run.device))
    optimizer = torch.optim.SGD([w, b], lr=run.lr)
    outputs = []
    for epoch in run.epochs():
        optimizer.zero_grad()
        z = w * x + b
        loss = cost(z)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)
        outputs.append(z.sigmoid().item())

    outputs.append((w * x + b).sigmoid().item())
    half, end = (len(outputs) - 1) // 2, len(outputs) - 1
    run.report(f"{name}: output after 0, {half}, {end} epochs",
               torch.tensor([outputs[0], outputs[half], outputs[end]], dtype=torch.float64))


def gradient(cost, logit):
    z = nn.Parameter(torch.tensor(logit, dtype=torch.float64).to(run.device))
    cost(z).backward()
    return z.grad.item()


# Train
train("MSE from w=0.6", mse, 0.6, 0.9)
train("MSE from w=2", mse, 2, 2)
train("cross-entropy from w=0.6", cross_entropy, 0.6, 0.9)
train("cross-entropy from w=2", cross_entropy, 2, 2)

# Gradients
print()
print("                                     d MSE / dw           d cross-entropy / dw")
print("z = w + b           a  sigma'(z)   a sigma'  autograd             a  autograd")
for logit in [1.5, 4, 1000, -1000]:
    a = torch.tensor(logit, dtype=torch.float64).sigmoid().item()
    slope = a * (1 - a)
    by_mse, by_cross_entropy = gradient(mse, logit), gradient(cross_entropy, logit)
    print(f"{logit:<9.1f}{a:12.6f}{slope:11.6f}{a * slope:11.6f}{by_mse:10.6f}{a:14.6f}{by_cross_entropy:10.6f}")

print("MSE's gradient has the factor sigma'(z), which is near 0 where the neuron is most wrong; cross-entropy's has not.")
