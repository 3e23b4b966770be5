"""What a derivative says: where it is −2, a small step to the left raises the loss by twice the step. Expect,
for L = (w − 3)² at w = 2, the slope −2; L rises by 0.21, 0.0201, 0.002001 on steps to the left of 0.1, 0.01,
0.001, and falls on steps to the right: moving against the sign of the derivative goes downhill.
"""

import torch

from run import Run

run = Run("slope", double_precision=True)


# Loss
def loss(w):
    return (w - 3).square()


def derivative(w):
    return 2 * (w - 3)


# The derivative by the rule, and by autograd
w = torch.tensor(2.0, dtype=torch.float64, device=run.device, requires_grad=True)
slope, = torch.autograd.grad(loss(w), w)
run.agree("derivative by the rule and by autograd", derivative(w), slope)
run.report("slope at w = 2", slope)

# Report
with torch.no_grad():
    print()
    print("  step   rise to the left  rise / step   rise to the right  rise / step")
    for step in [0.1, 0.01, 0.001]:
        left, right = loss(w - step) - loss(w), loss(w + step) - loss(w)
        print(f"{step:6.3f}{left:19.6f}{left / step:13.6f}{right:20.6f}{right / step:13.6f}")
