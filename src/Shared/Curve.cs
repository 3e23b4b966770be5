namespace Examples.Shared;

/// <summary>The losses of one training, one an epoch.</summary>
/// <param name="Name">Which training it is; "loss" where there is only one.</param>
/// <param name="Losses">In the order of the epochs; float32 losses as the float64 of the same value.</param>
public sealed record Curve(string Name, IReadOnlyList<double> Losses)
{
    /// <summary>
    /// What shows the curve, where it has more points than can be told apart: of each stretch its lowest and its highest, and
    /// the last.
    /// </summary>
    /// <param name="most">How many points, about.</param>
    public (double[] Epochs, double[] Losses) Outline(int most)
    {
        if (Losses.Count <= most)
        {
            return ([.. Enumerable.Range(0, Losses.Count).Select(epoch => (double)epoch)], [.. Losses]);
        }

        List<int> epochs = [];
        var stretch = (Losses.Count - 1) / (most / 2) + 1;
        for (var start = 0; start < Losses.Count; start += stretch)
        {
            var (lowest, highest) = (start, start);
            for (var epoch = start; epoch < Math.Min(start + stretch, Losses.Count); epoch++)
            {
                lowest = Losses[epoch] < Losses[lowest] ? epoch : lowest;
                highest = Losses[epoch] > Losses[highest] ? epoch : highest;
            }

            epochs.AddRange([Math.Min(lowest, highest), Math.Max(lowest, highest)]);
        }

        int[] shown = [.. epochs.Append(Losses.Count - 1).Distinct()];
        return ([.. shown.Select(epoch => (double)epoch)], [.. shown.Select(epoch => Losses[epoch])]);
    }
}
