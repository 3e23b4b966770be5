namespace Examples.Networks;

/// <summary>Points on the two arms of a spiral.</summary>
internal static class Arms
{
    public const int Count = 2;

    /// <summary>Draws points, from one arm and the other in turn.</summary>
    /// <returns>The points, shape (count, 2), and the arm of each, 0 or 1, shape (count).</returns>
    public static (Tensor X, Tensor Y) Draw(int count)
    {
        var arm = arange(count) % Count;
        var radius = nn.init.uniform_(empty(count), 0.4, 4);
        var noise = nn.init.normal_(empty(count), std: 0.1);
        var angle = Math.PI * radius + 2 * Math.PI / Count * arm + noise;
        return (stack([radius * angle.cos(), radius * angle.sin()], dim: 1), arm);
    }
}
