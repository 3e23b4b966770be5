"""A variational autoencoder encodes a glyph as a Gaussian over two latent variables, and so can generate
glyphs from random codes. Expect a KL divergence near 4.8, a reconstruction loss near 5, and samples most of
which are digits, with all ten among them.
"""

import torch
from torch import nn

import glyphs
from run import Run

# The standard deviation of a pixel, given its latent code.
SIGMA = 0.2

run = Run("vae", samples=1000, epochs=1000, lr=0.002, log_every=200)

# Data
x, _ = glyphs.sample(run.samples, up_and_down=False, device=run.device)
codes = torch.randn(1000, 2).to(run.device)

# Model and optimizer
encoder = nn.Sequential(
    nn.Linear(64, 128), nn.Tanh(),
    nn.Linear(128, 64), nn.Tanh(),
    nn.Linear(64, 4),
).to(run.device)
decoder = nn.Sequential(
    nn.Linear(2, 64), nn.Tanh(),
    nn.Linear(64, 128), nn.Tanh(),
    nn.Linear(128, 64), nn.Sigmoid(),
).to(run.device)
run.watch("encoder", encoder)
run.watch("decoder", decoder)
parameters = [*encoder.parameters(), *decoder.parameters()]
optimizer = torch.optim.Adam(parameters, lr=run.lr)

# Train: up to a constant, the negative ELBO is the reconstruction, −log p(x|z), plus the
# divergence of q(z|x) from N(0, I)
for epoch in run.epochs():
    optimizer.zero_grad()
    output = encoder(x)
    mean, log_variance = output[:, :2], output[:, 2:]
    z = mean + (log_variance / 2).exp() * torch.randn(run.samples, 2).to(run.device)
    reconstruction = (decoder(z) - x).square().sum(dim=1).mean() / (2 * SIGMA * SIGMA)
    divergence = -0.5 * (1 + log_variance - mean.square() - log_variance.exp()).sum(dim=1).mean()
    loss = reconstruction + divergence
    loss.backward()
    optimizer.step()
    run.record(epoch, loss, "negative ELBO")
    run.record(epoch, reconstruction, "reconstruction")
    run.record(epoch, divergence, "KL divergence")

# Report
with torch.no_grad():
    samples = decoder(codes)
    clean = glyphs.sideways().to(run.device)
    cosine = nn.functional.cosine_similarity(samples.unsqueeze(1), clean, dim=2)
    nearest, index = cosine.max(dim=1)
    is_digit = nearest.square() >= 0.8
    share = is_digit.to(torch.float32).mean()
    kinds = len((index[is_digit] % 10).unique())
    print(f"share of samples that are a digit, cos² ≥ 0.8: {share:.2f}, of {kinds} kinds")
