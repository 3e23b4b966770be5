using Examples.Shared.Comparison;
using Examples.Shared.Tracing;
using Examples.Tests.Support;

using static Examples.Shared.Tracing.TensorKind;
using static Examples.Tests.Support.Sides;

namespace Examples.Tests.Shared;

/// <summary>What is said of the first tensor that parts: what it means, and where to look.</summary>
public sealed class DiagnosisTests
{
    // More numbers than a mixture of two others could match by chance.
    private static readonly double[] s_first = [1, -2, 3, -4, 5, -6, 7, -8, 9, -10, 11, -12];
    private static readonly double[] s_second = [1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144];

    public static TheoryData<string, Traced[], Traced[]> Partings() => new()
    {
        {
            "zero_grad is missing there, before the gradients are clipped",
            [Kept(1, Gradient, "w", s_first), Kept(2, Gradient, "w", s_second)],
            [Kept(1, Gradient, "w", s_first), Kept(2, Gradient, "w", [.. s_first.Zip(s_second, (a, b) => 0.1 * a + 0.4 * b)])]
        },
        {
            "It may also be a kink, as of a ReLU",
            [Kept(1, Gradient, "w", s_first), Kept(2, Gradient, "w", s_second)],
            [Kept(1, Gradient, "w", s_first), Kept(2, Gradient, "w", [.. s_second.Select(x => x * x)])]
        },
        {
            "is 0 in one program where it is negative in the other, with equal outputs before it: a ReLU is missing.",
            [Kept(1, Output, "fc", s_first)],
            [Kept(1, Output, "fc", [.. s_first.Select(x => Math.Max(0, x))])]
        },
        {
            "has zeros in one program only, with equal outputs before it: is it dropout",
            [Kept(1, Output, "fc", s_first)],
            [Kept(1, Output, "fc", [.. s_first.Select((x, i) => i % 3 == 0 ? 0 : 2 * x)])]
        },
        {
            "C# calls net 2× in this step, and the other program 1×",
            [Kept(1, Input, "net", 1), Kept(1, Input, "net", 1), Kept(1, Loss, "loss", 1)],
            [Kept(1, Input, "net", 1), Kept(1, Loss, "loss", 2)]
        },
        {
            "C# calls fc 1× in this step, and the other program 2×: look at where it is called",
            [Kept(1, Output, "fc", 1), Kept(1, Loss, "loss", 1)],
            [Kept(1, Output, "fc", 1), Kept(1, Output, "fc", 1), Kept(1, Loss, "loss", 2)]
        },
        {
            "has its zeros elsewhere, with equal outputs before it: is it dropout",
            [Kept(1, Output, "drop", [.. s_first.Select((x, i) => i % 3 == 0 ? 0 : x)])],
            [Kept(1, Output, "drop", [.. s_first.Select((x, i) => i % 3 == 1 ? 0 : x)])]
        },
        {
            "The output of flow is -1 times as large in the other program, with equal parameters",
            [Kept(1, Output, "flow", s_first)],
            [Kept(1, Output, "flow", [.. s_first.Select(x => -x)])]
        },
        {
            "The output of energy differs, with equal parameters and equal input",
            [Kept(1, Input, "energy", 1), Kept(1, Output, "energy", 2), Kept(1, Loss, "loss", 2)],
            [Kept(1, Input, "energy", 1), Kept(1, Output, "energy", 3), Kept(1, Loss, "loss", 3)]
        },
        {
            "What goes into net[1] is all 0 in the other program only: look at how it is made, and at a state",
            [Kept(1, Input, "net", 1), Kept(1, Input, "net[1]", 1, 2)],
            [Kept(1, Input, "net", 1), Kept(1, Input, "net[1]", 0, 0)]
        },
        {
            "What goes into probe differs, after something else was trained: look at what is computed of the trained model",
            [Kept(1, Loss, "loss", 1), Kept(1, Input, "probe", 1)],
            [Kept(1, Loss, "loss", 1), Kept(1, Input, "probe", 2)]
        },
        {
            "target.weight is the same as critic.weight in C# only: look at how one model gets the weights of another",
            [Kept(0, Initial, "critic.weight", 1, 2), Kept(0, Initial, "target.weight", 1, 2)],
            [Kept(0, Initial, "critic.weight", 1, 2), Kept(0, Initial, "target.weight", 3, 5)]
        },
        {
            "token is a buffer in one program and a parameter in the other: look at nn.Parameter",
            [Kept(0, Initial, "token", 1), Kept(1, Loss, "loss", 1)],
            [Kept(0, TensorKind.Buffer, "token", 1), Kept(1, Loss, "loss", 1)]
        },
        {
            "average.norm differs, and its layer was not called with gradients: look at whether and how it is copied",
            [Kept(1, Output, "net.norm", 1), Kept(1, TensorKind.Buffer, "average.norm", 1)],
            [Kept(1, Output, "net.norm", 1), Kept(1, TensorKind.Buffer, "average.norm", 2)]
        },
        {
            "average.weight differs after step 1, and has no gradient: look at how it is copied, averaged",
            [Kept(1, Output, "the model", 1), Kept(1, Gradient, "weight", 1), Kept(1, Parameter, "average.weight", 1)],
            [Kept(1, Output, "the model", 1), Kept(1, Gradient, "weight", 1), Kept(1, Parameter, "average.weight", 2)]
        },
        {
            "at zero_grad, clipping, a layer that stands",
            [Kept(1, Input, "net", 1), Kept(1, Input, "net", 2), Kept(1, Gradient, "w", s_first)],
            [Kept(1, Input, "net", 1), Kept(1, Input, "net", 2), Kept(1, Gradient, "w", s_second)]
        },
        {
            "look at where it is used, as it is 0 so far, at what is detached",
            [Kept(0, Initial, "bias", 0, 0), Kept(1, Gradient, "bias", 1, 2)],
            [Kept(0, Initial, "bias", 0, 0), Kept(1, Gradient, "bias", 1, 3)]
        },
        {
            "w differs after the first step, with equal gradients: look at which optimizer it is",
            [.. Stepped(0), Kept(1, Parameter, "w", 0.9, 1.8)],
            [.. Stepped(0), Kept(1, Parameter, "w", 0.9, 1.7)]
        },
        {
            "It may have grown from w, which parts by less since step 1: look at the optimizer",
            [Kept(1, Parameter, "w", 1), Kept(2, Output, "net", 1)],
            [Kept(1, Parameter, "w", 1 + 20 * Precision), Kept(2, Output, "net", 1 + 40 * Precision)]
        },
        {
            "The other program does not come so far, or takes no step here",
            [Kept(1, Loss, "loss", 1)],
            []
        },
        {
            "Both programs call net with the same, but in another order: look at the order of its arguments.",
            [Kept(1, Input, "net", 1, 2), Kept(1, Input, "net[1]", 3, 4)],
            [Kept(1, Input, "net", 3, 4), Kept(1, Input, "net[1]", 1, 2)]
        },
        {
            "look at what is computed between the output of net and criterion, and at the targets.",
            [Kept(0, Initial, "net.weight", 1), Kept(1, Output, "net", 1, 2), Kept(1, Input, "criterion", 1, 2)],
            [Kept(0, Initial, "net.weight", 1), Kept(1, Output, "net", 1, 2), Kept(1, Input, "criterion", 3, 5)]
        },
        {
            "What goes into cell differs in its call 2 of this step, and not in those before: "
            + "look at what is computed between the output of cell and cell, as in the loop that calls it.",
            [Kept(1, ModuleInput, "cell", 1, 2), Kept(1, Output, "cell", 1), Kept(1, ModuleInput, "cell", 2, 3)],
            [Kept(1, ModuleInput, "cell", 1, 2), Kept(1, Output, "cell", 1), Kept(1, ModuleInput, "cell", 2, 5)]
        },
        {
            "The initial weights are all 0 in C#",
            [Kept(0, Initial, "weight", 0, 0)],
            [Kept(0, Initial, "weight", 1, 2)]
        },
        {
            "C# calls the layer of head.weight, which is no parameter of its own there",
            [Kept(0, Initial, "table.weight", 1), Kept(1, Output, "head", 1)],
            [Kept(0, Initial, "table.weight", 1), Kept(0, Initial, "head.weight", 1), Kept(1, Output, "head", 1)]
        },
        {
            "The loss is 4 times as large in C#, with equal outputs: look at what it is divided by",
            [Kept(1, Output, "net", 1, 2, 3), Kept(1, Loss, "loss", 8)],
            [Kept(1, Output, "net", 1, 2, 3), Kept(1, Loss, "loss", 2)]
        },
        {
            "and at the targets",
            [Kept(0, Data, "labels", 1, 2, 3), Kept(1, Input, "net", 1, 2), Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1)],
            [Kept(0, Data, "labels", 1, 2, 3), Kept(1, Input, "net", 1, 2), Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1.1)]
        },
        {
            "Step 2 of all parameters is 0.5 times as long in the other program, and those before are equal",
            Trained(0.9, 0.7),
            Trained(0.9, 0.8)
        },
        {
            "But the data are only equal to rounding: that may have grown to this.",
            [Kept(0, Data, "t", 1), Kept(1, Output, "net", 1)],
            [Kept(0, Data, "t", 1 + Precision), Kept(1, Output, "net", 1 + 100 * Precision)]
        },
        {
            // What a model returns may be its loss.
            "at which loss it is",
            [Kept(1, Input, "net", 1), Kept(1, Output, "net", 1), Kept(1, Output, "net[1]", 1), Kept(1, Loss, "loss", 1)],
            [Kept(1, Input, "net", 1), Kept(1, Output, "net", 1), Kept(1, Output, "net[1]", 2), Kept(1, Loss, "loss", 2)]
        },
        {
            "within no_grad(), as by target.",
            [Kept(0, Initial, "policy.w", 1), Kept(0, Initial, "target.w", 1), Kept(1, Output, "policy", 1), Kept(1, Loss, "loss", 1)],
            [Kept(0, Initial, "policy.w", 1), Kept(0, Initial, "target.w", 1), Kept(1, Output, "policy", 1), Kept(1, Loss, "loss", 2)]
        },
        { "1 of 2 parameters take another step", Grouped(0.9), Grouped(0.8) },
        {
            "differs in its call 2 of this step",
            [Kept(1, Input, "net", 1), Kept(1, Output, "net", 1), Kept(1, Input, "net", 1), Kept(1, Output, "net", 1)],
            [Kept(1, Input, "net", 1), Kept(1, Output, "net", 1), Kept(1, Input, "net", 2), Kept(1, Output, "net", 2)]
        },
        {
            "The initial weights are all 1 in the other program: look at how they are initialized; those of nn.GroupNorm",
            [Kept(0, Initial, "norm.weight", s_first), Kept(0, Initial, "copy.weight", s_first)],
            [Kept(0, Initial, "norm.weight", new double[12].Select(_ => 1.0).ToArray()), Kept(0, Initial, "copy.weight", s_second)]
        },
        {
            "The initial weights are all 0 in the other program: look at how they are initialized; those of nn.GroupNorm",
            [Kept(0, Initial, "norm.bias", 9e34, 1)],
            [Kept(0, Initial, "norm.bias", 0, 0)]
        },
        {
            "If it is that of a validation, what it is computed of is not kept: look also at its data, eval() and no_grad().",
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1), Kept(1, Loss, "validation", 1)],
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1), Kept(1, Loss, "validation", 1.3)]
        },
        {
            "If it is that of a validation, look also at eval()",
            [Kept(1, Loss, "loss", 1), Kept(1, Output, "net", 1, 2), Kept(1, Loss, "validation", 1)],
            [Kept(1, Loss, "loss", 1), Kept(1, Output, "net", 1, 2), Kept(1, Loss, "validation", 1.3)]
        },
        {
            "with equal outputs and equal gradients: look at what in it does not depend on the parameters",
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1), Kept(1, Gradient, "w", s_first)],
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1.3), Kept(1, Gradient, "w", [.. s_first.Select(x => x + Precision)])]
        },
        {
            "The loss differs, with equal outputs: look at which loss it is",
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1), Kept(1, Gradient, "w", s_first)],
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1.3), Kept(1, Gradient, "w", [.. s_first.Select(x => 1.0001 * x)])]
        },
        {
            "All gradients are 0.99997 times as large in the other program",
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1), Kept(1, Gradient, "w", s_first)],
            [Kept(1, Output, "net", 1, 2), Kept(1, Loss, "loss", 1), Kept(1, Gradient, "w", [.. s_first.Select(x => 0.99997 * x)])]
        },
        {
            "The output of the model[2] differs, with equal outputs of its layers: look at what it computes of them, such as an exp, a mask",
            [Kept(1, Input, "the model", 1), Kept(1, Output, "fc", 1), Kept(1, Output, "the model", 1), Kept(1, Output, "the model[2]", s_first)],
            [Kept(1, Input, "the model", 1), Kept(1, Output, "fc", 1), Kept(1, Output, "the model", 1), Kept(1, Output, "the model[2]", s_second)]
        },
        {
            "The loss is 8 times as large in C#, and no output was seen in this step: hand over",
            [Kept(1, Loss, "loss", 8), Kept(1, Gradient, "w", s_first)],
            [Kept(1, Loss, "loss", 1), Kept(1, Gradient, "w", s_second)]
        },
        {
            "x is 2 times as large in the other program: look at how it is scaled.",
            [Kept(0, Data, "x", s_first)],
            [Kept(0, Data, "x", [.. s_first.Select(x => 2 * x)])]
        },
        {
            "look at how it is scaled, as by a standard deviation, which divides by n or by n - 1.",
            [Kept(0, Data, "x", s_first)],
            [Kept(0, Data, "x", [.. s_first.Select(x => 1.01 * x)])]
        },
        {
            "C# does not watch noise. What is seen in both parts first at the output of net.",
            [Kept(1, Output, "net", 1), Kept(1, Loss, "loss", 1)],
            [Kept(0, Data, "noise", 1), Kept(1, Output, "net", 2), Kept(1, Loss, "loss", 2)]
        },
        {
            // Names that are one in any case.
            "C# has no net.scale: look at the layers",
            [Kept(0, Initial, "net.W", 1), Kept(0, Initial, "net.w", 1)],
            [Kept(0, Initial, "net.W", 1), Kept(0, Initial, "net.w", 1), Kept(0, Initial, "net.scale", 1)]
        },
        {
            "goes into the one before in C#, from call 2 on: look at an index that is off by one",
            [Kept(1, Input, "net", 1), Kept(1, Input, "net", 2), Kept(1, Input, "net", 3), Kept(1, Loss, "loss", 1)],
            [Kept(1, Input, "net", 1), Kept(1, Input, "net", 1), Kept(1, Input, "net", 2), Kept(1, Loss, "loss", 2)]
        },
        {
            "goes into the one before in the other program, from call 2 on: look at an index that is off by one",
            [Kept(1, Input, "net", 1), Kept(1, Input, "net", 1), Kept(1, Input, "net", 2), Kept(1, Loss, "loss", 1)],
            [Kept(1, Input, "net", 1), Kept(1, Input, "net", 2), Kept(1, Input, "net", 3), Kept(1, Loss, "loss", 2)]
        },
        {
            "has net.1.weight in its place: look at the order of the layers",
            [Kept(0, Initial, "net.0.weight", s_second), Kept(0, Initial, "net.1.weight", s_first)],
            [Kept(0, Initial, "net.0.weight", s_second), Kept(0, Initial, "net.2.weight", s_first)]
        },
        {
            "with equal outputs of its layers: look at what it computes after attention.query",
            [Kept(1, Input, "net", 1), Kept(1, Output, "attention.query", 1), Kept(1, Output, "attention", s_first), Kept(1, Loss, "loss", 1)],
            [Kept(1, Input, "net", 1), Kept(1, Output, "attention.query", 1), Kept(1, Output, "attention", s_second), Kept(1, Loss, "loss", 2)]
        },
        {
            "The output of the model differs, with equal outputs of its layers: look at what it computes after fc, such as a mask, a softmax",
            [Kept(1, Input, "the model", 1), Kept(1, Output, "fc", 1), Kept(1, Output, "the model", s_first), Kept(1, Loss, "loss", 1)],
            [Kept(1, Input, "the model", 1), Kept(1, Output, "fc", 1), Kept(1, Output, "the model", s_second), Kept(1, Loss, "loss", 2)]
        },
        {
            "but in another order",
            [Kept(1, Input, "net", 1), Kept(1, Output, "net", 1), Kept(1, Input, "net", 2), Kept(1, Output, "net", 2)],
            [Kept(1, Input, "net", 2), Kept(1, Output, "net", 2), Kept(1, Input, "net", 1), Kept(1, Output, "net", 1)]
        },

        // Another model that trains later, and may have parted already, is none of those of which all is said.
        { "The step of all parameters is 2 times as long", InTurns(0.9), InTurns(0.8) },

        // As in reinforcement learning or a sampling loop.
        {
            "after something else was trained",
            [Kept(1, Loss, "loss", 1), Kept(0, Initial, "next", 1)],
            [Kept(1, Loss, "loss", 1), Kept(0, Initial, "next", 2)]
        },
        {
            "after losses were recorded",
            [Kept(1, Loss, "loss", 1), Kept(0, Data, "next", 0)],
            [Kept(1, Loss, "loss", 1), Kept(0, Data, "next", 1)]
        },
        { "C# has nothing of second: ", [], [Kept(1, Initial, "second.weight", 1)] },

        // Such as a row that padding_idx sets to 0.
        { "Only 1 of 12 initial weights differ", [Kept(0, Initial, "w", s_first)], [Kept(0, Initial, "w", [0, .. s_first[1..]])] },

        // Without gradients in both, a model that ran was trained, and another was copied.
        {
            "gradients were cleared before",
            [Kept(1, Output, "net", 1), Kept(1, Parameter, "net.weight", 1)],
            [Kept(1, Output, "net", 1), Kept(1, Parameter, "net.weight", 2)]
        },
        { "how it is copied", [Kept(1, Parameter, "net.weight", 1)], [Kept(1, Parameter, "net.weight", 2)] },
    };

    [Theory]
    [MemberData(nameof(Partings), DisableDiscoveryEnumeration = true)]
    public void It_points_at_the_mistake(string words, Traced[] here, Traced[] there) =>
        Assert.Contains(words, Meaning(here, there));

    [Fact]
    public void The_README_and_the_porting_guide_quote_what_is_said()
    {
        Assert.Contains(Meaning(Trained(0.9, 0.8), Trained(0.9, 0.71)), Text("README.md"));
        Assert.Contains(Meaning([Kept(0, Initial, "2.weight", 1)], Biased()), Text("docs/porting.md"));
        Assert.Contains(Meaning(Lost(1), Lost(1.3)), Text("docs/porting.md"));

        static string Text(string file) => File.ReadAllText(Path.Combine(ExampleTests.Root, file));

        static Traced[] Biased() => [Kept(0, Initial, "2.weight", 1), Kept(0, Initial, "2.bias", 1)];

        static Traced[] Lost(double loss) =>
            [Kept(0, Data, "x", 1, 2), Kept(1, Input, "net", 1, 2), Kept(1, Output, "net", 1, 2, 3), Kept(1, Loss, "loss", loss)];
    }

    /// <summary>Of parameters of 1 and of 0.01, a difference in the small ones is measured by the large ones.</summary>
    [Fact]
    public void Where_an_output_parts_as_a_small_parameter_did_before_the_optimizer_is_meant()
    {
        Assert.StartsWith("The output of table differs as table.weight does since step 1", Meaning(Embedded(0.01), Embedded(0.010001)));

        static Traced[] Embedded(double weight) =>
        [
            Kept(0, Initial, "norm.weight", 1),
            Kept(0, Initial, "table.weight", 0.02),
            Kept(1, Output, "table", 0.02),
            Kept(1, Gradient, "table.weight", 1),
            Kept(1, Parameter, "norm.weight", 1),
            Kept(1, Parameter, "table.weight", weight),
            Kept(2, Output, "table", weight),
        ];
    }

    /// <summary>One that a model returns is recorded by another name.</summary>
    [Fact]
    public void A_loss_that_a_model_returns_is_none_of_a_validation()
    {
        Assert.DoesNotContain("validation", Meaning(Returned(1), Returned(2)));

        static Traced[] Returned(double loss) =>
            [Kept(1, Input, "net", 1), Kept(1, Output, "net", 1), Kept(1, Output, "net[1]", loss), Kept(1, Loss, "loss", loss)];
    }

    [Fact]
    public void What_parts_far_beyond_rounding_is_not_put_down_to_the_data()
    {
        Assert.DoesNotContain("data", Meaning(Rounded(1, 1), Rounded(1 + Precision, 2)));

        static Traced[] Rounded(double data, double output) => [Kept(0, Data, "t", data), Kept(1, Output, "net", output)];
    }

    /// <summary>Of rounded data, what goes into a model or its gradients would part first.</summary>
    [Fact]
    public void What_parts_first_in_the_step_is_not_put_down_to_the_data()
    {
        Assert.DoesNotContain("data", Meaning(Stepped(1, 1, 1), Stepped(1 + Precision, 1, 1 + 100 * Precision)));
        Assert.False(Walk.Of(Side(Stepped(1, 1, 1)), Side(Stepped(1 + Precision, 1, 1)), Precision, []).DataMayMatter);
        Assert.True(Walk.Of(Side(Stepped(1, 1, 1)), Side(Stepped(1 + Precision, 1 + Precision, 1)), Precision, []).DataMayMatter);

        static Traced[] Stepped(double data, double gradient, double parameter) =>
        [
            Kept(0, Data, "t", data),
            Kept(0, Initial, "w", 2),
            Kept(1, Output, "net", 1),
            Kept(1, Loss, "loss", 1),
            Kept(1, Gradient, "w", gradient),
            Kept(1, Parameter, "w", parameter),
        ];
    }

    /// <summary>As a mask is in one program of 0 and −∞, and of no numbers in the other.</summary>
    [Fact]
    public void A_buffer_of_another_type_is_compared_by_its_values()
    {
        var here = new Traced(new Place(0, TensorKind.Buffer, "mask"), [2], ScalarType.Float32, [0, 1]);
        Assert.Null(Walk.Of(Side([here]), Side([here with { Type = ScalarType.Bool }]), Precision, []).Parting);
        var parting = Walk.Of(Side([here]), Side([here with { Type = ScalarType.Bool, Values = [1, 0] }]), Precision, []).Parting!;
        Assert.StartsWith("mask differs from the start", parting.Meaning);
    }

    /// <summary>A first step of two parameters, one of which has a gradient of 0, and stays.</summary>
    private static Traced[] Stepped(double idle) =>
    [
        Kept(0, Initial, "w", 1, 2),
        Kept(0, Initial, "idle", idle),
        Kept(1, Gradient, "w", 1, 2),
        Kept(1, Gradient, "idle", 0),
        Kept(1, Parameter, "idle", idle),
    ];

    /// <summary>A first step of two parameters, one of which may be in a group of its own.</summary>
    private static Traced[] Grouped(double bias) =>
    [
        Kept(0, Initial, "weight", 1, 2),
        Kept(0, Initial, "bias", 1, 1),
        Kept(1, Gradient, "weight", 1, 2),
        Kept(1, Gradient, "bias", 1, 1),
        Kept(1, Parameter, "weight", 0.9, 1.8),
        Kept(1, Parameter, "bias", bias, bias),
    ];

    /// <summary>A first step of two models, one after the other.</summary>
    private static Traced[] InTurns(double weight) =>
    [
        Kept(0, Initial, "first.weight", 1, 1),
        Kept(0, Initial, "second.weight", 1, 1),
        Kept(1, Gradient, "first.weight", 1, 1),
        Kept(1, Parameter, "first.weight", weight, weight),
        Kept(1, Gradient, "second.weight", weight, 1),
        Kept(1, Parameter, "second.weight", weight, weight * weight),
    ];

    private static Traced[] Trained(double once, double twice) =>
    [
        Kept(0, Initial, "w", 1, 2),
        Kept(1, Gradient, "w", 1, 2),
        Kept(1, Parameter, "w", once, 2 * once),
        Kept(2, Gradient, "w", 1, 2),
        Kept(2, Parameter, "w", twice, 2 * twice),
    ];

    private static string Meaning(Traced[] here, Traced[] there) =>
        Walk.Of(Side(here), Side(there), Precision, [[Walk.Measuring(Side(here), here)]]).Parting!.Meaning;

    private static Side Side(Traced[] trace) => Sides.Of() with { Trace = trace };
}
