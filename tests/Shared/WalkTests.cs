using Examples.Shared.Comparison;
using Examples.Shared.Tracing;
using Examples.Tests.Support;

namespace Examples.Tests.Shared;

/// <summary>At which tensor two traces part.</summary>
public sealed class WalkTests
{
    // Float32's distance from 1 to the next number.
    private const double Precision = 1.1920929e-7;

    [Theory]
    [InlineData("net.0.self_attn", "net.0", "net.0")]
    [InlineData("net.0", "net.1", "net.0")]
    [InlineData("net.head", "net", "net.head")]
    public void A_call_that_one_program_hides_may_be_why_the_next_differs_but_not_why_the_layer_around_it_does(string hidden, string next, string named)
    {
        var here = Side([(TensorKind.Input, "net", 1), (TensorKind.Output, next, 1), (TensorKind.Loss, "loss", 1)]);
        var there = Side([(TensorKind.Input, "net", 1), (TensorKind.Output, hidden, 5), (TensorKind.Output, next, 2), (TensorKind.Loss, "loss", 2)]);
        Assert.Equal(named, Walk.Of(here, there, Precision, [[here]]).Parting!.Place.Name);
    }

    /// <summary>Such as a table of positions, which is a buffer in one program and a tensor in the other.</summary>
    [Fact]
    public void A_buffer_that_only_one_program_has_is_no_mistake()
    {
        var here = Side([(TensorKind.Output, "net", 1), (TensorKind.Buffer, "table", 1), (TensorKind.Gradient, "weight", 1)]);
        var there = Side([(TensorKind.Output, "net", 1), (TensorKind.Buffer, "mask", 1), (TensorKind.Gradient, "weight", 2)]);
        Assert.Null(Walk.Of(here, Side([(TensorKind.Output, "net", 1), (TensorKind.Gradient, "weight", 1)]), Precision, [[here]]).Parting);
        Assert.Equal("weight", Walk.Of(here, there, Precision, [[here]]).Parting!.Place.Name);
    }

    [Fact]
    public void Where_a_run_has_no_number_nothing_can_be_said_of_that_tensor_alone()
    {
        var here = Side([(TensorKind.Output, "first", 1), (TensorKind.Output, "second", 1)]);
        var run = Side([(TensorKind.Output, "first", double.NaN), (TensorKind.Output, "second", 1)]);
        var there = Side([(TensorKind.Output, "first", 2), (TensorKind.Output, "second", 2)]);
        Assert.Equal("second", Walk.Of(here, there, Precision, [[run]]).Parting!.Place.Name);
    }

    [Fact]
    public void What_has_no_counterpart_does_not_keep_the_tensors_before_it_from_being_measured()
    {
        var here = Side([(TensorKind.Output, "first", 1), (TensorKind.Gradient, "weight", 1)]);
        var there = Side([(TensorKind.Output, "first", 1 + 50 * Precision)]);
        var run = Side([(TensorKind.Output, "first", 1 + 40 * Precision), (TensorKind.Gradient, "weight", 1)]);
        Assert.Equal("weight", Walk.Of(here, there, Precision, [[run]]).Parting!.Place.Name);
        Assert.Equal("first", Walk.Of(here, there, Precision, [[here]]).Parting!.Place.Name);
    }

    /// <summary>Such as what a bias before a batch norm becomes, whose gradient is rounding and nothing else.</summary>
    [Fact]
    public void A_tensor_that_is_all_rounding_does_not_hide_others_of_its_kind()
    {
        var here = Side([(TensorKind.Output, "noise", 1e-9), (TensorKind.Output, "net", 1)]);
        var run = Side([(TensorKind.Output, "noise", -1e-9), (TensorKind.Output, "net", 1 + Precision)]);
        var there = Side([(TensorKind.Output, "noise", 2e-9), (TensorKind.Output, "net", 1.01)]);
        Assert.Equal("net", Walk.Of(here, there, Precision, [[run]]).Parting!.Place.Name);
    }

