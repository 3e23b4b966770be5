"""Shows the gradients of a computational graph, and checks what the slides say of them. It mirrors
src/Examples/Backpropagation/Gradients.cs."""

import torch

# About the cube root of float64's ε, where the errors of curvature and rounding balance; as a power of two, x ± h is exact.
STEP = 2 ** -17

TOLERANCE = 1e-6


def table(title, output):
    """Prints, for every element of every node, its value and its gradient by the rules, by autograd and by central difference."""
    output.backward()
    autograd(output)
    print(title)
    print(f"{'node':<8}{'value':>12}{'gradient: rule':>16}{'autograd':>14}{'central diff.':>15}")
    error = 0.0
    for node in output.nodes():
        elements = zip(names(node.name, node.value), numbers(node.value), numbers(node.gradient), numbers(node.value.grad))
        for i, (name, value, rule, gradient) in enumerate(elements):
            slope = difference(output, node, i)
            print(f"{name:<8}{value:12.7f}{rule:16.7f}{gradient:14.7f}{slope:15.7f}")
            error = max(error, abs(rule - gradient), abs(rule - slope))
    conclude("All three", error)


def chain(title, *factors):
    """Prints the factors of a product by the chain rule, the product so far, and by autograd the gradient that it is."""
    print(f"{title:<34}{'factor':>14}{'product':>14}{'autograd':>14}")
    product, error = 1.0, 0.0
    for formula, value, gradient in factors:
        product *= value.item()
        print(f"{formula:<34}{value.item():14.7f}{product:14.7f}{gradient.item():14.7f}")
        error = max(error, abs(product - gradient.item()))
    conclude("Product and autograd", error)


def formulas(title, *derivatives):
    """Prints derivatives by their formulas beside those by autograd."""
    print(f"{title:<48}{'formula':>14}{'autograd':>14}")
    error = 0.0
    for derivative, formula, values, gradients in derivatives:
        for name, value, gradient in zip(names(derivative, values), numbers(values), numbers(gradients)):
            print(f"{f'{name} = {formula}':<48}{value:14.7f}{gradient:14.7f}")
            error = max(error, abs(value - gradient))
    conclude("Formula and autograd", error)


def autograd(output):
    """Has autograd compute the gradients of all nodes, also of those that are no leaves."""
    for node in output.nodes():
        node.value.retain_grad()
    output.value.backward()


@torch.no_grad()
def difference(output, node, element):
    """How much the output changes with one element of a node, by the change from one step below it to one step above."""
    nodes = output.nodes()
    values = [n.value for n in nodes]
    value = node.value
    step = STEP * torch.eye(value.numel(), dtype=value.dtype, device=value.device)[element].reshape(value.shape)

    def shifted(to):
        node.value = to
        for later in nodes[nodes.index(node) + 1:]:
            later.forward()
        return output.value.item()

    slope = (shifted(value + step) - shifted(value - step)) / (2 * STEP)
    for n, original in zip(nodes, values):
        n.value = original
    return slope


def conclude(what, error):
    print(f"{what} {'agree' if error <= TOLERANCE else 'DIFFER'} to 1e-6.")
    print()


def names(name, tensor):
    """A name for each element, with its index below, counted from 1 as on the slides; dimensions of size 1 are not shown."""
    indices = [""]
    for size in tensor.squeeze().shape:
        indices = [index + digit for index in indices for digit in "₁₂₃₄₅₆₇₈₉"[:size]]
    return [name + index for index in indices]


def numbers(tensor):
    return tensor.flatten().tolist()
