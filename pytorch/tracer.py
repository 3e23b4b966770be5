"""What --trace keeps of a twin. It mirrors src/Shared/Tracing/Tracer.cs."""

import torch


class Tracer:
    """The tensors that a training computes in its first steps, in the order in which they are computed."""

    MAX_ELEMENTS = 2 ** 24

    def __init__(self, steps):
        self._traced = []
        self._steps = steps
        self._trainings = {}
        self._data = {}
        self._models = []
        self._recorded = set()
        self._data_elements = 0
        self._call_elements = 0
        self._last = Training()
        self._begin = 0
        self._after_loss = 0

    def watch_data(self, name, tensor):
        if any(watched.optimized is tensor for watched in self._models):
            return
        if tensor.requires_grad and tensor.is_leaf and not self._trainings and name not in self._data:
            # It is optimized itself.
            self._data[name] = None
            self._add(Watched(name, None, tensor))
            return
        step = self._last.losses + 1 if name in self._data else 0
        if step > 1 and self._data[name]:
            # What is watched for the second time in the second step was in the loop the first time too.
            self._data[name].step = 1
        kept = None
        if self._data_elements < self.MAX_ELEMENTS and (step == 0 or self._last.steps < self._steps):
            self._data_elements += size(tensor)
            kept = self._keep(step, "Data", name, tensor)
        self._data[name] = kept if step == 0 else None

    def watch(self, name, model):
        watched = self._add(Watched(name, model, None))
        for submodule, module in [*list(model.named_modules())[1:], ("", model)]:
            kind = "Input" if module is model else "ModuleInput"
            module.register_forward_pre_hook(
                lambda _, inputs, submodule=submodule, kind=kind: self._forward(watched, kind, submodule, inputs))
            module.register_forward_hook(lambda _, inputs, output, submodule=submodule: self._forward(watched, "Output", submodule, output))

    def _add(self, watched):
        self._models.append(watched)
        self._keep_parameters(watched, 0, "Initial")
        self._keep_buffers(watched)
        return watched

    def step(self, training, loss):
        count = self._trainings.setdefault(training, Training())
        count.losses += 1
        self._last = count
        if count.steps == self._steps:
            self._recorded.clear()
            return

        # What is recorded right after the loss of another training comes before the gradients of both.
        changed = [watched for watched in self._models if watched.is_of_step or watched.was_copied]
        changed.sort(key=lambda watched: watched.last_call if watched.ran_with_gradients else -1, reverse=True)
        is_another = not changed and self._begin == len(self._traced) and self._recorded and training not in self._recorded
        if not changed and self._models and not is_another:
            return
        count.steps += 1
        if not is_another:
            self._recorded.clear()
            self._after_loss = len(self._traced)
        self._recorded.add(training)
        self._traced.insert(self._after_loss, Piece(count.losses, "Loss", training, copy(loss).double().reshape(())))
        self._after_loss += 1
        for watched in changed:
            watched.last_step = max(watched.last_step + 1, count.losses)
            for piece in self._traced[self._begin:]:
                if piece.model is watched and piece.step is None:
                    piece.step = watched.last_step
            if watched.is_of_step:
                self._keep_buffers(watched)
                for name, parameter in reversed(watched.parameters):
                    if parameter.grad is not None:
                        watched.kept_gradient = self._keep(watched.last_step, "Gradient", watched.name_of(name), parameter.grad).tensor
                self._keep_parameters(watched, watched.last_step, "Parameter")
            watched.steps += watched.has_run
            watched.has_run = watched.was_copied = False
        self._begin = len(self._traced)

    def tensors(self, failed):
        """What was kept, without what a model computes after the last step, as for a figure; if the program failed, that is of a
        step that has no loss."""
        for piece in self._traced:
            if failed and piece.step is None:
                piece.step = piece.model.last_step + 1
        return {f"{i:06}|{piece.step}|{piece.kind}|{piece.name}": piece.tensor
                for i, piece in enumerate(self._traced) if piece.step is not None}

    def _forward(self, watched, kind, name, value):
        if not torch.is_grad_enabled():
            return
        if watched.steps == self._steps:
            # What is recorded next is of a call that is not kept any more, and no other loss of the step before.
            self._recorded.clear()
            return
        if not any(model.has_run for model in self._models):
            for copied in [model for model in self._models if model.is_copied]:
                copied.was_copied = True
                self._keep_parameters(copied, None, "Parameter")
        watched.has_run = watched.ran_with_gradients = True
        watched.last_call = len(self._traced)
        for part, tensor in tensors_in(value):
            if self._call_elements < self.MAX_ELEMENTS:
                before = self._traced[-1].tensor if self._traced else None
                kept = self._keep(None, kind, watched.name_of(name) + part, tensor, watched).tensor
                if kind == "ModuleInput" and before is not None and kept.dtype == before.dtype and torch.equal(kept, before):
                    self._traced[-1].tensor = before
                    continue
                self._call_elements += size(tensor)

    def _keep_parameters(self, watched, step, kind):
        watched.kept = [self._keep(step, kind, watched.name_of(name), parameter, watched).tensor
                        for name, parameter in watched.parameters]

    def _keep_buffers(self, watched):
        for name, buffer in watched.model.named_buffers() if watched.model is not None else []:
            self._keep(watched.last_step, "Buffer", watched.name_of(name), buffer)

    def _keep(self, step, kind, name, tensor, watched=None):
        piece = Piece(step, kind, name, copy(tensor), watched)
        self._traced.append(piece)
        return piece


