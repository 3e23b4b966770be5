"""A node of a computational graph. It mirrors src/Examples/Backpropagation/Node.cs."""

import torch


class Node:
    """A node of a computational graph. Each gate below has two rules: how its value comes from its inputs,
    and what it sends back to each input when the gradient g arrives at its value.
    """

    def __init__(self, gate, inputs, forward, backward):
        self.name, self._inputs, self._forward, self._backward = gate, inputs, forward, backward
        self.value = forward()
        self.gradient = torch.zeros_like(self.value)

    @staticmethod
    def leaf(name, value):
        return Node(name, [], lambda: value.requires_grad_(), lambda g: [])

    def __add__(a, b):
        return Node("+", [a, b], lambda: a.value + b.value, lambda g: [g, g])

    def __sub__(a, b):
        return Node("−", [a, b], lambda: a.value - b.value, lambda g: [g, -g])

    def __mul__(a, b):
        return Node("×", [a, b], lambda: a.value * b.value, lambda g: [g * b.value, g * a.value])

    def __radd__(x, c):
        return Node(f"+{c}", [x], lambda: c + x.value, lambda g: [g])

    def __rmul__(x, c):
        return Node(f"×{c}", [x], lambda: c * x.value, lambda g: [g * c])

    @staticmethod
    def identity(x):
        return Node("=", [x], lambda: 1 * x.value, lambda g: [g])

    @staticmethod
    def sum(*x):
        return Node("Σ", x, lambda: stack(x).sum(dim=0), lambda g: [g for _ in x])

    @staticmethod
    def max(*x):
        return Node("max", x, lambda: stack(x).max(dim=0).values,
                    lambda g: [g * (stack(x).argmax(dim=0) == i) for i in range(len(x))])

    @staticmethod
    def exp(x):
        return Node("exp", [x], lambda: x.value.exp(), lambda g: [g * x.value.exp()])

    @staticmethod
    def reciprocal(x):
        return Node("1/x", [x], lambda: 1 / x.value, lambda g: [g * (-1 / x.value.square())])

    @staticmethod
    def sigmoid(x):
        return Node("σ", [x], lambda: x.value.sigmoid(),
                    lambda g: [g * x.value.sigmoid() * (1 - x.value.sigmoid())])

    @staticmethod
    def product(W, x):
        return Node("•", [W, x], lambda: W.value @ x.value, lambda g: [g.outer(x.value), W.value.T @ g])

    @staticmethod
    def squared_norm(x):
        return Node("‖ ‖²", [x], lambda: x.value.square().sum(), lambda g: [g * 2 * x.value])

    def named(self, name):
        self.name = name
        return self

    def forward(self):
        """Computes the value anew from the inputs' values."""
        self.value = self._forward()

    def nodes(self):
        """All nodes that this one depends on, each after its inputs, and at the end this one."""
        return list(dict.fromkeys([node for input in self._inputs for node in input.nodes()] + [self]))

    @torch.no_grad()
    def backward(self):
        """Backpropagation from this node, the output."""
        for node in self.nodes():
            node.gradient = torch.zeros_like(node.value)
        self.gradient = torch.ones_like(self.value)
        for node in reversed(self.nodes()):
            for input, gradient in zip(node._inputs, node._backward(node.gradient)):
                # Where a value goes to several gates, what comes back from them adds up.
                input.gradient = input.gradient + gradient


def stack(x):
    return torch.stack([input.value for input in x])
