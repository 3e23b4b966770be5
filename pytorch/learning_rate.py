"""Twenty steps down f(x₁, x₂) = ½(x₁² − x₂)² + ½(x₁ − 1)² from (0, 0), with three learning rates η. Expect
f ≈ 0.34 with 0.01, which is too small, 0.009 with 0.3, and 0.52 with 0.6, which is too large; the minimum
is 0 at (1, 1).
"""

import torch

from run import Run

STEPS = 20

run = Run("learning-rate", double_precision=True)


# Loss
def f(x1, x2):
    return (x1.square() - x2).square() / 2 + (x1 - 1).square() / 2


# Train
trainings = [
    (0.01, "too small, still far away"),
    (0.3, "good, close to the minimum"),
    (0.6, "too large, oscillates"),
]
for learning_rate, verdict in trainings:
    print(f"learning rate {learning_rate:.2f}, {verdict}")
    print("step         x₁         x₂          f")
    x = torch.zeros(2, dtype=torch.float64, device=run.device, requires_grad=True)
    path = torch.zeros(STEPS + 1, 2, dtype=torch.float64)
    for step in range(STEPS + 1):
        loss = f(x[0], x[1])
        gradient, = torch.autograd.grad(loss, x)
        print(f"{step:4}{x[0]:11.7f}{x[1]:11.7f}{loss:11.7f}")
        run.record(step, loss, f"η = {learning_rate}")
        with torch.no_grad():
            path[step] = x
            x -= learning_rate * gradient

    # Report
    run.report(f"η = {learning_rate}: x after {STEPS} steps", path[STEPS])
    print()
