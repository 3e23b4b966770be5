"""A denoising autoencoder sees glyphs through strong noise, drawn anew in every epoch, and learns to remove
it. Expect, on test glyphs, at most 0.15 of the error of the noisy input, and about 0.35 of the error of
always predicting the mean glyph (0.25 after 2000 epochs): where the noise hides which digit it is, the output
lies between several digits, or is another one.
"""

import torch
from torch import nn

import glyphs
from run import Run

# The standard deviation of the noise.
NOISE = 0.5

run = Run("denoising", samples=1000, epochs=400, lr=0.001, log_every=100, weights=True)

# Data
x, _ = glyphs.sample(run.samples, up_and_down=True, device=run.device)
test_x, _ = glyphs.sample(1000, up_and_down=True, device=run.device)
test_noisy = test_x + NOISE * torch.randn(test_x.shape).to(run.device)

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
    denoised = model(test_noisy)
    error = loss_function(denoised, test_x)
    of_noisy = error / loss_function(test_noisy, test_x)
    of_mean = error / (test_x - x.mean(dim=0)).square().mean()
    print(f"test error / error of the noisy input: {of_noisy:.2f}")
    print(f"test error / error of the mean glyph: {of_mean:.2f}")
