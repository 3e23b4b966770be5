"""Ten digits of 4 by 6 pixels in the middle of 8 by 8: the data of the autoencoders. It mirrors
src/Examples/Zoo/Glyphs.cs.
"""

import torch

DIGITS = """\
.##.  ..#.  .##.  ###.  #..#  ####  .##.  ####  .##.  .##.
#..#  .##.  #..#  ...#  #..#  #...  #...  ...#  #..#  #..#
#..#  ..#.  ...#  .##.  #..#  ###.  ###.  ..#.  .##.  #..#
#..#  ..#.  ..#.  ...#  ####  ...#  #..#  ..#.  #..#  .###
#..#  ..#.  .#..  ...#  ...#  ...#  #..#  .#..  #..#  ...#
.##.  .###  ####  ###.  ...#  ###.  .##.  .#..  .##.  .##.
"""


def clean():
    """The digits before they are moved, shape (10, 64)."""
    clean = torch.zeros(10, 8, 8)
    for row, line in enumerate(DIGITS.splitlines()):
        for digit, pixels in enumerate(line.split()):
            for column, pixel in enumerate(pixels):
                clean[digit, row + 1, column + 2] = float(pixel == "#")
    return clean.reshape(10, 64)


def sideways():
    """The digits a pixel to the left, in the middle and a pixel to the right, shape (30, 64)."""
    unmoved = clean().reshape(10, 8, 8)
    return torch.cat([unmoved.roll(-1, 2), unmoved, unmoved.roll(1, 2)]).reshape(30, 64)


def sample(count, up_and_down, device):
    """Glyphs of random digits, moved by up to a pixel, of intensity 0.6 to 1, with noise N(0, 0.05²).

    Their shape is (count, 64), that of the digits (count).
    """
    unmoved = clean().reshape(10, 8, 8)
    digits = torch.randint(10, (count,))
    right = torch.randint(-1, 2, (count,))
    down = torch.randint(-1, 2, (count,)) if up_and_down else torch.zeros(count, dtype=torch.int64)
    shifts = [-1, 0, 1]
    moved = torch.cat([unmoved.roll((dy, dx), (1, 2)) for dy in shifts for dx in shifts])
    pictures = moved.reshape(90, 64)[30 * (down + 1) + 10 * (right + 1) + digits]
    intensity = 0.6 + 0.4 * torch.rand(count, 1)
    noise = 0.05 * torch.randn(count, 64)
    return (intensity * pictures + noise).to(device), digits.to(device)
