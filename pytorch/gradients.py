"""Shows the gradients of a computational graph. It mirrors src/Examples/Backpropagation/Gradients.cs."""

import torch

# About the cube root of float64's ε, as gradient-check shows; as a power of two, x ± h is exact.
STEP = 2 ** -17


def table(run, title, output):
    """Prints the value and the gradient of every node, by the gates' rules, by autograd and by central
    difference, which must agree. Afterwards every node has its gradient, and so has its value.
    """
    nodes = output.nodes()
    differences = [central_difference(nodes, node) for node in nodes]
    for node in nodes:
        node.forward()
        node.value.retain_grad()
    output.backward()
    output.value.backward()

    print(title)
    print(f"{'node':8}{'value':>12}{'by the rules':>14}{'autograd':>12}{'central diff':>14}")
    for node, difference in zip(nodes, differences):
        value, rules, autograd = node.value.flatten(), node.gradient.flatten(), node.value.grad.flatten()
        for i, name in enumerate(names(node.name, node.value)):
            print(f"{name:8}{value[i]:12.7f}{rules[i]:14.7f}{autograd[i]:12.7f}{difference[i]:14.7f}")

    by_rules = torch.cat([node.gradient.flatten() for node in nodes])
    run.agree("rules and autograd", by_rules, torch.cat([node.value.grad.flatten() for node in nodes]))
    run.agree("rules and central difference", by_rules, torch.cat(differences))
    print()


def chain(run, name, autograd, *factors):
    """Prints a gradient as the chain rule's product; autograd's must be the same."""
    product = torch.ones_like(autograd)
    print(f"{name:34}{'factor':>12}{'product':>12}")
    for formula, factor in factors:
        product = product * factor
        print(f"{formula:34}{factor:12.7f}{product:12.7f}")
    run.agree("product and autograd", product, autograd)
    print()


@torch.no_grad()
def central_difference(nodes, node):
    """The last node's change with each element of another: (f(x + h) − f(x − h)) / 2h."""
    for n in nodes:
        n.forward()
    x, size = node.value, node.value.numel()
    steps = (STEP * torch.eye(size, dtype=torch.float64, device=x.device)).reshape(size, *x.shape).unbind()

    def output(shifted):
        for n in nodes:
            n.forward()
            n.value = shifted if n is node else n.value
        return nodes[-1].value

    return torch.stack([(output(x + h) - output(x - h)) / (2 * STEP) for h in steps])


def names(name, tensor):
    """A name for each element, with indices that count from 1 as on the slides."""
    elements = [name]
    for size in tensor.squeeze().shape:
        elements = [prefix + index for prefix in elements for index in "₁₂₃₄₅₆₇₈₉"[:size]]
    return elements
