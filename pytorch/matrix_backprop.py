"""Gradients of f = ‖W·x‖² flow back through a matrix product. Expect f = 0.116, ∂f/∂W = 2q·xᵀ and ∂f/∂x =
Wᵀ·2q. Two slips in the slides: ‖q‖² is the squared norm, not an L2 normalization, and W₂₁ is −0.3, in one
place printed as 0.3.
"""

import torch

import gradients
from node import Node
from run import Run

run = Run("matrix-backprop", double_precision=True)


def factor(w):
    return f"({w:.1f})" if w < 0 else f"{w:.1f}"


# The graph
W = Node.leaf("W", torch.tensor([[0.1, 0.5], [-0.3, 0.8]], dtype=torch.float64, device=run.device))
x = Node.leaf("x", torch.tensor([0.2, 0.4], dtype=torch.float64, device=run.device))
q = Node.product(W, x).named("q")
f = Node.squared_norm(q).named("f")
gradients.table(run, "f = ‖q‖², q = W·x", f)

# The slide's elements, a negative factor in parentheses
w, v, dq = W.value, x.value, 2 * q.value
for i, row in enumerate("₁₂"):
    for j, column in enumerate("₁₂"):
        print(f"∂f/∂W{row}{column} = x{column}·2q{row} = {v[j]:.1f}·{dq[i]:.2f} = {v[j] * dq[i]:.3f}")
for j, column in enumerate("₁₂"):
    print(f"∂f/∂x{column} = W₁{column}·2q₁ + W₂{column}·2q₂ = {w[0, j]:.1f}·{dq[0]:.2f} + "
          f"{factor(w[1, j])}·{dq[1]:.2f} = {w[0, j] * dq[0] + w[1, j] * dq[1]:.3f}")

# The same in matrices
run.agree("∂f/∂W = 2q·xᵀ and autograd", dq.outer(v), w.grad)
run.agree("∂f/∂x = Wᵀ·2q and autograd", w.T @ dq, v.grad)
