"""A GRU gets the LSTM's task: to know, at the end of a sequence, the symbol that came first. Expect it to
remember as long, for most seeds over 60 other symbols, with three quarters of the parameters: each cell has
three blocks of weights instead of four. An epoch is one step, on a batch of new sequences.
"""

import torch
from torch import nn

import memory
from recurrent import Recurrent
from run import Run

HIDDEN = 16

run = Run("gru", epochs=400, lr=0.01, batch_size=50, log_every=400)

lengths = [10, 20, 40, 60]
lstm, gru = [], []
parameters = {}
for length in lengths:
    layers = [
        ("LSTM", nn.LSTM(memory.INPUTS, HIDDEN, batch_first=True), lstm),
        ("GRU", nn.GRU(memory.INPUTS, HIDDEN, batch_first=True), gru),
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
        parameters[name] = sum(p.numel() for p in layer.parameters())

# Report
print("test accuracy, T symbols after the first")
print(f"{'T':>4}{'LSTM':>8}{'GRU':>8}")
for length, of_lstm, of_gru in zip(lengths, lstm, gru):
    print(f"{length:4}{of_lstm:8.3f}{of_gru:8.3f}")
print(f"parameters: {parameters['LSTM']} of the LSTM, {parameters['GRU']} of the GRU")
