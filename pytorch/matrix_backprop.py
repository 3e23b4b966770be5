"""
Gradients of f = ‖W·x‖² flow back through a matrix product. Expect f = 0.116, ∂f/∂W = 2q·xᵀ and ∂f/∂x = Wᵀ·2q.
The slide calls ‖q‖² an L2 normalization, and prints a 0.3; it is the squared norm, and W₂₁ = −0.3.
"""

import torch

import gradients
from node import Node
from run import Run

run = Run("matrix-backprop", double_precision=True)

# The graph
W = Node.leaf("W", torch.tensor([[0.1, 0.5], [-0.3, 0.8]], dtype=torch.float64, device=run.device))
x = Node.leaf("x", torch.tensor([0.2, 0.4], dtype=torch.float64, device=run.device))
q = Node.product(W, x).named("q")
f = Node.squared_norm(q).named("f")
gradients.table(run, "f = ‖q‖², q = W·x", f)

# The slide's elements
w, v, dq = W.value, x.value, 2 * q.value
for i in range(2):
    for j in range(2):
        print(f"df/dW[{i}, {j}] = x[{j}] 2q[{i}] = {v[j]:.1f} * {dq[i]:.2f} = {v[j] * dq[i]:.3f}")
for j in range(2):
    print(f"df/dx[{j}] = W[0, {j}] 2q[0] + W[1, {j}] 2q[1] = {w[0, j]:.1f} * {dq[0]:.2f} + "
          f"{w[1, j]:.1f} * {dq[1]:.2f} = {w[0, j] * dq[0] + w[1, j] * dq[1]:.3f}")

# The same in matrices
run.agree("df/dW = 2q xᵀ and autograd", dq.outer(v), w.grad)
run.agree("df/dx = Wᵀ 2q and autograd", w.T @ dq, v.grad)
