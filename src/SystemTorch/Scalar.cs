namespace TorchSharp;

/// <summary>A number that libtorch takes as a scalar argument: an integer, a floating-point number or a boolean.</summary>
public sealed class Scalar
{
    private Scalar(Native.Tag tag, long bits)
    {
        Tag = tag;
        Bits = bits;
    }

    internal Native.Tag Tag { get; }

    internal long Bits { get; }

    public static implicit operator Scalar(int value) => new(Native.Tag.Integer, value);

    public static implicit operator Scalar(long value) => new(Native.Tag.Integer, value);

    public static implicit operator Scalar(float value) => (double)value;

    public static implicit operator Scalar(double value) => new(Native.Tag.Number, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Scalar(bool value) => new(Native.Tag.Boolean, value ? 1 : 0);
}
