"""An autoencoder encodes an image of 64 pixels as two numbers, and reconstructs it. Expect, on test glyphs, 6
to 12 % of the error of always predicting the mean glyph, and codes that lie next to those of their own digit.
"""

import torch
from torch import nn

import glyphs
from run import Run

run = Run("autoencoder", samples=1000, epochs=1000, lr=0.002, log_every=200, weights=True)

# Data
x, _ = glyphs.sample(run.samples, up_and_down=False, device=run.device)
test_x, test_digits = glyphs.sample(1000, up_and_down=False, device=run.device)

# Model, loss and optimizer
encoder = nn.Sequential(
    nn.Linear(64, 128), nn.Tanh(),
    nn.Linear(128, 64), nn.Tanh(),
    nn.Linear(64, 2),
)
decoder = nn.Sequential(
    nn.Linear(2, 64), nn.Tanh(),
    nn.Linear(64, 128), nn.Tanh(),
    nn.Linear(128, 64), nn.Sigmoid(),
)
model = nn.Sequential(encoder, decoder).to(run.device)
run.watch(model)
loss_function = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=run.lr)

# Train
for epoch in run.epochs():
    optimizer.zero_grad()
    output = model(x)
    loss = loss_function(output, x)
    loss.backward()
    optimizer.step()
    run.record(epoch, loss)

# Report
with torch.no_grad():
    codes, reconstructed = encoder(test_x), model(test_x)
    error = loss_function(reconstructed, test_x) / (test_x - x.mean(dim=0)).square().mean()

    # The nearest other code: 1e9 keeps each from being its own nearest
    nearest = (torch.cdist(codes, codes) + 1e9 * torch.eye(len(test_x), device=run.device)).argmin(dim=1)
    same = (test_digits[nearest] == test_digits).to(torch.float32).mean()
    print(f"test error / error of the mean glyph: {error:.2f}")
    print(f"share of codes whose nearest has the same digit: {same:.2f}")
