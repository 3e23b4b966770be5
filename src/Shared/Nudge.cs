using System.Globalization;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// Starts training from parameters that are off by a unit in the last place: rounding in a random direction, where
/// kernels all round in much the same. Only child processes of a comparison do so.
/// </summary>
internal static class Nudge
{
    // Set for a child process, to what its directions are drawn from.
    internal const string Variable = "EXAMPLES_NUDGE";

    /// <summary>Kernels of a child process whose parameters are nudged.</summary>
    /// <param name="kernels">Those it computes with.</param>
    /// <param name="seed">Of the directions; the random numbers of the program stay as they are.</param>
    public static IReadOnlyDictionary<string, string?> With(IReadOnlyDictionary<string, string?> kernels, int seed) =>
        new Dictionary<string, string?>(kernels) { [Variable] = seed.ToString(CultureInfo.InvariantCulture) };

    /// <summary>Multiplies each parameter by 1 + ε, by 1 − ε or by 1, if this process is to: about a unit in its last place.</summary>
    /// <param name="model">On any device.</param>
    public static void Parameters(nn.Module model)
    {
        if (!ulong.TryParse(Environment.GetEnvironmentVariable(Variable), out var seed))
        {
            return;
        }

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var directions = new Generator(seed);
        foreach (var parameter in model.parameters())
        {
            var units = (3 * rand(parameter.shape, generator: directions)).floor() - 1;
            parameter.mul_(1 + finfo(parameter.dtype).eps * units.to(parameter));
        }
    }
}
