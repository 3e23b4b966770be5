"""The chain rule in three networks: one of 4-3-1 neurons, a chain of three neurons, and one of 4-3-2 with its
deltas. Expect all derivatives that the slides write down to equal autograd's. In ∂loss/∂w₂ the slide prints b
for b₁.
"""

import torch

import gradients
from node import Node
from run import Run

run = Run("mlp-backprop", double_precision=True)


def slope(z):
    return z.sigmoid() * (1 - z.sigmoid())


def leaf(name, values):
    return Node.leaf(name, torch.tensor(values, dtype=torch.float64, device=run.device))


# Four inputs, three sigmoid neurons, a linear output
inputs = [0.5, -1, 2, 1.5]
weights = [[0.2, -0.4, 0.1, 0.3], [-0.5, 0.6, 0.4, -0.1], [0.3, 0.2, -0.3, 0.5]]
x, W, y = leaf("x", inputs), leaf("W", weights), leaf("y", [1])
w2 = leaf("w₂", [[0.7, -0.2, 0.5]])
z1 = Node.product(W, x).named("z₁")
a1 = Node.sigmoid(z1).named("a₁")
z2 = Node.product(w2, a1).named("z₂")
a2 = Node.identity(z2).named("a₂")
L = Node.squared_norm((y - a2).named("e")).named("L")
gradients.table(run, "L = (y − a₂)², a₂ = z₂ = w₂·a₁, a₁ = σ(z₁), z₁ = W·x", L)
gradients.chain(
    run, "∂L/∂W₁₁", W.value.grad[0, 0],
    ("∂L/∂a₂ = −2(y − a₂)", -2 * (y.value - a2.value)[0]),
    ("∂a₂/∂z₂ = 1", torch.ones_like(z2.value[0])),
    ("∂z₂/∂a₁₁ = w₂₁", w2.value[0, 0]),
    ("∂a₁₁/∂z₁₁ = σ(z₁₁)(1 − σ(z₁₁))", slope(z1.value)[0]),
    ("∂z₁₁/∂W₁₁ = x₁", x.value[0]),
)

# A chain of three neurons, whose loss is the error itself
x, y = leaf("x", 1.5), leaf("y", 1)
w1, b1 = leaf("w₁", 0.8), leaf("b₁", -0.2)
w2, b2 = leaf("w₂", -2), leaf("b₂", 1)
w3, b3 = leaf("w₃", 3), leaf("b₃", 0.5)
h1 = Node.sigmoid(((w1 * x).named("w₁x") + b1).named("h₁in")).named("h₁out")
h2in = ((w2 * h1).named("w₂h₁") + b2).named("h₂in")
h2 = Node.sigmoid(h2in).named("h₂out")
loss = (((w3 * h2).named("w₃h₂") + b3).named("y*") - y).named("loss")
gradients.table(run, "loss = w₃·σ(w₂·σ(w₁x + b₁) + b₂) + b₃ − y", loss)
run.agree("∂loss/∂w₃ = σ(w₂·σ(w₁x + b₁) + b₂) and autograd", h2.value, w3.value.grad)
run.agree("∂loss/∂b₃ = 1 and autograd", torch.ones_like(b3.value), b3.value.grad)
gradients.chain(
    run, "∂loss/∂w₂", w2.value.grad,
    ("∂loss/∂h₂out = w₃", w3.value),
    ("∂h₂out/∂h₂in = σ′(h₂in)", slope(h2in.value)),
    ("∂h₂in/∂w₂ = σ(w₁x + b₁)", h1.value),
)

# Deltas, δ = ∂C/∂z: sigmoid outputs, quadratic cost
x, W, y = leaf("x", inputs), leaf("W", weights), leaf("y", [1, 0])
V = leaf("V", [[0.7, -0.2, 0.5], [-0.3, 0.4, 0.6]])
z = Node.product(W, x).named("z")
a = Node.sigmoid(z).named("a")
zL = Node.product(V, a).named("zᴸ")
aL = Node.sigmoid(zL).named("aᴸ")
C = (0.5 * Node.squared_norm((y - aL).named("e")).named("‖e‖²")).named("C")
gradients.table(run, "C = ½‖y − aᴸ‖², aᴸ = σ(zᴸ), zᴸ = V·a, a = σ(z), z = W·x", C)
δL = (aL.value - y.value) * slope(zL.value)
δ = slope(z.value) * (V.value.T @ δL)
run.agree("δᴸ = (aᴸ − y)·σ′(zᴸ) and autograd", δL, zL.value.grad)
run.agree("δⱼ = σ′(zⱼ)·Σₖ δᴸₖ·Vₖⱼ and autograd", δ, z.value.grad)
run.agree("∂C/∂Wⱼᵢ = δⱼ·xᵢ and autograd", δ.outer(x.value), W.value.grad)
