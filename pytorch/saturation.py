"""A sigmoid neuron with the input 1 learns to output 0, from a wrong start, 0.82, and from a badly wrong one,
0.98. Expect MSE, here the slide's ½(a − y)², to have come down from the latter to no less than 0.93 after 150
epochs, since its factor σ′(z) is near 0, and cross-entropy to learn at once.
"""

import torch

from run import Run

run = Run("saturation", double_precision=True, epochs=300, lr=0.15, log_every=100)

# Data
x, y = 1, 0


# Losses C of the output a, and their errors δ = ∂C/∂z
def mse(a):
    return (a - y).square() / 2, (a - y) * a * (1 - a)


def cross_entropy(a):
    return -(y * a.log() + (1 - y) * (1 - a).log()), a - y


costs = [("MSE", mse), ("cross-entropy", cross_entropy)]
for name, cost in costs:
    for w0, b0 in [(0.6, 0.9), (2.0, 2.0)]:
        # Model
        w = torch.tensor(w0, dtype=torch.float64, device=run.device)
        b = torch.tensor(b0, dtype=torch.float64, device=run.device)
        training = f"{name} from w = {w0:.1f}"

        # Train
        outputs = []
        for epoch in run.epochs():
            a = (w * x + b).sigmoid()
            outputs.append(a.item())
            c, δ = cost(a)
            w -= run.lr * δ * x
            b -= run.lr * δ
            run.record(epoch, c, training)
        outputs.append((w * x + b).sigmoid().item())

        # Report
        half, end = (len(outputs) - 1) // 2, len(outputs) - 1
        shown = torch.tensor([outputs[0], outputs[half], outputs[end]], dtype=torch.float64)
        run.report(f"{training}: output after 0, {half}, {end} epochs", shown)

# Why: MSE's error at the badly wrong start, z = 4, has the factor σ′(z)
for name, cost in costs:
    z = torch.tensor(4.0, dtype=torch.float64, device=run.device, requires_grad=True)
    c, δ = cost(z.sigmoid())
    c.backward()
    run.report(f"δ of {name} at z = 4", δ)
    run.agree(f"δ of {name} and autograd", δ, z.grad)
