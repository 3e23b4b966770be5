using Examples.Shared.Comparison;
using Examples.Shared.Tracing;
using Examples.Tests.Support;

using static Examples.Tests.Support.Sides;

namespace Examples.Tests.Shared;

/// <summary>At which tensor two traces part.</summary>
public sealed class WalkTests
{
    [Theory]
    [InlineData("net.0.self_attn", "net.0", "net.0")]
    [InlineData("net.0", "net.1", "net.0")]
    [InlineData("net.head", "net", "net.head")]
    public void A_call_that_one_program_hides_may_be_why_the_next_differs_but_not_why_the_layer_around_it_does(
        string hidden, string next, string named)
    {
        var here = Side([(TensorKind.Input, "net", 1), (TensorKind.Output, next, 1), (TensorKind.Loss, "loss", 1)]);
        var there = Side(
        [
            (TensorKind.Input, "net", 1),
            (TensorKind.Output, hidden, 5),
            (TensorKind.Output, next, 2),
            (TensorKind.Loss, "loss", 2),
        ]);
        var parting = Parting(here, there)!;
        Assert.Equal(named, parting.Place.Name);
        Assert.Equal(named == hidden, parting.Meaning.EndsWith($" What is seen in both parts first at the output of {next}."));
    }

    /// <summary>Such as a table of positions, which is a buffer in one program and a tensor in the other.</summary>
    [Fact]
    public void A_buffer_that_only_one_program_has_is_no_mistake()
    {
        var here = Side([(TensorKind.Output, "net", 1), (TensorKind.Buffer, "table", 1), (TensorKind.Gradient, "weight", 1)]);
        var there = Side([(TensorKind.Output, "net", 1), (TensorKind.Buffer, "mask", 1), (TensorKind.Gradient, "weight", 2)]);
        Assert.Null(Parting(here, Side([(TensorKind.Output, "net", 1), (TensorKind.Gradient, "weight", 1)])));
        Assert.Equal("weight", Parting(here, there)!.Place.Name);
    }

    [Fact]
    public void Where_a_run_has_no_number_nothing_can_be_said_of_that_tensor_alone()
    {
        var here = Side([(TensorKind.Output, "first", 1), (TensorKind.Output, "second", 1)]);
        var run = Side([(TensorKind.Output, "first", double.NaN), (TensorKind.Output, "second", 1)]);
        var there = Side([(TensorKind.Output, "first", 2), (TensorKind.Output, "second", 2)]);
        Assert.Equal("second", Parting(here, there, run)!.Place.Name);
    }

    /// <summary>As behind a wrong layer a logarithm has no number, or a ReLU is always 0.</summary>
    [Theory]
    [InlineData(1, double.NaN)]
    [InlineData(0, 1)]
    public void What_parts_first_is_named_however_far_what_follows_parts(double here, double there)
    {
        var parting = Parting(
            Side([(TensorKind.Output, "first", 1), (TensorKind.Output, "second", here)]),
            Side([(TensorKind.Output, "first", 2), (TensorKind.Output, "second", there)]));
        Assert.Equal("first", parting!.Place.Name);
    }

    [Fact]
    public void What_is_0_in_one_program_is_measured_by_what_rounding_leaves_of_it()
    {
        var (here, there) = (Side([(TensorKind.Output, "center", 0)]), Side([(TensorKind.Output, "center", Precision / 2)]));
        Assert.Null(Parting(here, there, there));
        Assert.Equal("center", Parting(here, there)!.Place.Name);
    }

    [Fact]
    public void What_has_no_counterpart_does_not_keep_the_tensors_before_it_from_being_measured()
    {
        var here = Side([(TensorKind.Output, "first", 1), (TensorKind.Gradient, "weight", 1)]);
        var there = Side([(TensorKind.Output, "first", 1 + 50 * Precision)]);
        var run = Side([(TensorKind.Output, "first", 1 + 40 * Precision), (TensorKind.Gradient, "weight", 1)]);
        Assert.Equal("weight", Parting(here, there, run)!.Place.Name);
        Assert.Equal("first", Parting(here, there)!.Place.Name);
    }

    /// <summary>Such as what a bias before a batch norm becomes, whose gradient is rounding and nothing else.</summary>
    [Fact]
    public void A_tensor_that_is_all_rounding_does_not_hide_others_of_its_kind()
    {
        var here = Side([(TensorKind.Output, "noise", 1e-9), (TensorKind.Output, "net", 1)]);
        var run = Side([(TensorKind.Output, "noise", -1e-9), (TensorKind.Output, "net", 1 + Precision)]);
        var there = Side([(TensorKind.Output, "noise", 2e-9), (TensorKind.Output, "net", 1.01)]);
        Assert.Equal("net", Parting(here, there, run)!.Place.Name);
    }

    [Fact]
    public void The_envelope_of_a_tensor_grows_from_step_to_step()
    {
        var (here, there, run) = (Steps(1, 1), Steps(1, 1 + 100 * Precision), Steps(1 + 10 * Precision, 1));
        Assert.Null(Parting(here, there, run));
        Assert.Equal(2, Parting(here, there)!.Place.Step);

        static Side Steps(params double[] values) =>
            Side([.. values.Select((value, i) => Kept(i + 1, TensorKind.Output, "net", value))]);
    }

