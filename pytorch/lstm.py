"""How long does a recurrent cell learn to remember? The first of many symbols is asked for at the end. Expect
an LSTM to know it, for most seeds even after 60 other symbols. An RNN, whose gradient vanishes, knows it
after 10, usually after 20, about half the time at best after 40, and only by chance (1/8) after 60; with four
times the epochs it manages 40 too. An epoch is one step, on a batch of new sequences.
"""

import torch
from torch import nn

import memory
from recurrent import Recurrent
from run import Run

HIDDEN = 16

run = Run("lstm", epochs=400, lr=0.01, batch_size=50, log_every=400)

lengths = [10, 20, 40, 60]
rnn, lstm = [], []
for length in lengths:
    layers = [
        ("RNN", nn.RNN(memory.INPUTS, HIDDEN, batch_first=True), rnn),
        ("LSTM", nn.LSTM(memory.INPUTS, HIDDEN, batch_first=True), lstm),
    ]
    for name, layer, accuracies in layers:
        # Model, loss and optimizer
        model = Recurrent(layer, HIDDEN, memory.SYMBOLS).to(run.device)
        run.watch(f"{name} at T = {length}", model)
        loss_function = nn.CrossEntropyLoss()
        optimizer = torch.optim.Adam(model.parameters(), lr=run.lr)

        # Train
        for epoch in run.epochs():
            x, first = memory.sequences(run.batch_size, length, run.device)
            optimizer.zero_grad()
            logits = model(x)
            loss = loss_function(logits.transpose(1, 2), first)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1)
            optimizer.step()
            run.record(epoch, loss, f"{name} at T = {length}")

        accuracies.append(memory.accuracy(model, length, run.device))

# Report
print("test accuracy, T symbols after the first")
print(f"{'T':>4}{'RNN':>8}{'LSTM':>8}")
for length, of_rnn, of_lstm in zip(lengths, rnn, lstm):
    print(f"{length:4}{of_rnn:8.3f}{of_lstm:8.3f}")
