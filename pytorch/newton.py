"""The slide's "how much?": Newton's method takes the step −H⁻¹g. Along each eigenvector of H, that is the
gradient divided by the curvature, so where the curvature is large the step is short for its gradient.
Gradient descent takes −εg. Expect Newton at the minimum of L and of the bowl after one step, of f after two,
and gradient descent not there after ten. For a network, H has too many entries, n², so the learning rate ε
is chosen by hand.
"""

import torch

from run import Run

STEPS = 10

# Below these, a gradient and a loss are 0 but for rounding; a 0 would be missing on a logarithmic axis.
TOLERANCE, FLOOR = 1e-6, 1e-12

run = Run("newton", double_precision=True)


# Loss: those of gradient-descent, learning-rate and bowl
def L(w0, w1):
    return 2 * w1.square() + 3 * w0.square() - 6 * w1 - 6 * w0 + 4 * w1 * w0 + 5


def f(x1, x2):
    return (x1.square() - x2).square() / 2 + (x1 - 1).square() / 2


def bowl(x0, x1):
    return x0.square() + x1.square()


# Train
def descend(name, loss, start, end, step):
    least = loss(*torch.tensor(end, dtype=torch.float64)).to(run.device)
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
        run.record(t, (J - least).clamp(min=FLOOR), f"{name}: J − min J")
        if g.norm() < TOLERANCE:
            break

        with torch.no_grad():
            theta += move

    print()


# Report
def compare(name, loss, start, end, learning_rate):
    descend(f"Newton on {name}", loss, start, end, lambda g, H: -torch.linalg.solve(H, g))
    descend(f"descent on {name}", loss, start, end, lambda g, H: -learning_rate * g)


compare("L", L, [1, 1], [0, 1.5], 0.1)
compare("f", f, [0, 0], [1, 1], 0.3)
compare("bowl", bowl, [-3, 4], [0, 0], 0.1)
