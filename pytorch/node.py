"""A node of a computational graph, with the local rules of the slides. It mirrors src/Examples/Backpropagation/Node.cs."""

import torch


class Node:
    """A value, and the gradient of the output with respect to it.

    An operator says how its value is computed forward, and by its local rule how the gradient that arrives from above
    passes to its inputs.
    """

    def __init__(self, symbol, inputs, forward, backward):
        self.name = symbol  # until the node is given the slide's name
        self.inputs = inputs
        self._forward = forward
        self._backward = backward
        self.value = forward()  # a tensor of torch, so that autograd sees every operation too
        self.gradient = torch.zeros_like(self.value)

    @staticmethod
    def leaf(name, value):
        """An input of the graph."""
        return Node(name, [],
                    forward=lambda: value.requires_grad_(),
                    backward=lambda upstream: [])

    def __add__(a, b):
        return Node("+", [a, b],
                    forward=lambda: a.value + b.value,
                    backward=lambda upstream: [upstream, upstream])

    def __radd__(x, c):
        return Node(f"+{c:g}", [x],
                    forward=lambda: c + x.value,
                    backward=lambda upstream: [upstream])

    def __sub__(a, b):
        return Node("−", [a, b],
                    forward=lambda: a.value - b.value,
                    backward=lambda upstream: [upstream, -upstream])

    def __mul__(a, b):
        return Node("×", [a, b],
                    forward=lambda: a.value * b.value,
                    backward=lambda upstream: [upstream * b.value, upstream * a.value])

    def __rmul__(x, a):
        return Node(f"×{a:g}", [x],
                    forward=lambda: a * x.value,
                    backward=lambda upstream: [upstream * a])

    @staticmethod
    def sum(*inputs):
        return Node("Σ", inputs,
                    forward=lambda: torch.stack([input.value for input in inputs]).sum(dim=0),
                    backward=lambda upstream: [upstream for _ in inputs])

    @staticmethod
    def max(a, b):
        """At a tie the first input is the maximum."""
        return Node("max", [a, b],
                    forward=lambda: torch.maximum(a.value, b.value),
                    backward=lambda upstream: [upstream * a.value.ge(b.value), upstream * b.value.gt(a.value)])

    @staticmethod
    def exp(x):
        return Node("exp", [x],
                    forward=lambda: x.value.exp(),
                    backward=lambda upstream: [upstream * x.value.exp()])

    @staticmethod
    def reciprocal(x):
        return Node("1/x", [x],
                    forward=lambda: x.value.reciprocal(),
                    backward=lambda upstream: [upstream * -x.value.pow(2).reciprocal()])

    @staticmethod
    def sigmoid(x):
        return Node("σ", [x],
                    forward=lambda: x.value.sigmoid(),
                    backward=lambda upstream: [upstream * x.value.sigmoid() * (1 - x.value.sigmoid())])

    @staticmethod
    def product(W, x):
        """A matrix, shape (m, n), times a vector, shape (n)."""
        return Node("•", [W, x],
                    forward=lambda: W.value.matmul(x.value),
                    backward=lambda upstream: [upstream.outer(x.value), W.value.t().matmul(upstream)])

    @staticmethod
    def squared_norm(q):
        """The sum of the squares of all elements, ‖q‖²."""
        return Node("‖ ‖²", [q],
                    forward=lambda: q.value.pow(2).sum(),
                    backward=lambda upstream: [upstream * 2 * q.value])

    def named(self, name):
        """Gives the node its name."""
        self.name = name
        return self

    def nodes(self):
        """This node and all that it depends on, each after its inputs."""
        nodes = []

        def visit(node):
            if node not in nodes:
                for input in node.inputs:
                    visit(input)
                nodes.append(node)

        visit(self)
        return nodes

    def forward(self):
        """Computes the value from the inputs' values."""
        self.value = self._forward()

    @torch.no_grad()
    def backward(self):
        """Backpropagation from this node, the output: every node passes its gradient on to its inputs."""
        for node in self.nodes():
            node.gradient = torch.zeros_like(node.value)
        self.gradient = torch.ones_like(self.value)
        for node in reversed(self.nodes()):
            for input, gradient in zip(node.inputs, node._backward(node.gradient)):
                # Where a value fans out, the gradients of its branches add up.
                input.gradient = input.gradient + gradient
