namespace Examples.Shared.Charts;

/// <summary>Names the labelled marks, in the corner or at the side where it hides the least of them.</summary>
internal sealed class Legend
{
    private const double TextSize = 14;
    private const double Row = 21;
    private const double Sample = 26;
    private const double Space = 8;
    private const double Margin = 8;
    private const double Step = 4;

    private readonly List<(string Label, Func<Spot, IEnumerable<Shape>> Sample)> _entries = [];
    private readonly List<Spot> _marks = [];

    /// <summary>Adds a row.</summary>
    /// <param name="label">What it says.</param>
    /// <param name="sample">Shows the mark around a spot.</param>
    public void Add(string label, Func<Spot, IEnumerable<Shape>> sample) => _entries.Add((Write.OneLine(label), sample));

    /// <summary>Notes where points are.</summary>
    public void Avoid(IEnumerable<Spot> spots) => _marks.AddRange(spots);

    /// <summary>Notes where a line is.</summary>
    public void AvoidLine(IReadOnlyList<Spot> spots)
    {
        for (var i = 1; i < spots.Count; i++)
        {
            var (a, b) = (spots[i - 1], spots[i]);
            if (!a.IsGap && !b.IsGap)
            {
                var steps = Math.Ceiling(Math.Max(Math.Abs(b.X - a.X), Math.Abs(b.Y - a.Y)) / Step);
                for (var step = 0; step < steps; step++)
                {
                    _marks.Add(new Spot(a.X + (b.X - a.X) * step / steps, a.Y + (b.Y - a.Y) * step / steps));
                }
            }
        }
    }

    public void Paint(List<Shape> shapes, Box box)
    {
        if (_entries.Count == 0)
        {
            return;
        }

        var width = Margin + Sample + Space + _entries.Max(entry => Write.Width(entry.Label, TextSize)) + Margin;
        var height = Margin + _entries.Count * Row + Margin;
        var (right, middle, top) = (box.Right - width - Margin, box.Left + (box.Width - width) / 2, box.Top - height - Margin);
        var (left, bottom, center) = (box.Left + Margin, box.Bottom + Margin, box.Bottom + (box.Height - height) / 2);
        Spot[] places =
        [
            new(right, top), new(left, top), new(right, bottom), new(left, bottom),
            new(middle, top), new(middle, bottom), new(right, center), new(left, center),
        ];
        var place = places.MinBy(place => _marks.Count(mark =>
            mark.X > place.X - Step && mark.X < place.X + width + Step
            && mark.Y > place.Y - Step && mark.Y < place.Y + height + Step));

        shapes.Add(Write.Paper(place.X, place.Y, width, height));
        for (var i = 0; i < _entries.Count; i++)
        {
            var at = new Spot(place.X + Margin + Sample / 2, place.Y + height - Margin - (i + 0.5) * Row);
            shapes.AddRange(_entries[i].Sample(at));
            shapes.Add(new Caption(at with { X = at.X + Sample / 2 + Space }, _entries[i].Label, Write.Ink, TextSize, Side.Left));
        }
    }
}
