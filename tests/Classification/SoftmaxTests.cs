using Examples.Tests.Support;

namespace Examples.Tests.Classification;

public sealed class SoftmaxTests
{
    // Half of the last digit of the slides' numbers.
    private const double Slides = 0.5e-4;

    private static readonly Lazy<Ran> s_ran = new(() => Example.Run("softmax"));

    [Fact]
    public void Sigmoids_of_the_logits_add_up_to_more_than_1_and_softmax_to_1()
    {
        Assert.Equal([2, 1, 0.1], s_ran.Value.Numbers("logits z"), Table.Within(Slides));
        Assert.Equal([0.8808, 0.7311, 0.5250], s_ran.Value.Numbers("σ(z)"), Table.Within(Slides));
        Assert.Equal(2.1368, s_ran.Value.Number("sum of σ(z)"), Slides);
        Assert.Equal([0.6590, 0.2424, 0.0986], s_ran.Value.Numbers("softmax(z)"), Table.Within(Slides));

        // A few units in the last place of a float32.
        Assert.Equal(1, s_ran.Value.Number("sum of softmax(z)"), 1e-6);
        Assert.Equal(-Math.Log(0.659001), s_ran.Value.Number("cross-entropy, class 1 right"), 2e-6);
    }

    [Fact]
    public void The_Jacobian_is_positive_on_the_diagonal_and_negative_off_it()
    {
        var (a, jacobian) = (s_ran.Value.Numbers("softmax(z)"), s_ran.Value.Numbers("∂a/∂z"));
        for (var j = 0; j < 3; j++)
        {
            for (var k = 0; k < 3; k++)
            {
                Assert.Equal(j == k, jacobian[3 * j + k] > 0);

                // A few units in the last place of a float32.
                Assert.Equal(a[j] * ((j == k ? 1 : 0) - a[k]), jacobian[3 * j + k], 1e-6);
            }
        }
    }

    [Fact]
    public void Softmax_of_two_classes_is_the_sigmoid()
    {
        Assert.Equal(0.7858, s_ran.Value.Number("σ(1.3)"), Slides);

        // A few units in the last place of a float32.
        Assert.Equal(s_ran.Value.Number("σ(1.3)"), s_ran.Value.Numbers("softmax(1.3, 0)")[0], 1e-6);
    }

    [Theory]
    [Seeds(3)]
    public void Learns_three_classes(long seed)
    {
        var ran = Example.Run("softmax", $"--seed {seed}");
        Assert.InRange(ran.Number("training accuracy"), 0.95, 1);
        Assert.InRange(ran.Losses[^1], 0.05, 0.15);
    }
}
