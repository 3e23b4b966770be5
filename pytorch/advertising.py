"""Sales from three advertising budgets, by pseudo-inverse and by gradient descent. Expect from both an
intercept of 1.387, the weights 0.0749 (TV), 0.244 (radio) and −0.0799 (newspaper), and a residual sum of
squares of 1.802.
The slide calls the columns FB, TV, newspaper, but its rows are TV, radio, newspaper.
"""

import torch

import numeric_table
from run import Run

SLIDE = """\
TV,    radio, newspaper, sales
230.1, 37.8,  69.2,      22.1
44.5,  39.3,  45.1,      10.4
17.2,  45.9,  69.3,      9.3
151.5, 41.3,  58.5,      18.5
180.8, 10.8,  58.4,      12.9
8.7,   48.9,  75,        7.2
57.5,  32.8,  23.5,      11.8
"""

run = Run("advertising", double_precision=True, epochs=2000, lr=0.02, log_every=200, data=True)

# Data: a column of ones and standardized features; a target of variance 1, so that E below is 1 − R²
table = numeric_table.read(run, otherwise=SLIDE)
μ, σ, unit = table.X.mean(dim=0), table.X.std(dim=0, unbiased=False), table.Y.std(unbiased=False)
X = torch.cat([torch.ones_like(table.Y).unsqueeze(1), (table.X - μ) / σ], dim=1)
y, N = table.Y / unit, len(table.Y)


def report(method, weights):
    """Back in the data's units; rounding residue is set to 0."""
    slopes = weights[1:].round(decimals=12) / σ
    intercept = (weights[:1] - slopes.dot(μ)).round(decimals=12)
    numbers = torch.cat([intercept, slopes]) * unit + 0
    E = (X @ weights - y).square().mean().round(decimals=20)
    run.report(f"R² by {method}", 1 - E)
    print(f"{E * N * unit.square():15.8g}  residual sum of squares")
    for name, weight in zip(["intercept", *table.features], numbers.tolist()):
        print(f"{weight:15.8g}  {name}")


# Closed form: (XᵀX)⁻¹Xᵀy, or, where XᵀX has no inverse, the best weights of smallest norm
closed = torch.linalg.pinv(X) @ y
print(f"XᵀX has {X.shape[1]} columns and rank {torch.linalg.matrix_rank(X)}")
report("closed form", closed)

# Gradient descent on E = ‖Xw − y‖²/N, whose second derivative 2XᵀX/N limits η to 2/λmax
limit = N / torch.linalg.matrix_norm(X, 2).square().item()
if run.lr >= limit:
    run.fail(f"Descent diverges: on these data, --lr is at most {0.9995 * limit:.4g}.")
w = torch.zeros_like(closed)
for epoch in run.epochs():
    error = X @ w - y
    gradient = 2 / N * (X.T @ error)
    w -= run.lr * gradient
    run.record(epoch, error.square().mean())

report("gradient descent", w)
run.report("largest difference between standardized weights", (w - closed).abs().max())
