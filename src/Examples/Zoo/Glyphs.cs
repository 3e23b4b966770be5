namespace Examples.Zoo;

/// <summary>Ten digits of 4 by 6 pixels in the middle of 8 by 8: the data of the autoencoders.</summary>
internal static class Glyphs
{
    private const string Digits = """
        .##.  ..#.  .##.  ###.  #..#  ####  .##.  ####  .##.  .##.
        #..#  .##.  #..#  ...#  #..#  #...  #...  ...#  #..#  #..#
        #..#  ..#.  ...#  .##.  #..#  ###.  ###.  ..#.  .##.  #..#
        #..#  ..#.  ..#.  ...#  ####  ...#  #..#  ..#.  #..#  .###
        #..#  ..#.  .#..  ...#  ...#  ...#  #..#  .#..  #..#  ...#
        .##.  .###  ####  ###.  ...#  ###.  .##.  .#..  .##.  .##.
        """;

    /// <summary>The digits before they are moved, shape (10, 64).</summary>
    public static Tensor Clean()
    {
        var clean = zeros(10, 8, 8);
        foreach (var (row, line) in Digits.Split('\n').Index())
        {
            foreach (var (digit, pixels) in line.Split("  ").Index())
            {
                foreach (var (column, pixel) in pixels.Trim().Index())
                {
                    clean[digit, row + 1, column + 2] = pixel == '#' ? 1 : 0;
                }
            }
        }

        return clean.reshape(10, 64);
    }

    /// <summary>The digits a pixel to the left, in the middle and a pixel to the right, shape (30, 64).</summary>
    public static Tensor Sideways()
    {
        var clean = Clean().reshape(10, 8, 8);
        return cat([clean.roll(-1, 2), clean, clean.roll(1, 2)]).reshape(30, 64);
    }

    /// <summary>
    /// Glyphs of random digits, moved by up to a pixel, of intensity 0.6 to 1, with noise N(0, 0.05²).
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="upAndDown">Whether they move up and down too, and not only sideways.</param>
    /// <param name="device">The device to put them on.</param>
    /// <returns>Shapes (count, 64) and (count).</returns>
    public static (Tensor Glyphs, Tensor Digits) Sample(int count, bool upAndDown, Device device)
    {
        var unmoved = Clean().reshape(10, 8, 8);
        var digits = randint(10, count);
        var right = randint(-1, 2, count);
        var down = upAndDown ? randint(-1, 2, count) : zeros(count, dtype: int64);
        long[] shifts = [-1, 0, 1];
        var moved = cat([.. from dy in shifts from dx in shifts select unmoved.roll([dy, dx], [1, 2])]);
        var pictures = moved.reshape(90, 64)[30 * (down + 1) + 10 * (right + 1) + digits];
        var intensity = 0.6 + 0.4 * rand(count, 1);
        var noise = 0.05 * randn(count, 64);
        return ((intensity * pictures + noise).to(device), digits.to(device));
    }
}
