"""A perceptron learns points that a line splits, and goes round in circles on XOR, which no line splits;
beside it Adaline. Expect the perceptron to make no more errors on the points from epoch 1, 2 or 3 on. On XOR,
from epoch 2 on, every epoch makes four errors and ends at the same weights. Adaline reaches least squares,
which for XOR outputs 0.5 everywhere.
"""

import torch

from run import Run

PERCEPTRON_EPOCHS = 6

run = Run("perceptron", samples=100, epochs=200, lr=0.5, log_every=100)


def perceptron_epoch(w, x, y):
    """w ← w + (y − φ(wx))x, φ(z) = 1 for z > 0, else 0; how often φ was wrong."""
    errors = 0
    for input, target in zip(x, y):
        error = target - (input @ w > 0).to(torch.float32)
        w += error * input
        errors += error.abs().item()
    return errors


# Data: points on both sides of 0.8x₁ + 0.6x₂ = 0.3, pushed 0.2 away from it; the corners of XOR
points = torch.randn(run.samples, 2)
normal = torch.tensor([0.8, 0.6])
y = (points @ normal > 0.3).to(torch.float32)
points += 0.2 * (2 * y - 1).unsqueeze(1) * normal
x = torch.cat([torch.ones(run.samples, 1), points], dim=1).to(run.device)
y = y.to(run.device)
xor_x = torch.tensor([[1.0, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]], device=run.device)
xor_y = torch.tensor([0.0, 1, 1, 0], device=run.device)

# Train the perceptron
w, xor_w = torch.zeros(3, device=run.device), torch.zeros(3, device=run.device)
print("epoch  errors on points  errors on XOR  bias and w on XOR")
for epoch in range(PERCEPTRON_EPOCHS):
    errors, xor_errors = perceptron_epoch(w, x, y), perceptron_epoch(xor_w, xor_x, xor_y)
    print(f"{epoch:5}{errors:18.0f}{xor_errors:15.0f}{xor_w[0]:13.0f}{xor_w[1]:3.0f}{xor_w[2]:3.0f}")

# Train Adaline: the same rule with φ(z) = z, on the mean of all examples
v, xor_v = torch.zeros(3, device=run.device), torch.zeros(3, device=run.device)
trainings = [("points", v, x, y), ("XOR", xor_v, xor_x, xor_y)]
for name, weights, inputs, targets in trainings:
    for epoch in run.epochs():
        error = targets - inputs @ weights
        weights += run.lr * (inputs.T @ error) / len(inputs)
        run.record(epoch, error.square().mean(), f"Adaline on {name}")

# Report
run.report("bias and w of Adaline on points", v)
run.report("bias and w of least squares on points", torch.linalg.pinv(x) @ y)
run.report("outputs of Adaline on XOR", xor_x @ xor_v)
