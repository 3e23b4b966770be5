"""Gradients of a sigmoid neuron, gate by gate and with one gate for σ: they are the same. Expect σ =
0.7310586 and σ′ = 0.1966119. The slides round r to 1.37 and print −0.5327 and −0.1959 where −0.5344466 and
−0.1966119 are right.
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
gradients.table(run, "f = 1/r, r = 1 + β, β = exp(α), α = −z, z = w₀x₀ + w₁x₁ + w₂", f)

# The slide's product for w₀
gradients.chain(
    run, "∂f/∂w₀", w0.value.grad,
    ("∂f/∂r = −1/r²", -1 / r.value.square()),
    ("∂r/∂β = 1", torch.ones_like(β.value)),
    ("∂β/∂α = exp(α)", α.value.exp()),
    ("∂α/∂w₀ = −x₀", -x0.value),
)

# One gate
σ = Node.sigmoid(weighted_sum()[2]).named("σ(z)")
gradients.table(run, "σ(z), z = w₀x₀ + w₁x₁ + w₂", σ)

# Both ways to write its slope
s, e = σ.value, (-z.value).exp()
run.report("σ(1 − σ)", s * (1 - s))
run.report("exp(−z)/(1 + exp(−z))²", e / (1 + e).square())
run.agree("σ(1 − σ) and autograd", s * (1 - s), z.value.grad)
run.agree("exp(−z)/(1 + exp(−z))² and autograd", e / (1 + e).square(), z.value.grad)
