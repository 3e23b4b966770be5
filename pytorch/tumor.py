"""Is a tumor malignant, judged by its size? Linear regression, cut at 0.5, judges as well as logistic
regression, until one very large tumor tilts its line. Expect neither to err without that tumor; with it, the
line misses 4 to 11 of the 17 malignant tumors, and logistic regression none.
"""

import torch
from torch import nn

from run import Run

run = Run("tumor", samples=40, epochs=1000, lr=0.1, log_every=250)

# Data: sizes in cm, label 1 for malignant; the last tumor is the very large one
benign = run.samples * 3 // 5
small, large = 0.5 + 2.3 * torch.rand(benign, 1), 3.2 + 2.3 * torch.rand(run.samples - benign, 1)
x = torch.cat([small, large, torch.full((1, 1), 20.0)])
y = (torch.arange(run.samples + 1) >= benign).to(torch.float32).unsqueeze(1)
x, y = x.to(run.device), y.to(run.device)


def judge(fit, output, label, threshold):
    """A tumor is judged malignant if the output is at least 0.5."""
    accuracy = ((output >= 0.5) == (label == 1)).to(torch.float32).mean()
    missed = ((output < 0.5) & (label == 1)).sum()
    malignant = (label == 1).sum()
    print(f"{fit:36}{threshold.item():9.2f} cm{accuracy:10.4f}{f'{missed} of {malignant}':>18}")


data_sets = [("without outlier", run.samples), ("with outlier", run.samples + 1)]
for data, count in data_sets:
    size, label = x[:count], y[:count]

    # Linear regression has a closed form, w = X⁺y with a column of ones for b
    w, b = torch.linalg.pinv(torch.cat([size, torch.ones_like(size)], dim=1)) @ label

    # Logistic regression has no closed form: model, loss and optimizer
    model = nn.Linear(1, 1).to(run.device)
    run.watch(f"logistic regression {data}", model)
    loss_function = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=run.lr, momentum=0.9)

    # Train
    for epoch in run.epochs():
        optimizer.zero_grad()
        logits = model(size)
        loss = loss_function(logits, label)
        loss.backward()
        optimizer.step()
        run.record(epoch, loss, f"logistic regression {data}")

    # Report
    with torch.no_grad():
        linear, logistic = (0.5 - b) / w, -model.bias / model.weight
        print(f"{f'{count} tumors':36}{'threshold':>12}{'accuracy':>10}{'malignant missed':>18}")
        judge(f"linear regression {data}", w * size + b, label, linear)
        judge(f"logistic regression {data}", model(size).sigmoid(), label, logistic)
