using System.Globalization;

namespace Examples.Shared;

/// <summary>
/// loss.csv: the header epoch,loss or a column for each training, and a row an epoch, in digits that give the float64 back.
/// </summary>
internal static class LossFile
{
    public const string Name = "loss.csv";

    public static void Write(string path, IReadOnlyList<Curve> curves)
    {
        using var file = new StreamWriter(path) { NewLine = "\n" };
        file.WriteLine(string.Join(',', ["epoch", .. curves.Select(c => c.Name)]));
        for (var epoch = 0; epoch < curves.Max(c => c.Losses.Count); epoch++)
        {
            file.WriteLine(string.Join(',', [$"{epoch}", .. curves.Select(Cell)]));

            string Cell(Curve curve) => epoch < curve.Losses.Count ? curve.Losses[epoch].ToString(CultureInfo.InvariantCulture) : "";
        }
    }

    /// <summary>Reads what <see cref="Write"/> or a twin wrote.</summary>
    /// <exception cref="FormatException">A cell is no number.</exception>
    public static IReadOnlyList<Curve> Read(string path)
    {
        string[][] rows = [.. File.ReadLines(path).Select(line => line.Split(','))];
        return
        [
            .. rows[0].Skip(1).Select((name, column) => new Curve(
                name,
                [.. rows.Skip(1).Select(row => row[column + 1]).Where(cell => cell.Length > 0).Select(Loss)])),
        ];
    }

    // As Python writes it, or .NET.
    private static double Loss(string cell) => cell switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(cell, CultureInfo.InvariantCulture),
    };
}
