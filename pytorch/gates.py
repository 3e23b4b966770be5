"""Gradients flow back through (x + y)·z, and show how each kind of gate passes them on. Expect ∂f/∂x = ∂f/∂y
= −4 and ∂f/∂z = 3. Three slips in the slides: ∂f/∂x is −4, not 3·1 = 3; each input of a sum gets the gradient
times 1, not 1/r; a fan-out adds what both branches send back.
"""

import torch

import gradients
from node import Node
from run import Run

run = Run("gates", double_precision=True)


def leaf(name, value):
    return Node.leaf(name, torch.tensor(value, dtype=torch.float64, device=run.device))


# The slides' first graph
x, y, z = leaf("x", -2), leaf("y", 5), leaf("z", -4)
q = (x + y).named("q")
f = (q * z).named("f")
gradients.table(run, "f = (x + y)·z", f)

# Add, mul and max
a, b, c, d, e = leaf("a", 3), leaf("b", -4), leaf("c", 2), leaf("d", -1), leaf("e", 1)
p = (a * b).named("p")
m = Node.max(c, d, e).named("m")
s = (p + m).named("s")
g = (2 * s).named("g")
gradients.table(run, "g = 2·(a·b + max(c, d, e))", g)
print(f"add distributes: s has the gradient {s.gradient:.0f}; p and m get as much, "
      f"{p.gradient:.0f} and {m.gradient:.0f}.")
print(f"mul swaps: p has {p.gradient:.0f}; a gets b times that, {a.gradient:.0f}, "
      f"and b gets a times that, {b.gradient:.0f}.")
print(f"max routes, as max-pooling does: m has {m.gradient:.0f}; the largest, c, gets all of it:")
print(f"c {c.gradient:.0f}, d {d.gradient:.0f}, e {e.gradient:.0f}.")
print()

# Copy and sum
t = leaf("t", 2)
u = [(3 * t).named("u₁"), (-1 * t).named("u₂"), (4 * t).named("u₃")]
J = Node.sum(*u).named("J")
gradients.table(run, "J = u₁ + u₂ + u₃, u₁ = 3t, u₂ = −t, u₃ = 4t", J)
print(f"sum copies: J has {J.gradient:.0f}, and so has each of its r = 3 inputs.")
print(f"copy adds: t goes to three gates, which send back 3, −1 and 4; it gets {t.gradient:.0f}.")
