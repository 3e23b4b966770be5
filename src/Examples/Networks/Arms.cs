namespace Examples.Networks;

/// <summary>Points on the two arms of a spiral.</summary>
internal static class Arms
{
    /// <summary>Draws points, from one arm and the other in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="device">The device to put them on.</param>
    /// <returns>The points, shape (count, 2), and the arm of each, 0 or 1, shape (count).</returns>
    public static (Tensor X, Tensor Y) Sample(int count, Device device)
    {
        var arm = arange(count) % 2;
        var radius = nn.init.uniform_(empty(count), 0.4, 4);
        var noise = nn.init.normal_(empty(count), std: 0.1);
        var angle = Math.PI * radius + Math.PI * arm + noise;
        return (stack([radius * angle.cos(), radius * angle.sin()], dim: 1).to(device), arm.to(device));
    }
}
