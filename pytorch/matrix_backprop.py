"""
Gradients of f = ‖W·x‖² flow back through a matrix product. Expect f = 0.116, ∂f/∂W = 2q·xᵀ, ∂f/∂x = Wᵀ·2q.
The slide calls ‖q‖² an L2 normalization; it is the squared norm.
"""

import torch

import gradients
from node import Node
from run import Run

run = Run("matrix-backprop", double_precision=True)

# Graph
W = Node.leaf("W", torch.tensor([[0.1, 0.5], [-0.3, 0.8]], dtype=torch.float64, device=run.device))
x = Node.leaf("x", torch.tensor([0.2, 0.4], dtype=torch.float64, device=run.device))
q = Node.product(W, x).named("q")
f = Node.squared_norm(q).named("f")

# Gradients
gradients.table("f = ‖q‖², q = W·x", f)

# The slide's formulas
dq = 2 * q.value
gradients.formulas(
    "f = ‖W·x‖²",
    ("∂f/∂q", "2q", dq, q.value.grad),
    ("∂f/∂W", "2q·xᵀ", dq.outer(x.value), W.value.grad),
    ("∂f/∂x", "Wᵀ·2q", W.value.t().matmul(dq), x.value.grad),
)
