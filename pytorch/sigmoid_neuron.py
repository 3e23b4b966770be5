"""
Gradients of a sigmoid neuron, gate by gate and with one gate for σ: they are the same. Expect σ = 0.7310586 and
σ′ = 0.1966119. The slides print −0.5327 and −0.1959, with r rounded to 1.37; right are −0.5344466 and −0.1966119.
"""

import torch

import gradients
from node import Node
from run import Run

run = Run("sigmoid-neuron", double_precision=True)


def leaf(name, value):
    return Node.leaf(name, torch.tensor(value, dtype=torch.float64, device=run.device))


def weighted_sum():
    w0, w1, w2 = leaf("w₀", 2), leaf("w₁", -3), leaf("w₂", -3)
    x0, x1 = leaf("x₀", -1), leaf("x₁", -2)
    p = ((w0 * x0).named("w₀x₀") + (w1 * x1).named("w₁x₁")).named("p")
    return w0, x0, (p + w2).named("z")


# Gate by gate
w0, x0, z = weighted_sum()
α = (-1 * z).named("α")
β = Node.exp(α).named("β")
r = (1 + β).named("r")
f = Node.reciprocal(r).named("f")
gradients.table("f = 1/r, r = 1 + β, β = exp(α), α = −z, z = w₀x₀ + w₁x₁ + w₂", f)

# The slide's product for w₀
gradients.chain(
    "∂f/∂w₀",
    ("∂f/∂r = −1/r²", -r.value.pow(2).reciprocal(), r.value.grad),
    ("∂r/∂β = 1", torch.ones_like(β.value), β.value.grad),
    ("∂β/∂α = exp(α)", α.value.exp(), α.value.grad),
    ("∂α/∂w₀ = −x₀", -x0.value, w0.value.grad),
)

# One gate
_, _, z = weighted_sum()
f = Node.sigmoid(z).named("f")
gradients.table("f = σ(z), z = w₀x₀ + w₁x₁ + w₂", f)

# Both ways to write σ′
σ, e = f.value, (-z.value).exp()
gradients.formulas(
    "the sigmoid's derivative",
    ("σ′", "σ(1 − σ)", σ * (1 - σ), z.value.grad),
    ("σ′", "exp(−z)/(1 + exp(−z))²", e / (1 + e).pow(2), z.value.grad),
)
