"""A student, a teacher that follows it, and a temperature that is optimized itself; Distil.cs is the same."""

import torch
from torch import nn

from run import Run


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5, 4)
        self.mix = nn.Linear(4, 4)
        self.head = nn.Linear(4, 5, bias=False)
        self.head.weight = self.embedding.weight

    def forward(self, batch):
        hidden = self.mix(self.embedding(batch["words"]) * batch["scale"])
        return {"logits": self.head(hidden), "norm": hidden.square().sum(dim=1)}


run = Run("distil", samples=12, epochs=5, lr=0.1, log_every=1)

# Data
words = torch.arange(run.samples) % 5
batch = {"words": words, "scale": torch.randn(run.samples, 1)}

# Models and optimizer
student = Net()
teacher = Net()
teacher.load_state_dict(student.state_dict())
run.watch("student", student)
run.watch("teacher", teacher)
temperature = torch.full((1,), 2.0, requires_grad=True)
run.watch("temperature", temperature)
optimizer = torch.optim.SGD([*student.parameters(), temperature], lr=run.lr)

# Train
for epoch in run.epochs():
    with torch.no_grad():
        goal = teacher(batch)["logits"].softmax(dim=1)
    run.watch("goal", goal)
    optimizer.zero_grad()
    output = student(batch)
    loss = (nn.functional.cross_entropy(output["logits"], words)
            - (goal * (output["logits"] / temperature).log_softmax(dim=1)).sum(dim=1).mean() + 0.1 * output["norm"].mean())
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        for t, s in zip(teacher.parameters(), student.parameters()):
            t.mul_(0.9).add_(s, alpha=0.1)
    run.record(epoch, loss)
