"""The worked exercise: for y = 0.5x + 4 and w = b = 2, the loss at x = 3, its derivatives, and one step of
descent. Expect prediction 8, loss 6.25, derivatives 15 and 5, then w = 1.85, b = 1.95 and loss 4. The slide
writes the MSE without its Σ: it is the mean over all n points; here there is only one.
"""

import torch

from run import Run

N = 1
LEARNING_RATE = 0.01

run = Run("mse", double_precision=True)

# Data
x = torch.tensor(3.0, dtype=torch.float64, device=run.device)
y = 0.5 * x + 4


# Model and loss
def predict(w, b):
    return w * x + b


def mse(w, b):
    return (predict(w, b) - y).square() / N


# The derivatives by the formula, and by autograd
w = torch.tensor(2.0, dtype=torch.float64, device=run.device, requires_grad=True)
b = torch.tensor(2.0, dtype=torch.float64, device=run.device, requires_grad=True)
loss = mse(w, b)
loss.backward()
error = predict(w, b) - y
run.agree("derivatives by the formula and by autograd",
          torch.stack([2 * error * x / N, 2 * error / N]), torch.stack([w.grad, b.grad]))

# Report
run.report("prediction", predict(w, b))
run.report("loss", loss)
run.report("∂loss/∂w", w.grad)
run.report("∂loss/∂b", b.grad)

# One step
with torch.no_grad():
    w1, b1 = w - LEARNING_RATE * w.grad, b - LEARNING_RATE * b.grad
    run.report("w after a step", w1)
    run.report("b after a step", b1)
    run.report("loss after a step", mse(w1, b1))
