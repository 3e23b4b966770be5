namespace Examples.Shared.Charts;

/// <summary>What happens to lines and points between the data and the paper.</summary>
internal static class Curves
{
    private const int MostPoints = 5000;

    /// <summary>
    /// Of the spots that follow each other within one column of pixels, only the first, the lowest, the highest
    /// and the last: the picture is the same, and a hundred thousand spots are painted as fast as a thousand.
    /// </summary>
    public static IReadOnlyList<Spot> ThinLine(IReadOnlyList<Spot> spots, int width)
    {
        if (spots.Count <= 2 * width)
        {
            return spots;
        }

        var kept = new List<Spot>();
        for (int start = 0, end; start < spots.Count; start = end)
        {
            var column = Math.Floor(spots[start].X);
            var (low, high) = (start, start);
            for (end = start + 1; end < spots.Count && Math.Floor(spots[end].X) == column && !spots[end].IsGap; end++)
            {
                low = spots[end].Y < spots[low].Y ? end : low;
                high = spots[end].Y > spots[high].Y ? end : high;
            }

            kept.AddRange(new SortedSet<int> { start, low, high, end - 1 }.Select(i => spots[i]));
        }

        return kept;
    }

    /// <summary>At most a few thousand of the points, taken at equal strides.</summary>
    public static IReadOnlyList<Spot> ThinPoints(IReadOnlyList<Spot> spots) => spots.Count <= MostPoints
        ? spots
        : [.. Enumerable.Range(0, MostPoints).Select(i => spots[(int)((long)i * spots.Count / MostPoints)])];

    /// <summary>Without the spots that stand closer than a distance to the one kept before.</summary>
    public static IReadOnlyList<Spot> Spread(IReadOnlyList<Spot> spots, double distance)
    {
        var kept = new List<Spot>();
        foreach (var spot in spots)
        {
            if (kept.Count == 0 || Math.Abs(spot.X - kept[^1].X) + Math.Abs(spot.Y - kept[^1].Y) >= distance)
            {
                kept.Add(spot);
            }
        }

        return kept;
    }

    /// <summary>The spots that have no neighbor to be connected with.</summary>
    public static IReadOnlyList<Spot> Lonely(IReadOnlyList<Spot> spots) =>
        [.. spots.Where((spot, i) => !spot.IsGap
            && (i == 0 || spots[i - 1].IsGap)
            && (i == spots.Count - 1 || spots[i + 1].IsGap))];

    /// <summary>The part of a line that lies within a rectangle (Liang and Barsky, 1984).</summary>
    public static IReadOnlyList<Spot> Clip(IReadOnlyList<Spot> spots, double left, double bottom, double right, double top)
    {
        var clipped = new List<Spot>();
        for (var i = 1; i < spots.Count; i++)
        {
            var (a, b) = (spots[i - 1], spots[i]);
            var (dx, dy) = (b.X - a.X, b.Y - a.Y);
            var (enter, leave) = (0.0, 1.0);
            if (a.IsGap || b.IsGap
                || !Within(-dx, a.X - left) || !Within(dx, right - a.X)
                || !Within(-dy, a.Y - bottom) || !Within(dy, top - a.Y))
            {
                continue;
            }

            var from = enter == 0 ? a : new Spot(a.X + enter * dx, a.Y + enter * dy);
            if (clipped.Count == 0 || clipped[^1] != from)
            {
                clipped.Add(Spot.Gap);
                clipped.Add(from);
            }

            clipped.Add(leave == 1 ? b : new Spot(a.X + leave * dx, a.Y + leave * dy));

            bool Within(double speed, double room)
            {
                if (speed == 0)
                {
                    return room >= 0;
                }

                (enter, leave) = speed < 0
                    ? (Math.Max(enter, room / speed), leave)
                    : (enter, Math.Min(leave, room / speed));
                return enter <= leave;
            }
        }

        return clipped;
    }

    /// <summary>
    /// The line at a level, by marching squares: where the sides of a cell cross the level, they are connected.
    /// Coordinates are columns and rows of the grid.
    /// </summary>
    public static IReadOnlyList<Spot> Contour(double[,] values, double level)
    {
        var pieces = new List<(Spot From, Spot To)>();
        var crossings = new List<Spot>(4);
        for (var row = 0; row + 1 < values.GetLength(0); row++)
        {
            for (var column = 0; column + 1 < values.GetLength(1); column++)
            {
                var (a, b) = (values[row, column] - level, values[row, column + 1] - level);
                var (c, d) = (values[row + 1, column + 1] - level, values[row + 1, column] - level);
                if (!double.IsFinite(a + b + c + d))
                {
                    continue;
                }

                crossings.Clear();
                AddCrossing(a, b, column, row, 1, 0);
                AddCrossing(b, c, column + 1, row, 0, 1);
                AddCrossing(d, c, column, row + 1, 1, 0);
                AddCrossing(a, d, column, row, 0, 1);

                // Four crossings are a saddle: the value in its middle decides which sides belong together.
                var shift = crossings.Count == 4 && (a < 0) != (a + b + c + d < 0) ? 1 : 0;
                for (var i = 0; i < crossings.Count; i += 2)
                {
                    pieces.Add((crossings[i + shift], crossings[(i + shift + 1) % crossings.Count]));
                }
            }
        }

        return Join(pieces);

        void AddCrossing(double from, double to, int x, int y, int right, int up)
        {
            if ((from < 0) != (to < 0))
            {
                var part = from / (from - to);
                crossings.Add(new Spot(x + part * right, y + part * up));
            }
        }
    }

    private static List<Spot> Join(List<(Spot From, Spot To)> pieces)
    {
        var at = pieces.SelectMany((piece, i) => new[] { (piece.From, i), (piece.To, i) }).ToLookup(end => end.Item1, end => end.i);
        var joined = new List<Spot>();
        var done = new bool[pieces.Count];
        for (var start = 0; start < pieces.Count; start++)
        {
            if (done[start])
            {
                continue;
            }

            joined.Add(pieces[start].From);
            for (var i = start; i >= 0; i = at[joined[^1]].FirstOrDefault(next => !done[next], -1))
            {
                done[i] = true;
                joined.Add(pieces[i].From == joined[^1] ? pieces[i].To : pieces[i].From);
            }

            joined.Add(Spot.Gap);
        }

        return joined;
    }
}
