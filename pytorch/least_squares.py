"""Least squares without training. Expect w₁ = 1.5, w₀ = 0, L = 0.5 for the three points, by the formulas, by
the normal equation and by pseudo-inverse; about 68 to 71 kg for a new student of 175 cm; and, where inputs
outnumber samples, many exact fits, of which the pseudo-inverse gives the one of smallest norm.
"""

import torch
from torch import nn

from run import Run

run = Run("least-squares", double_precision=True, samples=40)


def report(method, w):
    w0, w1 = w
    L = 2 * w1.square() + 3 * w0.square() - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5
    print(f"{method:15}   {w1:.6f}  {w0:.6f}  {L:.6f}")


# Three points: the formulas, w = (XᵀX)⁻¹Xᵀy, and w = X⁺y
x = torch.tensor([0.0, 1.0, 1.0], dtype=torch.float64, device=run.device)
y = torch.tensor([0.0, 1.0, 2.0], dtype=torch.float64, device=run.device)
w1 = ((x - x.mean()) * (y - y.mean())).sum() / (x - x.mean()).square().sum()
w0 = y.mean() - w1 * x.mean()
X = torch.stack([torch.ones_like(x), x], dim=1)
print("(0,0) (1,1) (1,2)        w1        w0         L")
report("formulas", torch.stack([w0, w1]))
report("normal equation", torch.linalg.inv(X.T @ X) @ X.T @ y)
report("pseudo-inverse", torch.linalg.pinv(X) @ y)

# A class: heights in cm, weights in kg
height = nn.init.normal_(torch.empty(run.samples, dtype=torch.float64), mean=170, std=8)
noise = nn.init.normal_(torch.empty(run.samples, dtype=torch.float64), std=5)
weight = 65 + 0.9 * (height - 170) + noise
X = torch.stack([torch.ones_like(height), height], dim=1).to(run.device)
w = torch.linalg.pinv(X) @ weight.to(run.device)
prediction = w[0] + 175 * w[1]
print()
print(f"{run.samples} students")
run.report("weight per height, kg/cm", w[1])
run.report("weight at 175 cm, kg", prediction)

# Three samples of five inputs: the weights can move along a null vector, one that X maps to 0
X = torch.randn(3, 5, dtype=torch.float64).to(run.device)
y = torch.randn(3, dtype=torch.float64).to(run.device)
random = torch.randn(5, dtype=torch.float64).to(run.device)
smallest = torch.linalg.pinv(X) @ y
null_vector = random - torch.linalg.pinv(X) @ (X @ random)
rank = torch.linalg.matrix_rank(X.T @ X).item()
print()
print(f"3 samples of 5 inputs: XᵀX has 5 rows, but rank {rank}, and so no inverse")
print("weights                        residual      norm")
for t in range(4):
    moved = smallest + t * null_vector
    print(f"pseudo-inverse + {t} null vector  {(y - X @ moved).norm():.6f}  {moved.norm():.6f}")