    [Theory]
    [InlineData(TensorKind.Gradient, null)]
    [InlineData(TensorKind.Output, "bias")]
    public void What_is_left_of_gradients_that_cancel_is_measured_by_the_largest_of_their_step(TensorKind kind, string? parted)
    {
        var (here, there) = (Side([(kind, "weight", 1), (kind, "bias", 1e-9)]), Side([(kind, "weight", 1), (kind, "bias", 2e-9)]));
        Assert.Equal(parted, Walk.Of(here, there, Precision, []).Parting?.Place.Name);
    }

    /// <summary>Such as Adam makes of the gradient of a bias before a softmax, which is 0 but for rounding.</summary>
    [Theory]
    [InlineData(1e-10, -1e-10, null)]
    [InlineData(1e-10, 1e-10, "bias")]
    [InlineData(1e-4, 1.0000001e-4, "bias")]
    public void A_step_that_is_made_of_rounding_is_no_mistake(double here, double there, string? parted)
    {
        Assert.Equal(parted, Parting(Trained(here, 0.5), Trained(there, 0.49))?.Place.Name);

        static Side Trained(double gradient, double bias) => Side(
            Kept(0, TensorKind.Initial, "weight", 2),
            Kept(0, TensorKind.Initial, "bias", 2),
            Kept(1, TensorKind.Loss, "loss", 1),
            Kept(1, TensorKind.Gradient, "weight", 1),
            Kept(1, TensorKind.Gradient, "bias", gradient),
            Kept(1, TensorKind.Parameter, "weight", 1),
            Kept(1, TensorKind.Parameter, "bias", bias));
    }

    /// <summary>
    /// A second call with an input of its own is another batch, and between the two may be all that trains; without one it
    /// is of the same call of the model.
    /// </summary>
    [Theory]
    [InlineData(true, "Record the loss of each batch")]
    [InlineData(false, "look at what goes into it")]
    public void What_differs_in_a_later_call_may_be_trained_otherwise_before(bool isCalledAgain, string words)
    {
        Assert.Contains(words, Meaning(Batches(1), Batches(2)));

        Side Batches(double second)
        {
            (TensorKind, string, double)[] again = isCalledAgain ? [(TensorKind.Input, "net", 1)] : [];
            return Side(
            [
                (TensorKind.Input, "net", 1),
                (TensorKind.Output, "fc", 1),
                .. again,
                (TensorKind.Output, "fc", second),
                (TensorKind.Loss, "loss", 3 * second),
            ]);
        }
    }

    /// <summary>As where a shape does not fit: what the other program computes after that is missing for that reason alone.</summary>
    [Theory]
    [InlineData(2, "They part before that, in step 1 at the output of fc. The output of fc differs")]
    [InlineData(1, "No tensor that both have kept parts before that.")]
    public void Of_a_program_that_fails_it_is_said_where_the_two_part_before(double output, string words)
    {
        var unfinished = Side([(TensorKind.Input, "net", 1), (TensorKind.Output, "fc", output)]);
        var finished = Side([(TensorKind.Input, "net", 1), (TensorKind.Output, "fc", 1), (TensorKind.Loss, "loss", 1)]);
        Assert.StartsWith(words, Walk.BeforeTheEnd(unfinished, finished, Precision));
        Assert.StartsWith(words, Walk.BeforeTheEnd(unfinished with { Program = "PyTorch" }, finished, Precision));
    }

    [Fact]
    public void Calls_in_the_same_order_are_not_named_as_in_another()
    {
        Assert.DoesNotContain("order", Meaning(Calls(1), Calls(1.0001)).Replace("in which order", ""));

        static Side Calls(double first) => Side(
        [
            (TensorKind.Input, "net", first),
            (TensorKind.Output, "net", first),
            (TensorKind.Input, "net", 1),
            (TensorKind.Output, "net", 1),
        ]);
    }

    /// <summary>As those of TorchSharp's nn.GroupNorm, which are whatever is in memory.</summary>
    [Theory]
    [InlineData(double.NaN)]
    [InlineData(7)]
    public void Weights_that_nothing_initializes_measure_no_rounding(double inAnotherRun)
    {
        Assert.NotNull(Parting(Normed(2), Normed(1), run: Normed(inAnotherRun)));

        static Side Normed(double weight) => Side(Kept(0, TensorKind.Initial, "norm.weight", weight, 1));
    }

    /// <summary>PyTorch has no gradient after zero_grad, where TorchSharp has zeros.</summary>
    [Fact]
    public void No_gradient_is_one_of_zeros()
    {
        Assert.Null(Parting(Cleared(1), Side([(TensorKind.Loss, "loss", 1), (TensorKind.Parameter, "weight", 1)])));
        Assert.Contains("gradients were cleared before", Meaning(Cleared(1), Cleared(2)));

        static Side Cleared(double weight) =>
            Side([(TensorKind.Loss, "loss", 1), (TensorKind.Gradient, "weight", 0), (TensorKind.Parameter, "weight", weight)]);
    }

    /// <summary>What the first step keeps, a number each.</summary>
    private static Side Side((TensorKind Kind, string Name, double Value)[] step) =>
        Side([.. step.Select(traced => Kept(1, traced.Kind, traced.Name, traced.Value))]);

    private static Side Side(params Traced[] trace) => Sides.Of() with { Trace = trace };

    /// <summary>Where two traces part, in the envelope of another run, or of the first alone.</summary>
    private static Parting? Parting(Side here, Side there, Side? run = null) =>
        Walk.Of(here, there, Precision, [[Walk.Measuring(run ?? here, here.Trace)]]).Parting;

    private static string Meaning(Side here, Side there) => Parting(here, there)!.Meaning;
}
