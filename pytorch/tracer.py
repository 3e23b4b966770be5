"""What --trace keeps of a twin. It mirrors src/Shared/Tracing/Tracer.cs."""

import torch


class Tracer:
    """The tensors that a training computes in its first steps, in the order in which it does."""

    def __init__(self, steps):
        self._traced = []
        self._steps = steps
        self._trainings = {}
        self._models = []

    def watch(self, name, model):
        watched = Watched(name, model)
        self._models.append(watched)
        for parameter, value in model.named_parameters():
            self.keep(0, "Initial", watched.name_of(parameter), value)
        model.register_forward_pre_hook(lambda _, inputs: self._forward(watched, "Input", "", inputs))
        for submodule, module in [*list(model.named_modules())[1:], ("", model)]:
            module.register_forward_hook(lambda _, inputs, output, submodule=submodule: self._forward(watched, "Output", submodule, output))

    def step(self, training, loss):
        step = self._trainings[training] = self._trainings.get(training, 0) + 1
        if step > self._steps:
            return
        self.keep(step, "Loss", training, loss)
        for watched in self._models:
            if not watched.has_run:
                continue
            watched.has_run = False
            watched.steps += 1
            parameters = list(watched.model.named_parameters())
            for name, parameter in reversed(parameters):
                if parameter.grad is not None:
                    self.keep(watched.steps, "Gradient", watched.name_of(name), parameter.grad)
            for name, parameter in parameters:
                self.keep(watched.steps, "Parameter", watched.name_of(name), parameter)

    def keep(self, step, part, name, tensor, watched=None):
        self._traced.append((step, part, name, tensor.detach().cpu().contiguous().clone(), watched))

    @property
    def tensors(self):
        """What was kept, without what a model computes after the last step, as for a figure."""
        return {f"{i:06}|{step}|{part}|{name}": tensor for i, (step, part, name, tensor, watched) in enumerate(self._traced)
                if watched is None or step <= watched.steps}

    def _forward(self, watched, part, name, value):
        if watched.steps < self._steps and torch.is_grad_enabled():
            for tensor in tensors_in(value):
                watched.has_run = True
                self.keep(watched.steps + 1, part, watched.name_of(name), tensor, watched)


def tensors_in(value):
    """The tensors of a value in their order, as in the output and the states of a recurrent layer."""
    if isinstance(value, torch.Tensor):
        return [value]
    return [tensor for each in value for tensor in tensors_in(each)] if isinstance(value, (tuple, list)) else []


class Watched:
    """A model and how far its trace is."""

    def __init__(self, name, model):
        self.model = model
        self.steps = 0
        self.has_run = False
        self._name = name

    def name_of(self, part):
        return ".".join(word for word in (self._name, part) if word) or "the model"
