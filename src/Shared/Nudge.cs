using System.Globalization;

using static TorchSharp.torch;

namespace Examples.Shared;

/// <summary>
/// Starts training from parameters that are off by a unit in the last place, or a few: rounding in a random direction,
/// where kernels all round in much the same. Only child processes of a comparison do so.
/// </summary>
internal static class Nudge
{
    // Set for a child process, to what its directions are drawn from, and by how many units.
    internal const string Variable = "EXAMPLES_NUDGE";

    /// <summary>Kernels of a child process whose parameters are nudged.</summary>
    /// <param name="kernels">Those it computes with.</param>
    /// <param name="seed">Of the directions; the random numbers of the program stay as they are.</param>
    /// <param name="units">How far.</param>
    public static IReadOnlyDictionary<string, string?> With(IReadOnlyDictionary<string, string?> kernels, int seed, int units = 1) =>
        new Dictionary<string, string?>(kernels) { [Variable] = $"{seed} {units}" };

    /// <summary>
    /// Multiplies each parameter by 1 + ε, by 1 − ε or by 1, if this process is to: about a unit in its last place; or by as
    /// many ε as there are units.
    /// </summary>
    /// <param name="parameters">On any device.</param>
    public static void Parameters(IEnumerable<Tensor> parameters)
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split(' ') is not [var seed, var units])
        {
            return;
        }

        var far = int.Parse(units, CultureInfo.InvariantCulture);

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var directions = new Generator(ulong.Parse(seed, CultureInfo.InvariantCulture));
        foreach (var parameter in parameters)
        {
            var direction = (3 * rand(parameter.shape, generator: directions)).floor() - 1;
            parameter.mul_(1 + far * finfo(parameter.dtype).eps * direction.to(parameter));
        }
    }
}
