"""A denoising autoencoder sees glyphs through strong noise, other noise in every epoch, and learns to draw
them without. Expect an error of at most 0.15 of that of doing nothing, and near 0.35 of the mean glyph's:
where the noise hides which digit it is, what is drawn lies between several, or is another one.
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
new_noisy = new_x + NOISE * torch.randn(new_x.shape).to(run.device)

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
    error = loss_function(drawn, new_x)
    of_nothing = error / loss_function(new_noisy, new_x)
    of_mean = error / (new_x - x.mean(0)).square().mean()
    print(f"error over that of doing nothing, on new glyphs: {of_nothing:.2f}")
    print(f"error over the mean glyph's, on new glyphs: {of_mean:.2f}")
