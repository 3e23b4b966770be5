using Examples.Tests.Support;

namespace Examples.Tests.Zoo;

/// <summary>What the autoencoders learn from glyphs.</summary>
[Collection(Collections.Trainings)]
public sealed class AutoencoderTests
{
    [Theory]
    [Seeds(3)]
    public void Two_numbers_say_which_glyph_it_is(long seed)
    {
        var ran = Example.Apart("autoencoder", $"--seed {seed}");

        // At seeds 0 to 2 the error was seen from 0.08 to 0.10, the share from 0.97.
        Assert.InRange(ran.Number("test error / error of the mean glyph"), 0, 0.13);
        Assert.InRange(ran.Number("share of codes whose nearest has the same digit"), 0.96, 1);
    }

    [Theory]
    [Seeds(3)]
    public void Noise_is_taken_away(long seed)
    {
        var ran = Example.Apart("denoising", $"--seed {seed}");
        Assert.InRange(ran.Number("test error / error of the noisy input"), 0, 0.2);

        // At seeds 0 to 2 it was seen from 0.35 to 0.37: much is left, and yet it is far better than the mean glyph.
        Assert.InRange(ran.Number("test error / error of the mean glyph"), 0.25, 0.45);
    }

    [Theory]
    [Seeds(3)]
    public void The_penalty_leaves_few_units_active(long seed)
    {
        var ran = Example.Apart("sparse", $"--seed {seed}");
        Assert.InRange(ran.Number("plain: active share"), 0.8, 1);
        Assert.InRange(ran.Number("sparse: active share"), 0, 0.25);
        Assert.InRange(ran.Number("sparse: test error / error of the mean glyph"), 0, 0.13);
    }

    [Fact]
    public void Samples_are_digits_of_all_kinds()
    {
        var ran = Example.Apart("vae");
        Assert.InRange(ran.Number("share of samples that are a digit"), 0.75, 1);
        Assert.Equal(10, ran.Number("kinds of digits"));
        Assert.Equal(["negative ELBO", "reconstruction", "KL divergence"], ran.Curves.Select(curve => curve.Name));

        // Over seeds, the divergence was seen near 4.8 and the reconstruction from 4.3 to 5.7; half a unit around.
        Assert.InRange(ran.Curves[2].Losses[^1], 4.3, 5.3);
        Assert.InRange(ran.Curves[1].Losses[^1], 3.8, 6);
    }
}
