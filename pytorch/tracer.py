"""What --trace keeps of a twin. It mirrors src/Shared/Tracing/Tracer.cs."""

import torch


class Tracer:
    """The tensors that a training computes in its first steps, in the order in which they are computed."""

    MAX_ELEMENTS = 2 ** 24

    def __init__(self, steps):
        self._traced = []
        self._steps = steps
        self._trainings = {}
        self._data = set()
        self._models = []
        self._data_elements = 0
        self._call_elements = 0
        self._last_step = 0
        self._after_loss = 0
        self._end = 0

    def watch_data(self, name, tensor):
        step = self._last_step + 1 if name in self._data else 0
        self._data.add(name)
        if self._data_elements < self.MAX_ELEMENTS and step <= self._steps:
            self._data_elements += size(tensor)
            self._keep(step, "Data", name, tensor)

    def watch(self, name, model):
        watched = Watched(name, model)
        self._models.append(watched)
        watched.kept = [self._keep(0, "Initial", watched.name_of(name), value) for name, value in model.named_parameters()]
        self._keep_buffers(watched)
        model.register_forward_pre_hook(lambda _, inputs: self._forward(watched, "Input", "", inputs))
        for submodule, module in [*list(model.named_modules())[1:], ("", model)]:
            module.register_forward_hook(lambda _, inputs, output, submodule=submodule: self._forward(watched, "Output", submodule, output))

    def step(self, training, loss):
        step = self._last_step = self._trainings[training] = self._trainings.get(training, 0) + 1
        if step > self._steps:
            self._end = -1
            return

        # What is recorded right after another loss comes before the gradients of both.
        if self._end != len(self._traced) or any(watched.has_run for watched in self._models):
            self._after_loss = len(self._traced)
        self._traced.insert(self._after_loss, (step, "Loss", training, copy(loss).double().reshape(()), None))
        self._after_loss += 1
        for watched in self._models:
            if not (watched.has_run or watched.is_copied):
                continue
            watched.steps = watched.steps + 1 if watched.has_run else max(watched.steps + 1, step)
            watched.has_run = False
            self._keep_buffers(watched)
            parameters = list(watched.model.named_parameters())
            for name, parameter in reversed(parameters):
                if parameter.grad is not None:
                    self._keep(watched.steps, "Gradient", watched.name_of(name), parameter.grad)
            watched.kept = [self._keep(watched.steps, "Parameter", watched.name_of(name), value) for name, value in parameters]
        self._end = len(self._traced)

    @property
    def tensors(self):
        """What was kept, without what a model computes after the last step, as for a figure."""
        return {f"{i:06}|{step}|{kind}|{name}": tensor for i, (step, kind, name, tensor, watched) in enumerate(self._traced)
                if watched is None or step <= watched.steps}

    def _forward(self, watched, kind, name, value):
        if watched.steps < self._steps and torch.is_grad_enabled():
            watched.has_run = watched.is_trained = True
            for tensor in tensors_in(value):
                if self._call_elements < self.MAX_ELEMENTS:
                    self._call_elements += size(tensor)
                    self._keep(watched.steps + 1, kind, watched.name_of(name), tensor, watched)

    def _keep_buffers(self, watched):
        for name, buffer in watched.model.named_buffers():
            self._keep(watched.steps, "Buffer", watched.name_of(name), buffer)

    def _keep(self, step, kind, name, tensor, watched=None):
        kept = copy(tensor)
        self._traced.append((step, kind, name, kept, watched))
        return kept


def size(tensor):
    """What a tensor counts: one of few numbers takes more than they do."""
    return max(tensor.numel(), 256)


def copy(tensor):
    return tensor.detach().cpu().contiguous().clone()


def tensors_in(value):
    """The tensors of a value in their order, as in the output and the states of a recurrent layer; of a dictionary by name."""
    if isinstance(value, torch.Tensor):
        return [value]
    if isinstance(value, dict):
        return tensors_in([value[key] for key in sorted(value, key=str)])
    return [tensor for each in value for tensor in tensors_in(each)] if isinstance(value, (tuple, list)) else []


class Watched:
    """A model and how far its trace is."""

    def __init__(self, name, model):
        self.model = model
        self.steps = 0
        self.has_run = False
        self.is_trained = False
        self._name = name

    @property
    def is_copied(self):
        """Whether it has changed without being trained, as a target network does."""
        return not self.is_trained and not all(torch.equal(p.detach().cpu(), kept) for p, kept in zip(self.model.parameters(), self.kept))

    def name_of(self, part):
        return ".".join(word for word in (self._name, part) if word) or "the model"
