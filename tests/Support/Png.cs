using System.Buffers.Binary;
using System.Drawing;
using System.IO.Compression;

namespace Examples.Tests.Support;

/// <summary>A decoded PNG (https://www.w3.org/TR/png-3/), of 8 bits a channel and not interlaced, as charts are.</summary>
internal sealed class Png
{
    private readonly Color[] _pixels;

    public Png(byte[] file)
    {
        Assert.Equal([0x89, .. "PNG\r\n\u001a\n"u8], file[..8]);
        using var data = new MemoryStream();
        byte[] palette = [];
        var (type, ended) = (0, false);
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var chunk = file.AsSpan(at + 8, length);
            switch (System.Text.Encoding.ASCII.GetString(file, at + 4, 4))
            {
                case "IHDR":
                    (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(chunk), BinaryPrimitives.ReadInt32BigEndian(chunk[4..]));
                    (type, var depth, var interlaced) = (chunk[9], chunk[8], chunk[12]);
                    Assert.Equal((8, 0), (depth, interlaced));
                    break;
                case "PLTE":
                    palette = chunk.ToArray();
                    break;
                case "IDAT":
                    data.Write(chunk);
                    break;
                case "IEND":
                    ended = true;
                    break;
            }

            at += length + 12;
        }

        Assert.True(ended, "The PNG is cut off.");
        data.Position = 0;
        using var unpacked = new ZLibStream(data, CompressionMode.Decompress);
        var channels = type switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => throw new NotSupportedException($"color type {type}") };
        _pixels = new Color[Width * Height];
        var (above, row) = (new byte[Width * channels], new byte[Width * channels]);
        for (var y = 0; y < Height; y++)
        {
            var filter = unpacked.ReadByte();
            unpacked.ReadExactly(row);
            Unfilter(filter, row, above, channels);
            for (var x = 0; x < Width; x++)
            {
                var pixel = row.AsSpan(x * channels, channels);
                _pixels[y * Width + x] = type switch
                {
                    3 => Color.FromArgb(palette[3 * pixel[0]], palette[3 * pixel[0] + 1], palette[3 * pixel[0] + 2]),
                    0 or 4 => Color.FromArgb(pixel[0], pixel[0], pixel[0]),
                    _ => Color.FromArgb(pixel[0], pixel[1], pixel[2]),
                };
            }

            (above, row) = (row, above);
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Row by row, the top one first.</summary>
    public IReadOnlyList<Color> Pixels => _pixels;

    /// <summary>The columns in which a color stands.</summary>
    public int[] Columns(Color color) => Columns(c => c == color);

    /// <summary>The columns in which there is a pixel of which something is true.</summary>
    public int[] Columns(Func<Color, bool> predicate) => [.. Enumerable.Range(0, Width).Where(x => Enumerable.Range(0, Height).Any(y => predicate(_pixels[y * Width + x])))];

    public int Count(Color color) => _pixels.Count(p => p == color);

    private static void Unfilter(int filter, byte[] row, byte[] above, int channels)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var (left, up, corner) = i < channels ? (0, above[i], 0) : (row[i - channels], above[i], above[i - channels]);
            row[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