    [Fact]
    public void The_envelope_of_a_tensor_grows_from_step_to_step()
    {
        var (here, there, run) = (Steps(1, 1), Steps(1, 1 + 100 * Precision), Steps(1 + 10 * Precision, 1));
        Assert.Null(Walk.Of(here, there, Precision, [[run]]).Parting);
        Assert.Equal(2, Walk.Of(here, there, Precision, [[here]]).Parting!.Place.Step);

        static Side Steps(params double[] values) => Sides.Of() with { Trace = [.. values.Select((value, i) => new Traced(new Place(i + 1, TensorKind.Output, "net"), [1], ScalarType.Float32, [value]))] };
    }

    [Theory]
    [InlineData(TensorKind.Gradient, null)]
    [InlineData(TensorKind.Output, "bias")]
    public void What_is_left_of_gradients_that_cancel_is_measured_by_the_largest_of_their_step(TensorKind kind, string? parted) =>
        Assert.Equal(parted, Walk.Of(Side([(kind, "weight", 1), (kind, "bias", 1e-9)]), Side([(kind, "weight", 1), (kind, "bias", 2e-9)]), Precision, []).Parting?.Place.Name);

    /// <summary>Such as Adam makes of the gradient of a bias before a softmax, which is 0 but for rounding.</summary>
    [Theory]
    [InlineData(1e-10, -1e-10, null)]
    [InlineData(1e-10, 1e-10, "bias")]
    [InlineData(1e-4, 1.0000001e-4, "bias")]
    public void A_step_that_is_made_of_rounding_is_no_mistake(double here, double there, string? parted)
    {
        Assert.Equal(parted, Walk.Of(Trained(here, 0.5), Trained(there, 0.49), Precision, [[Trained(here, 0.5)]]).Parting?.Place.Name);

        static Side Trained(double gradient, double bias)
        {
            var step = Side([(TensorKind.Loss, "loss", 1), (TensorKind.Gradient, "weight", 1), (TensorKind.Gradient, "bias", gradient), (TensorKind.Parameter, "weight", 1), (TensorKind.Parameter, "bias", bias)]);
            return step with { Trace = [new Traced(new Place(0, TensorKind.Initial, "weight"), [1], ScalarType.Float32, [2]), new Traced(new Place(0, TensorKind.Initial, "bias"), [1], ScalarType.Float32, [2]), .. step.Trace] };
        }
    }

    /// <summary>A second call with an input of its own is another batch, and between the two may be all that trains; without one it is of the same call of the model.</summary>
    [Theory]
    [InlineData(true, "Record the loss of each batch")]
    [InlineData(false, "look at what goes into it")]
    public void What_differs_in_a_later_call_may_be_trained_otherwise_before(bool isCalledAgain, string words)
    {
        Assert.Contains(words, Walk.Of(Batches(1), Batches(2), Precision, [[Batches(1)]]).Parting!.Meaning, StringComparison.Ordinal);

        Side Batches(double second) =>
            Side([(TensorKind.Input, "net", 1), (TensorKind.Output, "fc", 1), .. isCalledAgain ? [(TensorKind.Input, "net", 1.0)] : Array.Empty<(TensorKind, string, double)>(), (TensorKind.Output, "fc", second), (TensorKind.Loss, "loss", 3 * second)]);
    }

    [Fact]
    public void A_loss_that_a_model_returns_is_named_as_one()
    {
        Assert.Contains("look at which loss it is", Walk.Of(Returned(1), Returned(2), Precision, [[Returned(1)]]).Parting!.Meaning, StringComparison.Ordinal);

        static Side Returned(double loss) => Side([(TensorKind.Input, "net", 1), (TensorKind.Output, "net", 1), (TensorKind.Output, "net[1]", loss), (TensorKind.Loss, "loss", loss)]);
    }

