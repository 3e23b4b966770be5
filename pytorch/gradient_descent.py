"""Gradient descent on L = 2w₁² + 3w₀² − 6w₁ − 6w₀ + 4w₁w₀ + 5, the squared error of a line at three points.
Expect w₀ ≈ 0, w₁ ≈ 1.5, L ≈ 0.5 after 100 steps, and divergence for a learning rate η > 2/λmax ≈ 0.219. The
slide has w₀ = 0.54 at step 2, where 0.52 is right: its digits differ from there to step 100.
"""

import torch

from run import Run

STEPS = 100
DIVERGED_LOSS = 1e5

run = Run("gradient-descent", double_precision=True, lr=0.1)

# Data
x = torch.tensor([0.0, 1.0, 1.0], dtype=torch.float64, device=run.device)
y = torch.tensor([0.0, 1.0, 2.0], dtype=torch.float64, device=run.device)


# Loss, and its gradient by hand
def L(w):
    return (y - w[1] * x - w[0]).square().sum()


def gradient(w):
    return torch.stack([4 * w[1] + 6 * w[0] - 6, 4 * w[1] + 4 * w[0] - 6])


# Train
def descend(learning_rate, name):
    w = torch.tensor([1.0, 1.0], dtype=torch.float64, device=run.device, requires_grad=True)
    for step in range(STEPS + 1):
        loss = L(w)
        if not loss < DIVERGED_LOSS:
            print(f"{name}: L is past {DIVERGED_LOSS:.0e} at step {step}")
            return

        run.record(step, loss, name)
        yield step, w, loss
        with torch.no_grad():
            w -= learning_rate * gradient(w)


# Report
chosen = f"η = {run.lr:.6g}"
gradients = torch.zeros(2, STEPS + 1, 2, dtype=torch.float64)
print(f"{'∂L/∂w₀':>66}{'∂L/∂w₁':>26}")
print("step            w₀            w₁             L"
      "      by hand     autograd      by hand     autograd")
for step, w, loss in descend(run.lr, chosen):
    hand, (auto,) = gradient(w).detach(), torch.autograd.grad(loss, w)
    print(f"{step:4}{w[0]:14.8f}{w[1]:14.8f}{loss:14.6f}"
          f"{hand[0]:13.6f}{auto[0]:13.6f}{hand[1]:13.6f}{auto[1]:13.6f}")
    gradients[0, step], gradients[1, step] = hand, auto

run.agree("gradient by hand and by autograd", gradients[0], gradients[1])

# Along the largest curvature λmax of the Hessian, each step multiplies the error by 1 − ηλmax.
limit = 2 / torch.linalg.eigvalsh(torch.tensor([[6, 4], [4, 4]], dtype=torch.float64)).max().item()
print()
run.report("limit of the learning rate, 2/λmax", limit)
for part in [0.95, 1.05]:
    name = f"η = {part} of the limit"
    losses = [loss.item() for _, _, loss in descend(part * limit, name)]
    if len(losses) > STEPS:
        print(f"{name}: L = {losses[-1]:.6f} after {STEPS} steps")
