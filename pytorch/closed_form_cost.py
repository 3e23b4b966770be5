"""The normal equation w = (XᵀX)⁻¹Xᵀy against one step of descent, in counted multiplications. Expect that,
with twice as many inputs p, the inverse costs eight times as much, XᵀX four times, and the step only
twice. Slide 004 says that the cost grows exponentially; it grows cubically, as the O(n³) beside it says.
"""

import torch

from run import Run

# How many samples.
N = 500

run = Run("closed-form-cost", double_precision=True)

# Data
sizes = [8, 16, 32, 64, 128, 256]
inputs = torch.randn(N, sizes[-1], dtype=torch.float64).to(run.device)
y = torch.randn(N, 1, dtype=torch.float64).to(run.device)


def multiply(a, b):
    """The product of a×b and b×c, and its a·b·c multiplications."""
    return a @ b, len(a) * b.numel()


def invert(A):
    """By Gauss–Jordan elimination: what turns A into the identity matrix, row by row, turns the identity
    matrix into A⁻¹.
    """
    p = len(A)
    rows = torch.cat([A, torch.eye(p, dtype=torch.float64, device=run.device)], dim=1)
    count = 0
    for k in range(p):
        rows[k] = rows[k] / rows[k, k]
        factors = rows[:, k].clone()
        factors[k] = 0
        rows -= torch.outer(factors, rows[k])
        count += rows.numel()
    return rows[:, p:], count


# Report
counts = []
print("      p           XᵀX       inverse          step   closed form, in steps")
for p in sizes:
    X = inputs[:, :p]
    XtX, cost_of_XtX = multiply(X.T, X)
    inverse, cost_of_inverse = invert(XtX)
    Xty, cost_of_Xty = multiply(X.T, y)
    w, cost_of_w = multiply(inverse, Xty)

    prediction, forward = multiply(X, w)
    _, backward = multiply(X.T, prediction - y)
    closed = cost_of_XtX + cost_of_inverse + cost_of_Xty + cost_of_w
    step = forward + backward
    print(f"{p:7}{cost_of_XtX:14}{cost_of_inverse:14}{step:14}{closed / step:24.1f}")
    counts.append([cost_of_XtX, cost_of_inverse, step])

growth = [last / before for last, before in zip(counts[-1], counts[-2])]
print(f"p twice{growth[0]:14.1f}{growth[1]:14.1f}{growth[2]:14.1f}   times as much")
run.agree("weights by the normal equation and by pseudo-inverse", w, torch.linalg.pinv(inputs) @ y)