    [Fact]
    public void A_model_that_runs_without_gradients_is_named_where_the_loss_differs()
    {
        Assert.Contains("within no_grad(), as by target.", Walk.Of(Student(1), Student(2), Precision, [[Student(1)]]).Parting!.Meaning, StringComparison.Ordinal);

        static Side Student(double loss) => Side([(TensorKind.Initial, "policy.weight", 1), (TensorKind.Initial, "target.weight", 1), (TensorKind.Output, "policy", 1), (TensorKind.Loss, "loss", loss)]);
    }

    [Fact]
    public void Where_some_parameters_take_another_step_it_is_said_of_how_many()
    {
        var (here, there) = (Groups(0.9), Groups(0.8));
        Assert.StartsWith("1 of 2 parameters take another step", Walk.Of(here, there, Precision, [[here]]).Parting!.Meaning, StringComparison.Ordinal);

        static Side Groups(double bias) => Sides.Of() with
        {
            Trace =
            [
                .. new[] { (0, TensorKind.Initial, 1, 1), (1, TensorKind.Gradient, 1, 1), (1, TensorKind.Parameter, 0.9, bias) }.SelectMany(tensor => new[]
                {
                    new Traced(new Place(tensor.Item1, tensor.Item2, "weight"), [2], ScalarType.Float32, [tensor.Item3, 2 * tensor.Item3]),
                    new Traced(new Place(tensor.Item1, tensor.Item2, "bias"), [2], ScalarType.Float32, [tensor.Item4, tensor.Item4]),
                }),
            ],
        };
    }

    [Fact]
    public void What_goes_into_a_later_call_may_be_drawn_or_computed_between_them()
    {
        Assert.Contains("differs in its call 2 of this step", Walk.Of(Calls(1), Calls(2), Precision, [[Calls(1)]]).Parting!.Meaning, StringComparison.Ordinal);

        static Side Calls(double second) => Side([(TensorKind.Input, "net", 1), (TensorKind.Output, "net", 1), (TensorKind.Input, "net", second), (TensorKind.Output, "net", second)]);
    }

    [Fact]
    public void Calls_in_another_order_are_named_as_such()
    {
        Assert.Contains("but in another order", Walk.Of(Calls(1, 2), Calls(2, 1), Precision, [[Calls(1, 2)]]).Parting!.Meaning, StringComparison.Ordinal);
        Assert.DoesNotContain("order", Walk.Of(Calls(1, 1), Calls(1.0001, 1), Precision, [[Calls(1, 1)]]).Parting!.Meaning.Replace("in which order", "", StringComparison.Ordinal), StringComparison.Ordinal);

        static Side Calls(double first, double second) => Side([(TensorKind.Input, "net", first), (TensorKind.Output, "net", first), (TensorKind.Input, "net", second), (TensorKind.Output, "net", second)]);
    }

    /// <summary>Another model that trains later, and may have parted already, is none of those of which all is said.</summary>
    [Fact]
    public void What_is_said_of_all_parameters_is_said_of_one_model()
    {
        var (here, there) = (Models(0.9), Models(0.8));
        Assert.StartsWith("The step of all parameters is 2 times as long", Walk.Of(here, there, Precision, [[here]]).Parting!.Meaning, StringComparison.Ordinal);

        static Side Models(double weight) => Sides.Of() with
        {
            Trace =
            [
                new Traced(new Place(0, TensorKind.Initial, "first.weight"), [2], ScalarType.Float32, [1, 1]),
                new Traced(new Place(0, TensorKind.Initial, "second.weight"), [2], ScalarType.Float32, [1, 1]),
                new Traced(new Place(1, TensorKind.Gradient, "first.weight"), [2], ScalarType.Float32, [1, 1]),
                new Traced(new Place(1, TensorKind.Parameter, "first.weight"), [2], ScalarType.Float32, [weight, weight]),
                new Traced(new Place(1, TensorKind.Gradient, "second.weight"), [2], ScalarType.Float32, [weight, 1]),
                new Traced(new Place(1, TensorKind.Parameter, "second.weight"), [2], ScalarType.Float32, [weight, weight * weight]),
            ],
        };
    }

