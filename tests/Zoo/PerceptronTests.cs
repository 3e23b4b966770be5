using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

[Collection(Collections.Trainings)]
public sealed class PerceptronTests
{
    private readonly Func<double, double, bool> _near = Table.Within(1e-5); // float32 sums of 100 products

    [Theory]
    [Seeds(5)]
    public void It_learns_what_a_line_splits_and_goes_round_in_circles_on_XOR(long seed)
    {
        var rows = Example.Apart("perceptron", $"--seed {seed}").Rows("epoch  errors");
        Assert.Equal(6, rows.Length);
        Assert.InRange(Array.FindIndex(rows, row => row[1] == 0), 1, 3);
        Assert.All(rows[3..], row => Assert.Equal(0, row[1]));

        // By hand: (0, −1, 0) after the first epoch, and after every other (1, −1, 0), each corner having been wrong.
        Assert.Equal([2, 3, 4, 4, 4, 4], rows.Select(row => row[2]));
        Assert.Equal([0, -1, 0], rows[0][3..]);
        Assert.All(rows[1..], row => Assert.Equal([1, -1, 0], row[3..]));
    }

    [Theory]
    [Seeds(3)]
    public void Adaline_comes_to_least_squares(long seed)
    {
        var ran = Example.Apart("perceptron", $"--seed {seed}");
        Assert.Equal(ran.Numbers("bias and w of least squares on points"), ran.Numbers("bias and w of Adaline on points"), _near);
        Assert.Equal([0.5, 0.5, 0.5, 0.5], ran.Numbers("outputs of Adaline on XOR"), _near);

        // The mean square of ±½, as far as it falls: a linear output can do no better.
        Assert.Equal(0.25, ran.LossesOf("Adaline on XOR")[^1], 1e-6);
    }

    [Fact]
    public void Adaline_is_not_there_before_it_has_learned() =>
        Assert.NotEqual([0.5, 0.5, 0.5, 0.5], Example.Apart("perceptron", "--epochs 10").Numbers("outputs of Adaline on XOR"), _near);
}
