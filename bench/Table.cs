namespace Examples.Bench;

/// <summary>What a figure is to be at most or at least.</summary>
internal sealed record Target(bool IsUpper, double Limit)
{
    public static Target AtMost(double limit) => new(true, limit);

    public static Target AtLeast(double limit) => new(false, limit);

    /// <summary>In a cell, beside the figure.</summary>
    public string Judge(double figure)
    {
        var isMet = IsUpper ? figure <= Limit : figure >= Limit;
        return $"{(IsUpper ? '≤' : '≥')} {Limit}{(isMet ? "" : " **missed**")}";
    }
}

/// <summary>A figure of each row: the median of what each round gave.</summary>
/// <param name="Name">Its head.</param>
/// <param name="Format">Of the figure.</param>
/// <param name="Of">The figure of one round, from what the sides measured in it.</param>
/// <param name="HasTarget">Whether rows have a target for it.</param>
internal sealed record Column(string Name, string Format, Func<double[], double> Of, bool HasTarget = false);

/// <summary>What is measured in turns.</summary>
/// <param name="Name">Its head.</param>
/// <param name="Sides">Each measures one program once.</param>
/// <param name="Targets">One for each column that has targets; null where there is none.</param>
internal sealed record Row(string Name, Func<double>[] Sides, params Target?[] Targets)
{
    /// <summary>
    /// How often a round measures each side: short runs in quick turns part less than long ones, for the machine's speed
    /// drifts.
    /// </summary>
    public int Turns { get; init; } = 1;

    /// <summary>The figures of the columns.</summary>
    public double[] Measure(IReadOnlyList<Column> columns, int rounds)
    {
        double[][] measures = [.. Enumerable.Range(0, rounds * Turns).Select(Turn)];
        return [.. columns.Select(column => Median([.. measures.Select(column.Of)]))];
    }

    /// <summary>Each side once; every other turn goes backwards, so that no side is always before another.</summary>
    private double[] Turn(int turn)
    {
        var measures = new double[Sides.Length];
        var order = Enumerable.Range(0, Sides.Length);
        foreach (var side in turn % 2 == 0 ? order : order.Reverse())
        {
            measures[side] = Sides[side]();
        }

        return measures;
    }

    public static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}

/// <summary>A table of figures in Markdown.</summary>
internal sealed record Table(string Title, Column[] Columns, Row[] Rows)
{
    /// <summary>Measures its rows and gives the lines, each as soon as it is known.</summary>
    /// <param name="rounds">How often each side of a row is measured.</param>
    /// <param name="only">Leaves out the rows that don't have this text in them or in the title.</param>
    public IEnumerable<string> Measure(int rounds, string only)
    {
        var rows = Rows.Where(row => $"{Title} {row.Name}".Contains(only, StringComparison.OrdinalIgnoreCase)).ToArray();
        if (rows.Length == 0)
        {
            yield break;
        }

        string[] heads = ["", .. Columns.SelectMany(column => column.HasTarget ? [column.Name, "target"] : new[] { column.Name })];
        yield return $"\n## {Title}\n";
        yield return Line(heads);
        yield return Line(heads.Select((_, i) => i == 0 ? "---" : "---:"));
        foreach (var row in rows)
        {
            yield return Line(Cells(row, row.Measure(Columns, rounds)));
        }
    }

    private IEnumerable<string> Cells(Row row, double[] figures)
    {
        var targets = new Queue<Target?>(row.Targets);
        yield return row.Name;
        foreach (var (column, figure) in Columns.Zip(figures))
        {
            yield return string.Format(null, $"{{0:{column.Format}}}", figure);
            if (column.HasTarget)
            {
                yield return targets.TryDequeue(out var target) && target is not null ? target.Judge(figure) : "";
            }
        }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
