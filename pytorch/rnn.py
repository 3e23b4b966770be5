"""An RNN predicts a noisy sine, but hardly learns what came long before: on its way back through the steps,
the gradient vanishes. Expect an error a seventh of that of "the last value again"; and the first of many
symbols known after 10 others, at most about half the time after 40, and after 60 by chance, 1/8. Four times
the epochs bring 40 too; how far it comes meanwhile depends on seed and rounding.
"""

import math

import torch
from torch import nn

import memory
from recurrent import Recurrent
from run import Run

HIDDEN = 16

run = Run("rnn", samples=50, epochs=400, lr=0.01, batch_size=50, log_every=400)


def recall_loss(recall, length):
    symbols, first = memory.sequences(run.batch_size, length, run.device)
    logits = recall(symbols)
    return nn.functional.cross_entropy(logits.transpose(1, 2), first)


def train(name, model, compute_loss):
    run.watch(name, model)
    optimizer = torch.optim.Adam(model.parameters(), lr=run.lr)
    for epoch in run.epochs():
        optimizer.zero_grad()
        loss = compute_loss()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()
        run.record(epoch, loss, name)


# Data: series whose next value is wanted at every step, and 1000 test series
phase = nn.init.uniform_(torch.empty(run.samples + 1000, 1), 0, 2 * math.pi)
noise = nn.init.normal_(torch.empty(run.samples + 1000, 50), std=0.1)
series = ((torch.arange(50) / 2 + phase).sin() + noise).unsqueeze(2).to(run.device)
x, y = series[:run.samples, :-1], series[:run.samples, 1:]
test_x, test_y = series[run.samples:, :-1], series[run.samples:, 1:]

# Train
sine = Recurrent(nn.RNN(1, HIDDEN, batch_first=True), HIDDEN, 1).to(run.device)
train("next value", sine, lambda: nn.functional.mse_loss(sine(x), y))
lengths = [10, 20, 40, 60]
for length in lengths:
    layer = nn.RNN(memory.INPUTS, HIDDEN, batch_first=True)
    recall = Recurrent(layer, HIDDEN, memory.SYMBOLS).to(run.device)
    train(f"memory at T = {length}", recall, lambda: recall_loss(recall, length))
    print(f"test accuracy after {length} symbols = {memory.accuracy(recall, length, run.device):.3f}")

# Report
with torch.no_grad():
    run.report("test MSE of the RNN", nn.functional.mse_loss(sine(test_x), test_y))
    run.report("test MSE of the last value again", nn.functional.mse_loss(test_x, test_y))
