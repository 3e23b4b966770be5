"""A small classifier with much that can be ported wrongly; Classify.cs is the same."""

import torch
from torch import nn

from run import Run


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(4, affine=False)
        self.fc1 = nn.Linear(4, 4)
        self.dropout = nn.Dropout(0.5)
        self.fc2 = nn.Linear(4, 3)

    def forward(self, x):
        hidden = self.fc1(self.norm(x)).tanh()
        return self.fc2(self.dropout(hidden))


run = Run("classify", samples=60, epochs=5, lr=0.01, log_every=1)

# Data
x = torch.randn(run.samples, 4)
labels = x[:, :3].argmax(dim=1)
run.watch("x", x)
run.watch("labels", labels)

# Model, loss and optimizer
model = Net()
run.watch(model)
loss_function = nn.CrossEntropyLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=run.lr, weight_decay=0.1)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.5)

# Train
model.train()
for epoch in run.epochs():
    optimizer.zero_grad()
    logits = model(x)
    loss = loss_function(logits, labels)
    loss.backward()
    optimizer.step()
    run.record(epoch, loss)
    scheduler.step()
