"""The slide's "how much?": Newton's method takes the step −H⁻¹g, along each eigenvector of H the gradient
divided by the curvature, short relative to the gradient where the curvature is large; gradient descent
takes −εg. Expect Newton at the minimum of L and of the bowl after one step, of f after two, and gradient
descent not there after ten. H has n² entries: too many for a network, so ε is chosen by hand.
"""

import torch

from run import Run

STEPS = 10

# A gradient shorter than this one is 0 but for rounding.
TOLERANCE = 1e-6

run = Run("newton", double_precision=True)


# Loss: those of gradient-descent, learning-rate and bowl
def l_of(w0, w1):
    return 2 * w1.square() + 3 * w0.square() - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5


def f_of(x1, x2):
    return (x1.square() - x2).square() / 2 + (x1 - 1).square() / 2


def bowl(x0, x1):
    return x0.square() + x1.square()


# Train
def descend(name, loss, start, step):
    theta = torch.tensor(start, dtype=torch.float64, device=run.device, requires_grad=True)
    print(name)
    print("step        θ₀        θ₁          J    eigenvalues of H      ‖step‖/‖g‖")
    for t in range(STEPS + 1):
        J = loss(theta[0], theta[1])
        g, = torch.autograd.grad(J, theta, create_graph=True)
        H = torch.stack([torch.autograd.grad(slope, theta, retain_graph=True)[0] for slope in g])
        curvature = torch.linalg.eigvalsh(H)
        move = step(g, H)
        per_gradient = move.norm() / g.norm().clamp(min=TOLERANCE)
        print(f"{t:4}{theta[0]:10.6f}{theta[1]:10.6f}{J:11.6f}"
              f"{curvature[0]:12.7f}{curvature[1]:12.7f}{per_gradient:12.6f}")
        run.record(t, J, name)
        if g.norm() < TOLERANCE:
            break

        with torch.no_grad():
            theta += move

    print()


# Report
def compare(name, loss, start, epsilon):
    descend(f"Newton on {name}", loss, start, lambda g, H: -torch.linalg.solve(H, g))
    descend(f"descent on {name}", loss, start, lambda g, H: -epsilon * g)


compare("L", l_of, [1, 1], 0.1)
compare("f", f_of, [0, 0], 0.3)
compare("bowl", bowl, [-3, 4], 0.1)
