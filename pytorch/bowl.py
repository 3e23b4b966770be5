"""
Descent in the bowl y = x₀² + x₁² from (−3, 4): straight to the minimum with η = 0.1, hardly anywhere with a learning
rate too small, and out of the bowl with one too large. Expect (−2.4, 3.2), (−1.92, 2.56), (−1.536, 2.048) with 0.1.
The slide has −1.96 at the second step, where −1.92 is right.
"""

import math

import torch

from run import Run

STEPS = 20

run = Run("bowl", double_precision=True)


# Function
def y_of(x0, x1):
    return x0 ** 2 + x1 ** 2


# Descend
for lr, verdict in [
    (0.01, "too small, hardly moves"),
    (0.1, "good, reaches the minimum"),
    (1.05, "too large, leaves the bowl"),
]:
    print(f"learning rate {lr:.2f}, {verdict}")
    print("step          x0          x1            y      dy/dx0      dy/dx1")
    x = torch.tensor([-3.0, 4.0], dtype=torch.float64, device=run.device, requires_grad=True)
    for step in range(STEPS + 1):
        x.grad = None
        y = y_of(x[0], x[1])
        y.backward()
        print(f"{step:4}{x[0]:12.6f}{x[1]:12.6f}{y:13.6f}{x.grad[0]:12.6f}{x.grad[1]:12.6f}")
        distance = math.sqrt(y.item())
        with torch.no_grad():
            x -= lr * x.grad

    print(f"{STEPS} steps took it from distance 5 to {distance:.4f} from the minimum")
    print()
