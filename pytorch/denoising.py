"""
A denoising autoencoder sees glyphs through strong noise, other noise in every epoch, and learns to draw them
without. Expect an error of at most 0.15 of that of doing nothing.
"""

import torch
from torch import nn

import glyphs
from run import Run

NOISE = 0.5

run = Run("denoising", samples=1000, epochs=400, lr=0.001, log_every=100, weights=True)

# Data
x, _ = glyphs.draw(run.samples, up_and_down=True, device=run.device)
new_x, _ = glyphs.draw(1000, up_and_down=True, device=run.device)
new_noisy = new_x + NOISE * torch.randn(1000, 64).to(run.device)

# Model, loss and optimizer
model = nn.Sequential(
    nn.Linear(64, 128), nn.ReLU(),
    nn.Linear(128, 32), nn.ReLU(),
    nn.Linear(32, 128), nn.ReLU(),
    nn.Linear(128, 64),
).to(run.device)
run.watch(model)
loss_function = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=run.lr)

# Train
for epoch in run.epochs():
    noisy = x + NOISE * torch.randn(run.samples, 64).to(run.device)
    optimizer.zero_grad()
    output = model(noisy)
    loss = loss_function(output, x)
    loss.backward()
    optimizer.step()
    run.record(epoch, loss)

# Report
with torch.no_grad():
    drawn = model(new_noisy)
    error = loss_function(drawn, new_x) / loss_function(new_noisy, new_x)
    print(f"error over that of doing nothing, on new glyphs: {error:.2f}")
