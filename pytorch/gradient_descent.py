"""
Gradient descent on L = 2w₁² + 3w₀² − 6w₁ − 6w₀ + 4w₁w₀ + 5, the loss of a line through three points. Expect w₀ ≈ 0,
w₁ ≈ 1.5 and L ≈ 0.5 after 100 steps, and divergence for a learning rate η past 2/λmax ≈ 0.219.
The slide has w₀ = 0.54 at step 2, where 0.52 is right, and so other digits from there to step 100.
"""

import torch

from run import Run

STEPS = 100
DIVERGED = 1e5

run = Run("gradient-descent", double_precision=True, lr=0.1)

# Data
x = torch.tensor([0.0, 1.0, 1.0], dtype=torch.float64, device=run.device)
y = torch.tensor([0.0, 1.0, 2.0], dtype=torch.float64, device=run.device)


# Loss, its gradient by hand, and descent along autograd's
def loss_of(w):
    return ((y - w[1] * x - w[0]) ** 2).sum()


def gradient_of(w):
    return torch.stack([4 * w[1] + 6 * w[0] - 6, 4 * w[1] + 4 * w[0] - 6])


def descend(lr):
    w = torch.tensor([1.0, 1.0], dtype=torch.float64, device=run.device, requires_grad=True)
    for step in range(STEPS + 1):
        w.grad = None
        loss = loss_of(w)
        loss.backward()
        yield step, w, loss
        with torch.no_grad():
            w -= lr * w.grad


# Steps
agree = True
print("                                              dL/dw0                dL/dw1")
print("step           w0           w1             L   by hand  autograd     by hand  autograd")
for step, w, loss in descend(run.lr):
    if not loss < DIVERGED:
        print(f"{step:4}  L is past {DIVERGED:.0e} and keeps growing")
        break

    by_hand, autograd = gradient_of(w), w.grad
    print(f"{step:4}{w[0]:13.8f}{w[1]:13.8f}{loss:14.6f}{by_hand[0]:10.3f}{autograd[0]:10.3f}{by_hand[1]:12.3f}{autograd[1]:10.3f}")
    agree &= torch.allclose(by_hand, autograd)

print(f"By hand and by autograd, the gradient is {'the same' if agree else 'not the same'} in every step.")

# Limit: along the largest curvature λmax, each step multiplies the error by 1 − ηλmax
hessian = torch.tensor([[6, 4], [4, 4]], dtype=torch.float64)
limit = (2 / torch.linalg.eigvalsh(hessian).max()).item()
print()
print(f"The learning rate has a limit, 2/λmax = {limit:.7f}:")
for lr in [run.lr, 0.95 * limit, 1.05 * limit]:
    loss = [loss.item() for _, _, loss in descend(lr)][-1]
    print(f"learning rate {lr:.7f}  L = {loss:.6e} after {STEPS} steps, "
          f"{'below the limit: converges' if lr < limit else 'past the limit: diverges'}")
