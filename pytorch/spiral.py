"""A linear classifier, a 2-layer and a 3-layer network tell the two arms of a spiral apart. Expect about 55,
63 to 73, and 97 to 100 % of the test points right: each hidden layer bends the boundary further. After 2000
epochs, the 2-layer network would get 88 % and more. Without biases, as on the slide, all boundaries would be
rays from 0. What the slide calls Nearest Neighbor is the linear classifier.
"""

import torch
from torch import nn

import arms
from run import Run

run = Run("spiral", samples=300, epochs=200, lr=0.1, log_every=50)

# Data
x, y = arms.sample(run.samples, run.device)
test_x, test_y = arms.sample(1000, run.device)

# Models and loss
linear = nn.Linear(2, 2).to(run.device)
two_layers = nn.Sequential(nn.Linear(2, 100), nn.ReLU(), nn.Linear(100, 2)).to(run.device)
three_layers = nn.Sequential(
    nn.Linear(2, 100), nn.ReLU(),
    nn.Linear(100, 100), nn.ReLU(),
    nn.Linear(100, 2),
).to(run.device)
loss_function = nn.CrossEntropyLoss()
networks = [("linear", linear), ("2-layer", two_layers), ("3-layer", three_layers)]

for name, model in networks:
    # Train
    run.watch(name, model)
    optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)
    for epoch in run.epochs():
        optimizer.zero_grad()
        logits = model(x)
        loss = loss_function(logits, y)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, name)

    # Report
    with torch.no_grad():
        scores = model(test_x)
        accuracy = (scores.argmax(dim=1) == test_y).to(torch.float32).mean()
        run.report(f"{name}: training accuracy", (model(x).argmax(dim=1) == y).to(torch.float32).mean())
        run.report(f"{name}: test accuracy", accuracy)