def size(tensor):
    """What a tensor counts: one of few numbers takes more than they do."""
    return max(tensor.numel(), 256)


def copy(tensor):
    """A copy on the CPU; of complex numbers with their two parts in a last dimension."""
    dense = (tensor.to_dense() if tensor.is_sparse else tensor).detach().cpu()
    return (torch.view_as_real(dense.resolve_conj()) if dense.is_complex() else dense).contiguous().clone()


def tensors_in(value):
    """The tensors of a value in their order, as in the output and the states of a recurrent layer, of a dictionary by name,
    each with what tells it from the first: its number, which also counts what is no tensor, or its key."""
    return [("" if i == 0 else f"[{i if key is None else key}]", tensor)
            for i, (key, tensor) in enumerate(flat(value)) if tensor is not None]


def flat(value):
    if isinstance(value, torch.Tensor):
        return [(None, value)]
    if isinstance(value, dict):
        return [(str(key) if inner is None else inner, tensor) for key in sorted(value, key=str) for inner, tensor in flat(value[key])]
    return [part for each in value for part in flat(each)] if isinstance(value, (tuple, list)) else [(None, None)]


class Training:
    """How many losses there were, and how many of these ended a step."""

    def __init__(self):
        self.losses = 0
        self.steps = 0


class Piece:
    """A tensor that was kept; the step is None until the loss is recorded that ends it."""

    def __init__(self, step, kind, name, tensor, model=None):
        self.step = step
        self.kind = kind
        self.name = name
        self.tensor = tensor
        self.model = model


class Watched:
    """A model, or a tensor that is optimized itself, and how far its trace is."""

    def __init__(self, name, model, optimized):
        self.model = model
        self.optimized = optimized
        self.steps = 0
        self.last_step = 0
        self.has_run = False
        self.last_call = 0
        self.kept_gradient = 0
        self.was_copied = False
        self.ran_with_gradients = False
        self._name = name

    @property
    def parameters(self):
        return list(self.model.named_parameters()) if self.model is not None else [("", self.optimized)]

    @property
    def is_copied(self):
        """Whether it has changed without being trained, as a target network does."""
        return not self.ran_with_gradients and not all(
            torch.equal(copy(p), kept) for (_, p), kept in zip(self.parameters, self.kept))

    @property
    def is_of_step(self):
        """Whether it was called or has changed in this step, or has another gradient, if it is no model."""
        gradient = self.optimized.grad if self.model is None else None
        return self.has_run or self.is_copied or (gradient is not None and bool(copy(gradient).ne(self.kept_gradient).any()))

    def name_of(self, part):
        return ".".join(word for word in (self._name, part) if word) or "the model"
