"""
Gradients flow back through (x + y)·z, and show how each kind of gate passes them on. Expect ∂x = ∂y = −4, ∂z = 3.
The slides once print ∂f/∂x = 3·1 = 3, and 1/r for the gradient of a sum's inputs; right are −4 and 1.
"""

import torch

import gradients
from node import Node
from run import Run

run = Run("gates", double_precision=True)


def leaf(name, value):
    return Node.leaf(name, torch.tensor(value, dtype=torch.float64, device=run.device))


def gradient(node):
    return f"{node.gradient.item():.0f}"


# The slides' first graph
x, y, z = leaf("x", -2), leaf("y", 5), leaf("z", -4)
q = (x + y).named("q")
f = (q * z).named("f")
gradients.table("f = (x + y)·z", f)

# Add, mul and max
a, b, c, d = leaf("a", 3), leaf("b", -4), leaf("c", 2), leaf("d", -1)
p = (a * b).named("p")
m = Node.max(c, d).named("m")
s = (p + m).named("s")
g = (2 * s).named("g")
gradients.table("g = 2·(a·b + max(c, d))", g)
print(f"add distributes: s has {gradient(s)}, and so have its inputs: p {gradient(p)}, m {gradient(m)}.")
print(f"mul swaps: p has {gradient(p)}; a gets {gradient(p)} times b = {gradient(a)}, b gets {gradient(p)} times a = {gradient(b)}.")
print(f"max routes: m has {gradient(m)}; the larger c gets {gradient(c)}, d gets {gradient(d)}.")
print()

# Copy and sum
t = leaf("t", 2)
u = [(3 * t).named("u₁"), (-1 * t).named("u₂"), (4 * t).named("u₃")]
J = Node.sum(*u).named("J")
gradients.table("J = u₁ + u₂ + u₃, u₁ = 3t, u₂ = −t, u₃ = 4t", J)
print(f"sum copies: J has {gradient(J)}, and so has each of its r = 3 inputs: {gradient(u[0])}, {gradient(u[1])}, {gradient(u[2])}.")
print(f"copy adds: t goes to three gates, which send back 3, −1 and 4; it gets {gradient(t)}.")
