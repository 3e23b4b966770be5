"""An RNN predicts a noisy sine, but hardly learns what came long before: on its way back through the steps,
the gradient vanishes. Expect a seventh of the error of "the last value again". The RNN knows the first of
many symbols after 10 others, usually after 20, about half the time at best after 40, and only by chance (1/8)
after 60. With four times the epochs it manages 40 too; until then, seed and rounding decide.
"""

import math

import torch
from torch import nn

import memory
from recurrent import Recurrent
from run import Run

HIDDEN = 16

run = Run("rnn", samples=50, epochs=400, lr=0.01, batch_size=50, log_every=400)

# Data: series whose next value is the target at every step, and 1000 test series
phase = nn.init.uniform_(torch.empty(run.samples + 1000, 1), 0, 2 * math.pi)
noise = nn.init.normal_(torch.empty(run.samples + 1000, 50), std=0.1)
series = ((torch.arange(50) / 2 + phase).sin() + noise).unsqueeze(2).to(run.device)
x, y = series[:run.samples, :-1], series[:run.samples, 1:]
test_x, test_y = series[run.samples:, :-1], series[run.samples:, 1:]


# Train; an epoch is one step, on one batch
def train(name, model, batch, loss_of):
    run.watch(name, model)
    optimizer = torch.optim.Adam(model.parameters(), lr=run.lr)
    for epoch in run.epochs():
        inputs, targets = batch()
        optimizer.zero_grad()
        output = model(inputs)
        loss = loss_of(output, targets)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()
        run.record(epoch, loss, name)


sine = Recurrent(nn.RNN(1, HIDDEN, batch_first=True), HIDDEN, 1).to(run.device)
train("next value", sine, lambda: (x, y), nn.functional.mse_loss)
loss_function = nn.CrossEntropyLoss()
lengths = [10, 20, 40, 60]
for length in lengths:
    layer = nn.RNN(memory.INPUTS, HIDDEN, batch_first=True)
    recall = Recurrent(layer, HIDDEN, memory.SYMBOLS).to(run.device)
    train(f"memory at T = {length}", recall,
          lambda: memory.sequences(run.batch_size, length, run.device),
          lambda logits, first: loss_function(logits.transpose(1, 2), first))
    run.report(f"test accuracy after {length} symbols", memory.accuracy(recall, length, run.device))

# Report
with torch.no_grad():
    run.report("test MSE of the RNN", nn.functional.mse_loss(sine(test_x), test_y))
    run.report("test MSE of the last value again", nn.functional.mse_loss(test_x, test_y))
