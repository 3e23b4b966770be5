"""
Least squares without training: by the formulas, by the normal equation and by pseudo-inverse. Expect w₁ = 1.5, w₀ = 0,
L = 0.5 for three points, about 69.5 kg for a new student of 175 cm, and, where inputs outnumber samples, an exact fit
of which the pseudo-inverse finds the smallest weights.
Slide 004 says that the cost of the closed form grows exponentially; with the number of inputs it grows cubically.
"""

import torch
from torch import nn

from run import Run

run = Run("least-squares", double_precision=True, samples=40)

# Three points, by the formulas in which both derivatives of L are 0
x = torch.tensor([0.0, 1.0, 1.0], dtype=torch.float64, device=run.device)
y = torch.tensor([0.0, 1.0, 2.0], dtype=torch.float64, device=run.device)
w1 = ((x - x.mean()) * (y - y.mean())).sum() / ((x - x.mean()) ** 2).sum()
w0 = y.mean() - w1 * x.mean()
print("(0,0) (1,1) (1,2)        w1        w0         L")
print(f"formulas          {w1:.6f}  {w0:.6f}  {2 * w1 ** 2 + 3 * w0 ** 2 - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5:.6f}")

# By the normal equation XᵀXw = Xᵀy, and by pseudo-inverse
X = torch.stack([torch.ones_like(x), x], dim=1)
solved = torch.linalg.solve(X.T @ X, X.T @ y)
w = torch.linalg.pinv(X) @ y
print(f"normal equation   {solved[1]:.6f}  {solved[0]:.6f}  {((y - X @ solved) ** 2).sum():.6f}")
print(f"pseudo-inverse    {w[1]:.6f}  {w[0]:.6f}  {((y - X @ w) ** 2).sum():.6f}")

# A class: heights in cm, weights in kg
height = nn.init.normal_(torch.empty(run.samples, dtype=torch.float64), mean=170, std=8)
noise = nn.init.normal_(torch.empty(run.samples, dtype=torch.float64), std=5)
weight = 65 + 0.9 * (height - 170) + noise
X = torch.stack([torch.ones_like(height), height], dim=1).to(run.device)
w = torch.linalg.pinv(X) @ weight.to(run.device)
print()
print(f"{run.samples} students")
run.report("weight per height, kg/cm", w[1])
run.report("weight at 175 cm, kg", w[0] + 175 * w[1])

# More inputs than samples: XᵀX has no inverse, and weights that fit stay so when moved along a vector that X maps to 0
inputs = torch.randn(3, 5, dtype=torch.float64).to(run.device)
targets = torch.randn(3, dtype=torch.float64).to(run.device)
random = torch.randn(5, dtype=torch.float64).to(run.device)
inverse = torch.linalg.pinv(inputs)
smallest = inverse @ targets
unseen = random - inverse @ (inputs @ random)
rank = torch.linalg.matrix_rank(inputs.T @ inputs).item()
print()
print(f"3 samples of 5 inputs: XᵀX has 5 rows, but rank {rank}, and so no inverse")
print("weights                        residual      norm")
for t in range(4):
    moved = smallest + t * unseen
    print(f"pseudo-inverse + {t} null vector  {(targets - inputs @ moved).norm():.6f}  {moved.norm():.6f}")
