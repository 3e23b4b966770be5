"""
Sales from three advertising budgets, by pseudo-inverse and by gradient descent. Expect for both the intercept 1.387,
weights 0.0749 (TV), 0.244 (radio), −0.0799 (newspaper) and a residual sum of squares of 1.802.
The slide calls the columns FB, TV, newspaper, but its rows are TV, radio, newspaper.
"""

import sys

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


# In the data's units. What only rounding makes other than 0 becomes 0; + 0 takes its sign.
def report(method, weights):
    slopes = weights[1:].round(decimals=12) / deviation
    intercept = (weights[0] - slopes.dot(mean)).round(decimals=12).unsqueeze(0)
    numbers = torch.cat([intercept, slopes]) * unit + 0
    unexplained = (X @ weights - y).square().mean().round(decimals=20)
    print(f"weights by {method}")
    for name, number in zip(["intercept", *table.features], numbers.tolist()):
        print(f"{number:15.8g}  {name}")

    print(f"{unexplained * N * unit.square():15.8g}  residual sum of squares")
    run.report(f"R² by {method}", 1 - unexplained)


# Data: a column of ones beside the standardized features, of which one copy is enough; the target in standard deviations
table = numeric_table.parse("the slide's table", SLIDE, run.target, run.drop) if run.data is None else numeric_table.read(run.data, run.target, run.drop)
print(table.description)
x, target = table.x.to(run.device), table.y.to(run.device)
mean, deviation, unit = x.mean(0), x.std(0, unbiased=False), target.std(unbiased=False)
X = torch.cat([torch.ones_like(target).unsqueeze(1), x.sub_(mean).div_(deviation)], dim=1)
del x, table.x
y, N = target / unit, len(target)

# Closed form
closed = torch.linalg.pinv(X) @ y
invertible = torch.linalg.matrix_rank(X) == X.shape[1]
print(f"XᵀX has {'an inverse' if invertible else 'no inverse: of all best weights, the pseudo-inverse gives the smallest'}")
report("closed form", closed)

# Gradient descent on E = ‖Xw − y‖²/N, whose second derivative is 2XᵀX/N
λmax = 2 / N * torch.linalg.matrix_norm(X, 2).square().item()
if run.lr >= 2 / λmax:
    sys.exit(f"Descent diverges on these data unless the learning rate is below 2/λmax: --lr {0.9995 * 2 / λmax:.4g} is the largest.")

w = torch.zeros_like(closed)
for epoch in run.epochs():
    error = X @ w - y
    gradient = 2 / N * (X.T @ error)
    w -= run.lr * gradient
    run.record(epoch, error.square().mean())

report("gradient descent", w)
print(f"they {'agree to 1e-4' if (w - closed).abs().max() < 1e-4 else 'differ still: more epochs (--epochs) bring them together'}")
