"""
Twenty steps down f(x₁, x₂) = ½(x₁² − x₂)² + ½(x₁ − 1)² from (0, 0) to its minimum 0 at (1, 1) with three learning rates.
Expect f ≈ 0.34 with 0.01, which is too small, 0.009 with 0.3, and 0.52 with 0.6, which is too large.
"""

import torch

from run import Run

STEPS = 20

run = Run("learning-rate", double_precision=True)


# Function
def f_of(x1, x2):
    return (x1 ** 2 - x2) ** 2 / 2 + (x1 - 1) ** 2 / 2


# Descend
for lr, verdict in [(0.01, "too small, still far away"), (0.3, "good, close to the minimum"), (0.6, "too large, oscillates")]:
    print(f"learning rate {lr:.2f}")
    print("step         x1         x2          f")
    x = torch.zeros(2, dtype=torch.float64, device=run.device, requires_grad=True)
    for step in range(STEPS + 1):
        x.grad = None
        f = f_of(x[0], x[1])
        f.backward()
        print(f"{step:4}{x[0]:11.7f}{x[1]:11.7f}{f:11.7f}")
        with torch.no_grad():
            x -= lr * x.grad

    print(verdict)
    print()