    /// <summary>As in reinforcement learning or a sampling loop; what is handed over there comes after the losses.</summary>
    [Theory]
    [InlineData(TensorKind.Initial, "after something else was trained")]
    [InlineData(TensorKind.Data, "after losses were recorded")]
    public void What_is_handed_over_after_training_is_said_to_be_so(TensorKind kind, string words)
    {
        Assert.Contains(words, Walk.Of(Trained(0), Trained(1), Precision, [[Trained(0)]]).Parting!.Meaning, StringComparison.Ordinal);

        Side Trained(double value) => Sides.Of() with
        {
            Trace = [new Traced(new Place(1, TensorKind.Loss, "loss"), [1], ScalarType.Float32, [1]), new Traced(new Place(0, kind, "next"), [2], ScalarType.Float32, [value, 1])],
        };
    }

    [Fact]
    public void Of_a_model_that_one_program_never_hands_over_it_is_not_said_that_its_layers_are_wrong()
    {
        var there = Side([(TensorKind.Initial, "second.weight", 1)]);
        Assert.StartsWith("C# has nothing of second: ", Walk.Of(Side([]), there, Precision, []).Parting!.Meaning, StringComparison.Ordinal);
    }

    /// <summary>Such as a row that padding_idx sets to 0.</summary>
    [Fact]
    public void Where_few_initial_weights_differ_it_is_said_what_sets_them()
    {
        var parting = Walk.Of(Initial(1, 2, 3, 4, 5, 6, 7, 8), Initial(0, 2, 3, 4, 5, 6, 7, 8), Precision, []).Parting!;
        Assert.StartsWith("Only 1 of 8 initial weights differ", parting.Meaning, StringComparison.Ordinal);

        static Side Initial(params double[] values) => Sides.Of() with { Trace = [new Traced(new Place(0, TensorKind.Initial, "weight"), [8], ScalarType.Float32, values)] };
    }

    /// <summary>PyTorch has no gradient after zero_grad, where TorchSharp has zeros.</summary>
    [Fact]
    public void No_gradient_is_one_of_zeros()
    {
        var here = Side([(TensorKind.Loss, "loss", 1), (TensorKind.Gradient, "weight", 0), (TensorKind.Parameter, "weight", 1)]);
        Assert.Null(Walk.Of(here, Side([(TensorKind.Loss, "loss", 1), (TensorKind.Parameter, "weight", 1)]), Precision, [[here]]).Parting);
        var parting = Walk.Of(here, Side([(TensorKind.Loss, "loss", 1), (TensorKind.Gradient, "weight", 0), (TensorKind.Parameter, "weight", 2)]), Precision, [[here]]).Parting!;
        Assert.Contains("gradients were cleared before", parting.Meaning, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_gradients_in_both_a_model_that_ran_was_trained_and_another_was_copied()
    {
        var (ran, alone) = ((TensorKind.Output, "net", 1.0), (TensorKind.Parameter, "net.weight", 1.0));
        Assert.Contains("gradients were cleared before", Meaning([ran, alone], [ran, alone with { Item3 = 2 }]), StringComparison.Ordinal);
        Assert.Contains("how it is copied", Meaning([alone], [alone with { Item3 = 2 }]), StringComparison.Ordinal);

        static string Meaning((TensorKind, string, double)[] here, (TensorKind, string, double)[] there) =>
            Walk.Of(Side(here), Side(there), Precision, [[Side(here)]]).Parting!.Meaning;
    }

    private static Side Side((TensorKind Kind, string Name, double Value)[] trace) =>
        Sides.Of() with
        {
            Trace = [.. trace.Select(traced => new Traced(new Place(1, traced.Kind, traced.Name), [1], ScalarType.Float32, [traced.Value]))],
        };
}
