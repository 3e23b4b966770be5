"""Descent in the bowl y = x₀² + x₁² from (−3, 4). Expect (−2.4, 3.2), (−1.92, 2.56), (−1.536, 2.048) with the
learning rate η = 0.1; with 0.01, two thirds of the way still to go; with 1.05, ever farther away. The slide
has −1.96 where −1.92 is right.
"""

import torch

from run import Run

STEPS = 20

run = Run("bowl", double_precision=True)


# Loss
def y(x0, x1):
    return x0.square() + x1.square()


# Train
trainings = [
    (0.01, "too small, still far away"),
    (0.1, "good, close to the minimum"),
    (1.05, "too large, leaves the bowl"),
]
for learning_rate, verdict in trainings:
    print(f"learning rate {learning_rate:.2f}, {verdict}")
    print("step          x₀          x₁            y      ∂y/∂x₀      ∂y/∂x₁")
    x = torch.tensor([-3.0, 4.0], dtype=torch.float64, device=run.device, requires_grad=True)
    path = torch.zeros(STEPS + 1, 2, dtype=torch.float64)
    for step in range(STEPS + 1):
        loss = y(x[0], x[1])
        gradient, = torch.autograd.grad(loss, x)
        print(f"{step:4}{x[0]:12.6f}{x[1]:12.6f}{loss:13.6f}{gradient[0]:12.6f}{gradient[1]:12.6f}")
        run.record(step, loss, f"η = {learning_rate}")
        with torch.no_grad():
            path[step] = x
            x -= learning_rate * gradient

    # Report
    run.report(f"η = {learning_rate}: distance to the minimum after {STEPS} steps", path[STEPS].norm())
    print()
