using System.Globalization;
using System.Text.RegularExpressions;

namespace Examples.Shared.Comparison;

/// <summary>What a program computed, one value after the other: the losses of a training, or all that it printed.</summary>
internal sealed partial class Sequence
{
    /// <summary>What is shown where there is no value.</summary>
    public const string Nothing = "nothing";

    private static readonly Value s_end = new(Nothing, double.NaN, 0);

    private readonly string _training;
    private readonly IReadOnlyList<Value[]> _lines;
    private readonly IReadOnlyList<string> _printed;

    private Sequence(string training, IReadOnlyList<Value[]> lines, IReadOnlyList<string> printed) =>
        (_training, _lines, _printed) = (training, lines, printed);

    /// <summary>Whether it is what the program printed.</summary>
    public bool IsPrinted => _training.Length == 0;

    /// <summary>How many epochs were trained, or lines printed.</summary>
    public int Count => _lines.Count;

    /// <summary>How many <see cref="Differences"/> there are: one for each value, and one for the end.</summary>
    public int Places => Pairs(this).Count();

    /// <summary>The losses of each training, an epoch after the other, and last the output, a line after the other.</summary>
    public static IReadOnlyList<Sequence> Of(Side side)
    {
        var printed = side.Output.Split('\n', StringSplitOptions.TrimEntries);
        return
        [
            .. side.Losses.Select(curve => new Sequence(curve.Name, [.. curve.Losses.Select(Loss)], [])),
            new Sequence("", [.. printed.Select(line => (Value[])[.. Token().Matches(line).Select(Read)])], printed),
        ];

        static Value[] Loss(double loss) => [new Value(null, loss, 0)];
    }

    /// <summary>What another program computed that corresponds to this; empty if there is nothing.</summary>
    public Sequence CounterpartIn(IEnumerable<Sequence> others) =>
        others.FirstOrDefault(sequence => sequence._training == _training) ?? new Sequence(_training, [], []);

    /// <summary>
    /// For each value, how far the other's is from it, relative to the larger of both; infinite where words differ. A
    /// printed number may be off by a unit of its last digit and by the precision of the type; by the unit alone where both
    /// are smaller than what is left of numbers near 1. The last element is for what the other has beyond the end.
    /// </summary>
    public double[] Differences(Sequence other, double precision) =>
        [.. Pairs(other).Select(pair => pair.Here.RelativeTo(pair.There, precision))];

    /// <summary>Names the difference at an index of <see cref="Differences"/>: two losses, or two lines as they are printed.</summary>
    public Difference DifferenceAt(int index, Sequence other, double timesRounding)
    {
        var (line, here, there) = Pairs(other).ElementAt(index);
        return IsPrinted
            ? new Difference($"line {line + 1}", Printed(line), other.Printed(line), timesRounding)
            : new Difference(PlaceOf(line, _training), here.Shown, there.Shown, timesRounding)
            {
                Epoch = line,
                Training = _training,
            };
    }

    /// <summary>The first line in which equal numbers are written otherwise, such as 24.0 and 24; null if there is none.</summary>
    public Difference? WrittenOtherwise(Sequence other) => (
        from pair in Pairs(other)
        where pair.Here.Number == pair.There.Number && pair.Here.Number != 0 && pair.Here.Text != pair.There.Text
        select new Difference($"line {pair.Line + 1}", Printed(pair.Line), other.Printed(pair.Line), 0)).FirstOrDefault();

    private string Printed(int line) => line < _printed.Count && _printed[line].Length > 0 ? _printed[line] : Nothing;

    /// <summary>An epoch, and of which training where there are several.</summary>
    public static string PlaceOf(int epoch, string training) => training == "loss" ? $"epoch {epoch}" : $"epoch {epoch} of {training}";

    /// <summary>Values beside each other. A line with more or fewer values than the other's is compared as a whole.</summary>
    private IEnumerable<(int Line, Value Here, Value There)> Pairs(Sequence other)
    {
        for (var line = 0; line < _lines.Count; line++)
        {
            var there = line < other._lines.Count ? other._lines[line] : [];
            foreach (var (i, value) in _lines[line].DefaultIfEmpty(s_end).Index())
            {
                yield return (line, value, there.Length == _lines[line].Length ? there.DefaultIfEmpty(s_end).ElementAt(i) : Whole(there));
            }
        }

        var (beyond, more) = other._lines.Index().Skip(_lines.Count).FirstOrDefault(line => line.Item.Length > 0, (_lines.Count, []));
        yield return (beyond, s_end, Whole(more));
    }

    private static Value Whole(Value[] line) =>
        line.Length == 0 ? s_end : new Value(string.Join(' ', line.Select(value => value.Shown)), double.PositiveInfinity, 0);

    /// <summary>A number with the unit of its last digit, if it is no whole number, or a word, which is NaN.</summary>
    private static Value Read(Match match)
    {
        if (!match.Groups["digits"].Success)
        {
            return new Value(match.Value, double.NaN, 0);
        }

        var (decimals, exponent) = (match.Groups["decimals"].Length, match.Groups["exponent"]);
        var unit = exponent.Success ? Math.Pow(10, double.Parse(exponent.Value, CultureInfo.InvariantCulture) - decimals)
            : decimals > 0 ? Math.Pow(10, -decimals)
            : 0;
        return new Value(match.Value, double.Parse(match.Value, CultureInfo.InvariantCulture), unit);
    }

    [GeneratedRegex(@"(?<digits>-?[0-9]+)(\.(?<decimals>[0-9]+))?(e(?<exponent>[+-][0-9]+))?|[^\s0-9-]+|-")]
    private static partial Regex Token();

    /// <param name="Text">As it is printed; null for a loss.</param>
    /// <param name="Number">NaN if it is a word.</param>
    /// <param name="Unit">Of its last digit; 0 for a loss or a whole number.</param>
    private readonly record struct Value(string? Text, double Number, double Unit)
    {
        public string Shown => Text ?? $"{Number:R}";

        public double RelativeTo(Value other, double precision)
        {
            if (Number == other.Number || (Text is not null && Text == other.Text))
            {
                return 0;
            }

            // A format that leaves zeros out at the end makes the unit of one of them too large: 0.34 beside 0.3486.
            var unit = Unit > 0 && other.Unit > 0 ? Math.Min(Unit, other.Unit) : Math.Max(Unit, other.Unit);
            var larger = Math.Max(Math.Abs(Number), Math.Abs(other.Number));

            // Numbers near 1 that cancel leave half of the precision at least.
            var allowed = unit > 0 && larger >= precision / 2.001 ? Math.Max(unit, precision) : unit;

            // A little more, because decimals are not exact.
            var difference = Math.Abs(Number - other.Number) - 1.001 * allowed;
            return double.IsFinite(difference) ? Math.Max(0, difference) / larger : double.PositiveInfinity;
        }
    }
}
