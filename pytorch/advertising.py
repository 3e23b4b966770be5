"""
Sales from three advertising budgets, by pseudo-inverse and by gradient descent on standardized inputs. Expect for
both the intercept 1.387, weights 0.075 (TV), 0.244 (radio), −0.080 (newspaper) and a residual sum of squares of 1.802.
The slide calls the columns FB, TV, newspaper, but its rows are TV, radio, newspaper.
"""

import sys

import torch

import numeric_csv
from run import Run

COLUMNS = ["TV", "radio", "newspaper", "sales"]
ROWS = [
    [230.1, 37.8, 69.2, 22.1],
    [44.5, 39.3, 45.1, 10.4],
    [17.2, 45.9, 69.3, 9.3],
    [151.5, 41.3, 58.5, 18.5],
    [180.8, 10.8, 58.4, 12.9],
    [8.7, 48.9, 75, 7.2],
    [57.5, 32.8, 23.5, 11.8],
]

run = Run("advertising", double_precision=True, epochs=2000, lr=0.02, log_every=200,
          data=True)

# Data
columns, table = numeric_csv.read(run.data) if run.data else (COLUMNS, torch.tensor(ROWS, dtype=torch.float64))
rows, features = len(table), len(columns) - 1
if features == 0:
    print(f"{run.data} has one column, '{columns[0]}'; the last column is predicted from others, so there must be more.",
          file=sys.stderr)
    sys.exit(2)

table = table.to(run.device)
x, y = table[:, :-1], table[:, -1]

# Standardized inputs, in place as there may be many; one that never changes says nothing: its deviation is infinite
mean = x.mean(0)
deviation = x.std(0, unbiased=False).masked_fill(x.max(0).values == x.min(0).values, torch.inf)
X = x.sub_(mean).div_(deviation)
target = y - y.mean()


# The weight of a very large or very small unit keeps its digits.
def digits(number):
    return f"{number:.7f}" if number == 0 or 1e-4 <= abs(number) < 1e6 else f"{number:.7e}"


def print_weights(method, weights):
    slopes = weights / deviation
    intercept = y.mean() - slopes.dot(mean)
    residuals = X @ weights - target
    print()
    print(method)
    print("         weight   per std. dev.")
    print(f"{digits(intercept):>15}                  intercept")
    for column in range(features):
        print(f"{digits(slopes[column]):>15} {digits(weights[column]):>15}  {columns[column]}")

    print(f"{digits(residuals.dot(residuals)):>15}                  residual sum of squares")


# Closed form
rank = torch.linalg.matrix_rank(X).item()
closed = torch.linalg.pinv(X) @ target
print(f"rows {rows}, features {features}, rank {rank}"
      f"{': XᵀX has no inverse, and of all best weights the pseudo-inverse gives the smallest per std. dev.' if rank < features else ''}")
print_weights("Closed form", closed)

# Gradient descent on E = ‖Xw − y‖²/N, in which the data take part only as XᵀX, Xᵀy and yᵀy (rounding may make a
# perfect fit negative)
XX, Xy, yy = X.T @ X, X.T @ target, target.dot(target)
w = torch.zeros(features, dtype=torch.float64, device=run.device)
for epoch in run.epochs():
    XXw = XX @ w
    loss = (w.dot(XXw) - 2 * w.dot(Xy) + yy) / rows
    gradient = 2 / rows * (XXw - Xy)
    w -= run.lr * gradient
    run.record(epoch, loss.clamp(min=0))

print_weights("Gradient descent", w)
print(f"largest difference of the weights: {(w - closed).abs().max():.7f}")
